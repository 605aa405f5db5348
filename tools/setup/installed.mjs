// Set-up on a system other than Debian: finds what is installed, installs nothing, and names what is missing.
import path from 'node:path';
import fs from 'node:fs';
import { Failure, which } from './run.mjs';

/** @param {string[]} names */
const anyOf = (names) => names.map(which).find((file) => file !== undefined);

/** Emscripten's own folder: from an activated emsdk, else from emcc on PATH. */
function findEmscripten() {
  const sdk = process.env.EMSDK && path.join(process.env.EMSDK, 'upstream/emscripten');
  if (sdk && fs.existsSync(sdk)) return sdk;
  const compiler = anyOf(['emcc', 'emcc.bat']);
  return compiler && path.dirname(fs.realpathSync(compiler));
}

/** Chromium wherever it is usually put; the browser tests need one. */
function findChromium() {
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  return process.env.HEADSCOPE_CHROMIUM ?? anyOf(['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome']) ?? (fs.existsSync(mac) ? mac : undefined);
}

/**
 * Checks for everything needed and says all that is missing at once.
 * @param {{tests: boolean}} wanted
 */
export function findInstalled({ tests }) {
  const emscripten = findEmscripten();
  const chromium = findChromium();
  const needs = [
    { is: emscripten, says: 'Emscripten 4 or newer (install and activate emsdk, so that EMSDK is set or emcc is on PATH)' },
    { is: which('cmake'), says: 'CMake 3.25 or newer' },
    { is: anyOf(['ninja', 'ninja-build']), says: 'Ninja' },
    { is: !tests || anyOf(['c++', 'g++', 'clang++']), says: 'a C++20 compiler (GCC 12, Clang 15 or newer) for the native tests' },
    { is: !tests || anyOf(['clang-format-14', 'clang-format']), says: 'clang-format 14 for the test of the sources\' look' },
    { is: !tests || chromium, says: 'Chromium or Chrome (or HEADSCOPE_CHROMIUM with its path) for the browser tests' },
  ].filter((need) => !need.is);
  if (needs.length > 0) {
    throw new Failure(`On this system please install first:\n${needs.map((need) => `  - ${need.says}`).join('\n')}\n`
      + 'xsimd, Dear ImGui, Catch2 and RapidCheck are fetched by CMake at pinned releases.');
  }
  return { emscripten: /** @type {string} */ (emscripten), chromium };
}
