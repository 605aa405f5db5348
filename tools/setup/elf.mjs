// Makes programs of one Debian suite run on another: each gets the loader and the libraries of the folder it was unpacked in.
import fs from 'node:fs';
import path from 'node:path';
import { run } from './run.mjs';

/**
 * The ELF files directly inside a folder (links left alone).
 * @param {string} folder
 * @returns {string[]}
 */
function elfFiles(folder) {
  const files = [];
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(folder, entry.name);
    const handle = fs.openSync(file, 'r');
    const magic = Buffer.alloc(4);
    fs.readSync(handle, magic, 0, 4, 0);
    fs.closeSync(handle);
    if (magic.equals(Buffer.from('\x7fELF', 'latin1'))) files.push(file);
  }
  return files;
}

/** The programs a compilation starts; the other hundred of LLVM stay as they are. */
const programs = /^(clang|lld|llvm-(ar|nm|objcopy|objdump|cov|profdata|size|strip|dwarfdump|dwp|symbolizer|cxxfilt|ranlib|readobj)|wasm-.*|wasm2js|ccache)$/;

/**
 * Patches an unpacked tree. The loader is an absolute path, hence `final`: where the tree will be when it is used.
 * @param {string} root where the tree is now
 * @param {string} final where it is going to be
 */
export async function adoptPrograms(root, final) {
  const triplet = fs.readdirSync(path.join(root, 'usr/lib')).find((name) => /-linux-gnu/.test(name)
    && fs.readdirSync(path.join(root, 'usr/lib', name)).some((file) => file.startsWith('ld-linux')));
  if (!triplet) throw new Error(`no loader in ${root}`);
  const libraries = path.join('usr/lib', triplet);
  const loader = fs.readdirSync(path.join(root, libraries)).find((file) => file.startsWith('ld-linux'));
  const llvm = fs.readdirSync(path.join(root, 'usr/lib')).find((name) => /^llvm-\d+$/.test(name));
  if (!llvm) throw new Error(`no LLVM in ${root}`);
  const llvmLibraries = path.join('usr/lib', llvm, 'lib');
  const search = [libraries, llvmLibraries].map((folder) => path.join(final, folder)).join(':');

  for (const folder of ['usr/bin', path.join('usr/lib', llvm, 'bin')]) {
    const chosen = elfFiles(path.join(root, folder)).filter((file) => programs.test(path.basename(file)));
    // RPATH, not RUNPATH: only the former also holds for what the libraries themselves need.
    await run('patchelf', ['--set-interpreter', path.join(final, libraries, loader ?? ''), '--force-rpath',
      '--set-rpath', search, ...chosen]);
  }
  // A library with a RUNPATH of its own ignores the program's RPATH, so those get the same list.
  for (const folder of [libraries, llvmLibraries]) {
    for (const file of elfFiles(path.join(root, folder))) {
      if (!/\.so(\.|$)/.test(file)) continue;
      const own = await run('patchelf', ['--print-rpath', file]).catch(() => '');
      if (own.trim() !== '') await run('patchelf', ['--force-rpath', '--set-rpath', search, file]);
    }
  }
}
