// Configuring and building one preset, as quickly as may be when little or nothing changed.
import fs from 'node:fs';
import path from 'node:path';
import { repository } from './setup/cache.mjs';
import { run } from './setup/run.mjs';

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
 * @param {string} preset
 * @param {string[]} targets none means all
 */
export async function build(preset, targets = []) {
  const configure = needsConfigure(preset);
  if (configure !== 'no') {
    await run('cmake', ['--preset', preset, ...(configure === 'fresh' ? ['--fresh'] : [])], { cwd: repository });
  }
  const chosen = targets.length > 0 ? ['--target', ...targets] : [];
  await run('cmake', ['--build', '--preset', preset, ...chosen], { cwd: repository });
}

/**
 * The targets of a preset's build, so that a tool can leave out what the sources do not have.
 * @param {string} preset
 */
export async function targetsOf(preset) {
  const list = await run('ninja', ['-C', buildFolder(preset), '-t', 'targets', 'all']);
  return new Set(list.split('\n').map((line) => line.split(':')[0]));
}
