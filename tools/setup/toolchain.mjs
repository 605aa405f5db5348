// Emscripten on Debian 12, whose own package is too old: that of the testing suite, unpacked into the cache and made to run
// there. No container, no upgrade of the system, and no root.
import fs from 'node:fs';
import path from 'node:path';
import { privateApt } from './apt.mjs';
import { contentKey, makeOnce } from './cache.mjs';
import { adoptPrograms } from './elf.mjs';
import { buildSystemLibraries } from './libraries.mjs';
import { Failure, run, step } from './run.mjs';

const suite = 'testing';
// These two files decide what is in the folder: another text of theirs is another folder.
const here = (/** @type {string} */ name) => fs.readFileSync(path.join(import.meta.dirname, name));
const recipe = contentKey(here('toolchain.mjs'), here('elf.mjs'));

/** @param {string} root @param {string} final */
function writeConfiguration(root, final) {
  const home = path.join(root, 'usr/share/emscripten');
  const shipped = fs.readFileSync(path.join(home, '.emscripten'), 'utf8');
  const versions = shipped.split('\n').filter((line) => /^\w+_ADD_VERSION\s*=/.test(line));
  // Emscripten reads this file from its own folder, so that calling emcc by its path is all anybody has to do.
  fs.writeFileSync(path.join(home, '.emscripten'), [
    '# Written by Headscope\'s set-up.',
    `LLVM_ROOT = '${final}/usr/bin'`,
    `BINARYEN_ROOT = '${final}/usr'`,
    `EMSCRIPTEN_ROOT = '${final}/usr/share/emscripten'`,
    `CACHE = '${final}/emscripten-cache'`,
    `NODE_JS = '${process.execPath}'`,
    `COMPILER_WRAPPER = '${final}/bin/ccache'`,
    ...versions, ''].join('\n'));
}

/**
 * ccache with its store beside the toolchain, whoever calls it and with whatever environment. A precompiled header holds the
 * whole path of what it was made from, so that it serves in its own clone alone: those are always made, never remembered.
 */
function writeCompilerCache(/** @type {string} */ root, /** @type {string} */ final) {
  fs.mkdirSync(path.join(root, 'bin'));
  fs.writeFileSync(path.join(root, 'bin/ccache'), `#!/bin/sh
case " $* " in
  *" -emit-pch "* | *" c++-header "*) exec "$@" ;;
esac
export CCACHE_DIR="\${CCACHE_DIR:-${path.dirname(final)}/ccache}"
export CCACHE_MAXSIZE="\${CCACHE_MAXSIZE:-2G}" CCACHE_NOHASHDIR=1
exec "${final}/usr/bin/ccache" "$@"
`, { mode: 0o755 });
}

/**
 * The toolchain's folder, made when it is not there.
 * @returns {Promise<{emscripten: string, ccache: string, xsimd: string}>}
 */
export async function debianToolchain() {
  const folder = await makeOnce(`emscripten-${recipe}`, (temporary, final) =>
    step('unpacking Emscripten and xsimd', async () => {
      const apt = await privateApt(path.join(temporary, 'apt'), suite);
      const packages = await apt.download(['emscripten', 'libxsimd-dev']);
      for (const file of packages) await run('dpkg-deb', ['--extract', file, temporary]);
      fs.rmSync(path.join(temporary, 'apt'), { recursive: true });
      await adoptPrograms(temporary, final);
      writeConfiguration(temporary, final);
      writeCompilerCache(temporary, final);
      // Alone in a folder: beside it in usr/include are the C library's headers, which must not come along.
      fs.cpSync(path.join(temporary, 'usr/include/xsimd'), path.join(temporary, 'xsimd/include/xsimd'), { recursive: true });
      checkVersions(temporary);
    }));
  const emscripten = path.join(folder, 'usr/share/emscripten');
  await buildSystemLibraries(folder, emscripten);
  return { emscripten, ccache: path.join(folder, 'bin/ccache'), xsimd: path.join(folder, 'xsimd') };
}

/** @param {string} root */
function checkVersions(root) {
  const emscripten = fs.readFileSync(path.join(root, 'usr/share/emscripten/emscripten-version.txt'), 'utf8').replace(/[\s"]/g, '');
  const config = fs.readFileSync(path.join(root, 'usr/include/xsimd/config/xsimd_config.hpp'), 'utf8');
  const xsimd = config.match(/XSIMD_VERSION_MAJOR\s+(\d+)/)?.[1];
  if (parseInt(emscripten) < 4 || Number(xsimd) < 14) {
    throw new Failure(`Debian ${suite} on this machine's mirror has Emscripten ${emscripten} and xsimd ${xsimd}; at least 4 and 14 are needed.`);
  }
}
