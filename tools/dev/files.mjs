// Which file a development page gets for an address: the page's modules as they are in the clone, one by one, and the module of
// the development build. It is one engine, the plain one, for whichever a page asks.
import path from 'node:path';
import { buildFolder } from '../cmake.mjs';
import { repository } from '../setup/cache.mjs';

/** The build that is watched: quick to compile and to link, with asserts and names. */
export const devPreset = 'web-dev';
export const devTarget = 'headscope_app';

/** Where lessons go for the pages of this server: a page loads them compiled. */
export const lessonsFolder = path.join(repository, 'build/dev-lessons');

const module = path.join(buildFolder(devPreset), 'src/app/headscope');

/** What a visitor's address may name of the clone. */
const open = /^(index\.html|web\/.*\.(js|css|json)|assets\/.*\.(svg|ico|png|bin))$/;

/**
 * Modules lie a folder deeper than the bundle they are part of; what they name beside the bundle's folder is found there.
 * @param {string} asked path of an address, without the slash it begins with
 * @returns {string | undefined} the file, which may not be there
 */
export function devFile(asked) {
  const name = asked.replace(/^web\/(headscope|assets\/)/, '$1');
  if (name === 'dev/reload.js') return path.join(import.meta.dirname, 'reload.js');
  const [, lesson] = name.match(/^assets\/lessons\/([\w.-]+\.json)$/) ?? [];
  if (lesson) return path.join(lessonsFolder, lesson);
  const [, suffix] = name.match(/^headscope(?:-relaxed)?(\.js|\.wasm|\.wasm\.map)$/) ?? [];
  if (suffix) return module + suffix;
  return open.test(name) && path.posix.normalize(name) === name ? path.join(repository, name) : undefined;
}

/** What a change of a file of the clone asks for. @param {string} file path from the clone @returns {'build' | 'lessons' | 'reload' | undefined} */
export function answerTo(file) {
  if (/^assets\/lessons\/.*\.(json|md)$/.test(file)) return 'lessons';
  if (open.test(file)) return 'reload';
  if (/^src\/.*\.(cpp|hpp|def|inl|js|txt)$|^(CMakeLists\.txt|CMakePresets\.json|tools\/cmake\/.*)$/.test(file)) return 'build';
  return undefined;
}
