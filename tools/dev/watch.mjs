// Watching folders of the clone: changes that come close together are one, and while one is being answered the next ones wait.
import fs from 'node:fs';
import path from 'node:path';

/** Editors write a file in several steps. */
const kSettledMs = 30;

/**
 * @param {string} root
 * @param {string[]} names files and folders below it; folders with all they hold
 * @param {(changed: string[]) => Promise<void>} answer gets paths from the root
 * @returns {() => void} ends the watching
 */
export function watch(root, names, answer) {
  /** @type {Set<string>} */
  const changed = new Set();
  /** @type {NodeJS.Timeout | undefined} */
  let settling;
  let busy = false;
  const later = () => {
    clearTimeout(settling);
    settling = setTimeout(async () => {
      if (busy || changed.size === 0) return;
      busy = true;
      const files = [...changed];
      changed.clear();
      await answer(files).catch((error) => console.error(error));
      busy = false;
      later();
    }, kSettledMs);
  };
  const watchers = names.map((name) => {
    const folder = path.join(root, name);
    // A file is watched in its folder: an editor that replaces it would take the watch away with the old one.
    const alone = fs.statSync(folder).isFile();
    return fs.watch(alone ? path.dirname(folder) : folder, { recursive: !alone }, (_, file) => {
      if (file === null || (alone && file !== path.basename(folder))) return;
      changed.add((alone ? name : path.join(name, file)).replaceAll('\\', '/'));
      later();
    });
  });
  return () => {
    clearTimeout(settling);
    for (const watcher of watchers) watcher.close();
  };
}
