// Brings a machine to where this project builds and tests: `node tools/setup.mjs [--build]`. The npm scripts call it first,
// so nobody has to; when nothing is to do it takes a fraction of a second.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { installMissing, isDebian } from './setup/apt.mjs';
import { browserPackages } from './setup/browsers.mjs';
import { cacheFolder, contentKey, repository, withLock } from './setup/cache.mjs';
import { findInstalled } from './setup/installed.mjs';
import { buildSystemLibraries } from './setup/libraries.mjs';
import { Failure, main, progress, retry, run, step, which } from './setup/run.mjs';
import { debianSources } from './setup/sources.mjs';
import { debianToolchain } from './setup/toolchain.mjs';

const forBuild = [
  { name: 'python3', program: 'python3' },
  { name: 'cmake', program: 'cmake' },
  { name: 'ninja-build', program: 'ninja' },
  { name: 'patchelf', program: 'patchelf' },
  { name: 'xz-utils', program: 'xz' },
];
const forTests = [
  { name: 'g++', program: 'g++' },
  { name: 'clang-format-14', program: 'clang-format-14' },
  // What the pages under test write: Chinese, emoji, and mathematics with its sub- and superscripts.
  { name: 'fonts-noto-cjk' },
  { name: 'fonts-noto-color-emoji' },
  { name: 'fonts-dejavu-core' },
];

/** Chromium without windows, tabs and profiles: a page opens in it in a fifth of the time, and it is the smaller package. */
const browser = { name: 'chromium-headless-shell', program: 'chromium-headless-shell' };

/** Where set-up tells CMake what it found; see tools/cmake/paths.cmake. */
const pathsFile = path.join(repository, 'build/paths.cmake');

/** @param {Record<string, string | undefined>} values */
function writePaths(values) {
  const text = '# Written by tools/setup.mjs.\n' + Object.entries(values).filter(([, value]) => value)
    .map(([name, value]) => `set(${name} "${value?.replaceAll('\\', '/')}")\n`).join('');
  if (fs.existsSync(pathsFile) && fs.readFileSync(pathsFile, 'utf8') === text) return;
  fs.mkdirSync(path.dirname(pathsFile), { recursive: true });
  fs.writeFileSync(pathsFile, text);
}

/** Installs the packages that build and test the page when the lock file is not the one they were installed from. */
async function installNodeModules() {
  const lock = path.join(repository, 'package-lock.json');
  const stamp = path.join(repository, 'node_modules/.headscope');
  const key = contentKey(fs.readFileSync(lock), process.version);
  const isCurrent = () => fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === key;
  if (isCurrent()) return;
  await withLock(`node-modules-${contentKey(repository)}`, async () => {
    if (isCurrent()) return;
    // npm retries by itself; once more is for what it gives up on too soon.
    await step('installing node modules', () => retry(() =>
      run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: repository }), 2));
    fs.writeFileSync(stamp, key);
  });
}

/** The compiler cache may answer for sources that were compiled with precompiled headers: none of ours asks for the time. */
function writeCompilerCacheSettings() {
  const folder = path.join(cacheFolder, 'ccache');
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'ccache.conf'), 'sloppiness = pch_defines,time_macros\n');
}

/**
 * Debian: packages, then toolchain and sources side by side.
 * @param {{tests: boolean}} wanted
 * @returns {Promise<string | undefined>} Chromium
 */
async function setUpDebian({ tests }) {
  await installMissing(tests ? [...forBuild, ...forTests] : forBuild);
  if (tests) {
    await installMissing([browser]).catch((error) => {
      if (!which('chromium')) throw error; // with its windows it does as well
    });
    await installMissing(browserPackages).catch((error) => {
      if (!(error instanceof Failure)) throw error;
      console.log(`! The page will not be tried in every browser:\n${error.message}`);
    });
  }
  writeCompilerCacheSettings();
  const [toolchain, sources] = await all([debianToolchain(), debianSources()]);
  if (tests) await buildSystemLibraries(path.dirname(toolchain.xsimd), toolchain.emscripten, 'tests');
  writePaths({
    HEADSCOPE_EMSCRIPTEN: toolchain.emscripten,
    HEADSCOPE_CCACHE: toolchain.ccache,
    HEADSCOPE_XSIMD: toolchain.xsimd,
    HEADSCOPE_IMGUI: path.join(sources, 'imgui'),
    HEADSCOPE_CATCH2: path.join(sources, 'catch2'),
    HEADSCOPE_RAPIDCHECK: path.join(sources, 'rapidcheck'),
  });
  return process.env.HEADSCOPE_CHROMIUM ?? which(browser.program) ?? which('chromium');
}

/**
 * As Promise.all, but what runs beside a failure is let finish: half of it would be in the way of the next try.
 * @template {readonly Promise<any>[]} T
 * @param {[...T]} work
 * @returns {Promise<{[I in keyof T]: Awaited<T[I]>}>}
 */
async function all(work) {
  await Promise.allSettled(work);
  return /** @type {any} */ (Promise.all(work));
}

/**
 * Everything needed to build the page, and with `tests` everything needed to test it.
 * @param {{tests: boolean}} wanted
 * @returns {Promise<{chromium: string | undefined}>}
 */
export async function setUp({ tests }) {
  const { live } = progress;
  progress.live = false;
  const findTools = async () => {
    if (isDebian() && !process.env.EMSDK) return setUpDebian({ tests });
    const found = findInstalled({ tests });
    writePaths({ HEADSCOPE_EMSCRIPTEN: found.emscripten, HEADSCOPE_CCACHE: which('ccache') });
    return found.chromium;
  };
  const [chromium] = await all([findTools(), installNodeModules()]);
  progress.live = live;
  return { chromium };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => { await setUp({ tests: !process.argv.includes('--build') }); });
}
