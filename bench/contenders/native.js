// Headscope's core natively, for this machine's own vector instructions, beside onnxruntime-node. Only in Node.

/** The program times itself: nothing of the way to it and back is counted.
 * @param {string} program path of headscope_forward
 * @returns {Promise<import('./contender.js').Contender>} */
export async function headscopeNative(program) {
  const [{ spawn }, { createInterface }, { mkdtemp, readFile, rm }, os, path] = await Promise.all([
    import('node:child_process'), import('node:readline'), import('node:fs/promises'), import('node:os'), import('node:path')]);
  const child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
  const failed = new Promise((_, reject) => child.once('error', reject));
  await Promise.race([new Promise((resolve) => child.once('spawn', resolve)), failed]);
  child.unref();
  /** @type {((line: string) => void)[]} */
  const waiting = [];
  createInterface(child.stdout).on('line', (line) => waiting.shift()?.(line));
  /** @param {string} command @returns {Promise<string>} */
  const ask = async (command) => {
    child.stdin.write(`${command}\n`);
    const line = await new Promise((/** @type {(line: string) => void} */ resolve) => waiting.push(resolve));
    if (line === 'failed') throw new Error(`${command}: failed`);
    return line;
  };
  /** Whose problem the program holds now: it has one at a time. */
  let current = '';
  return {
    name: 'headscope native',
    kind: 'native',
    async prepare({ seqLen, dModel, heads, causal }) {
      const problem = `prepare ${seqLen} ${dModel} ${heads} ${Number(causal)}`;
      const prepared = async () => {
        if (current !== problem) await ask(problem);
        current = problem;
      };
      const time = async (/** @type {number} */ calls) => {
        await prepared();
        return Number(await ask(`run ${calls}`));
      };
      return {
        time, run: () => time(1), dispose: () => {},
        read: async () => {
          const folder = await mkdtemp(path.join(os.tmpdir(), 'headscope-'));
          try {
            await ask(`read ${path.join(folder, 'result')}`);
            const bytes = await readFile(path.join(folder, 'result'));
            const all = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
            return { output: all.subarray(0, seqLen * dModel), weights: all.subarray(seqLen * dModel) };
          } finally {
            await rm(folder, { recursive: true });
          }
        },
      };
    },
  };
}
