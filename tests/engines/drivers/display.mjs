// A screen for browsers that need a window, and programs that end when a test does.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** @param {import('node:child_process').ChildProcess} child */
export async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 5000);
  await gone;
  clearTimeout(late);
}

/**
 * Begins a program and keeps what it says, for the message should it fail.
 * @param {string} program @param {string[]} args @param {NodeJS.ProcessEnv} [env]
 */
export function begin(program, args, env = {}) {
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => { said = (said + text).slice(-4000); });
  child.on('error', (error) => { said += error.message; });
  return { child, said: () => said };
}

/** A virtual screen. @returns {Promise<{ name: string, close: () => Promise<void> }>} */
export async function openDisplay() {
  const { child, said } = begin('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp']);
  const told = /** @type {import('node:stream').Readable} */ (child.stdio[3]);
  const number = await Promise.race([once(told, 'data').then(([data]) => String(data).trim()), once(child, 'exit').then(() => '')]);
  if (!number) throw new Error(`Xvfb did not start: ${said()}`);
  return { name: `:${number}`, close: () => end(child) };
}

/**
 * Asks again and again until there is an answer.
 * @template T
 * @param {() => T | undefined | Promise<T | undefined>} ask @param {string} what for the message
 * @param {number} [patience] in milliseconds
 * @returns {Promise<T>}
 */
export async function until(ask, what, patience = 30_000) {
  for (const late = Date.now() + patience; ;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > late) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
