// The cache outside the clone, where toolchain and third-party sources live, and the two rules that keep it whole:
// something half-made is never under its final name, and only one process makes a given thing at a time.
import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export const repository = path.resolve(import.meta.dirname, '../..');

export const cacheFolder = path.resolve(
  process.env.HEADSCOPE_CACHE
  || path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'headscope'));

/**
 * A short name for contents: changes when any of the parts does.
 * @param {...(string | Buffer)} parts
 */
export function contentKey(...parts) {
  const hash = crypto.createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 12);
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * Runs `work` while holding a lock file that names this process. A lock whose holder is gone is taken over.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(name, work) {
  fs.mkdirSync(cacheFolder, { recursive: true });
  const lock = path.join(cacheFolder, `${name}.lock`);
  // The claim is written first and then linked, so that a lock file is never seen without its holder's number.
  const claim = `${lock}.${process.pid}`;
  fs.writeFileSync(claim, String(process.pid));
  try {
    for (let told = false; ;) {
      try {
        fs.linkSync(claim, lock);
        break;
      } catch (error) {
        if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
      }
      let holder = 0;
      try { holder = Number(fs.readFileSync(lock, 'utf8')); } catch { continue; }
      if (!isAlive(holder)) {
        // Moved aside rather than removed: if another process took the lock over just now, it gets it back.
        const aside = `${claim}.aside`;
        try { fs.renameSync(lock, aside); } catch { continue; }
        if (Number(fs.readFileSync(aside, 'utf8')) !== holder) fs.linkSync(aside, lock);
        fs.rmSync(aside);
        continue;
      }
      if (!told) console.log(`  waiting for process ${holder}, which is at the same thing ...`);
      told = true;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  } finally {
    fs.rmSync(claim, { force: true });
  }
  try {
    return await work();
  } finally {
    fs.rmSync(lock, { force: true });
  }
}

/**
 * Makes a folder of the cache once: `fill` gets a temporary folder and the final path it will be renamed to.
 * @param {string} name final name inside the cache, with its content key
 * @param {(temporary: string, final: string) => Promise<void>} fill
 * @returns {Promise<string>} the final path
 */
export async function makeOnce(name, fill) {
  const final = path.join(cacheFolder, name);
  if (fs.existsSync(final)) return final;
  return withLock(name, async () => {
    if (fs.existsSync(final)) return final;
    const temporary = `${final}.part`;
    fs.rmSync(temporary, { recursive: true, force: true }); // what an interrupted set-up left
    fs.mkdirSync(temporary, { recursive: true });
    await fill(temporary, final);
    fs.renameSync(temporary, final);
    return final;
  });
}
