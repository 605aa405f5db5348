// Node as an engine of the benchmark: each job gets a fresh process.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const kChild = fileURLToPath(new URL('./child.js', import.meta.url));

/** @typedef {{name: string, run: (job: import('../lib/job.js').Job) => Promise<any>, close: () => Promise<void>}} Engine */

/** Whether this Node still needs the flag for relaxed SIMD: from 24 on V8 has it anyway and rejects what it does not know.
 * @param {string} node */
function flagsFor(node) {
  return new Promise((resolve) => {
    const flag = '--experimental-wasm-relaxed-simd';
    spawn(node, [flag, '-e', ''], { stdio: 'ignore' }).on('exit', (code) => resolve(code === 0 ? [flag] : []));
  });
}

/** @param {string} command @param {string[]} args @returns {Promise<string>} stdout */
function capture(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk) => { text += chunk; });
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve(text) : reject(new Error(`${command} ended with ${code}`))));
  });
}

/** @param {string} node path of the program @param {boolean} native whether the native peer takes part
 * @returns {Promise<Engine>} */
export async function nodeEngine(node, native) {
  const flags = await flagsFor(node);
  const version = (await capture(node, ['--version'])).trim();
  return {
    name: `Node ${version}`,
    run: async (job) => {
      const text = await capture(node, ['--expose-gc', ...flags, kChild, JSON.stringify({ ...job, native })]);
      return JSON.parse(text.trim().split('\n').at(-1) ?? 'null');
    },
    close: async () => {},
  };
}
