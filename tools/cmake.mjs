// Configuring and building one preset, as quickly as may be when little or nothing changed.
import fs from 'node:fs';
import path from 'node:path';
import { contentKey, repository, withLock } from './setup/cache.mjs';
import { run } from './setup/run.mjs';

/** The engines a web preset builds from the same sources, and what tells their targets apart (tools/cmake/engines.cmake). */
export const engines = [
  { suffix: '', title: 'WebAssembly' },
  { suffix: '_relaxed', title: 'WebAssembly with relaxed SIMD' },
];

/** @param {string} preset */
export const buildFolder = (preset) => path.join(repository, 'build', preset);

/**
 * Whether CMake has to be called before Ninja. Ninja itself calls it again when a CMake file changes; only another compiler,
 * which comes with another toolchain folder, takes a fresh start.
 * @param {string} preset
 * @returns {'no' | 'yes' | 'fresh'}
 */
function needsConfigure(preset) {
  const cacheFile = path.join(buildFolder(preset), 'CMakeCache.txt');
  if (!fs.existsSync(cacheFile)) return 'yes';
  const compiler = fs.readFileSync(cacheFile, 'utf8').match(/^CMAKE_CXX_COMPILER:\w+=(.*)$/m)?.[1];
  const paths = fs.readFileSync(path.join(repository, 'build/paths.cmake'), 'utf8');
  const emscripten = paths.match(/HEADSCOPE_EMSCRIPTEN "(.*)"/)?.[1] ?? '';
  if (preset.startsWith('web') && compiler && path.dirname(compiler) !== emscripten) return 'fresh';
  return fs.existsSync(path.join(buildFolder(preset), 'build.ninja')) ? 'no' : 'yes';
}

/**
 * Configures if need be and builds. One build of a folder at a time: Ninja itself does not look out for another.
 * @param {string} preset
 * @param {string[]} targets
 */
export function build(preset, targets) {
  return withLock(`build-${contentKey(buildFolder(preset))}`, () => buildLocked(preset, targets));
}

/** Configures if need be. @param {string} preset */
export async function configure(preset) {
  const need = needsConfigure(preset);
  if (need !== 'no') await run('cmake', ['--preset', preset, ...(need === 'fresh' ? ['--fresh'] : [])], { cwd: repository });
}

/** @param {string} preset @param {string[]} targets */
async function buildLocked(preset, targets) {
  await configure(preset);
  // The compiler cache sees paths relative to the clone, so that it knows in one clone what was compiled in another; not so
  // of sources compiled together, which CMake lists by their whole paths.
  const env = { CCACHE_BASEDIR: repository, ...process.env };
  await run('cmake', ['--build', '--preset', preset, '--target', ...targets], { cwd: repository, env });
}
