// Puts the site together in build/site/ from an explicit list: nothing gets published because it lay in a folder.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import zlib from 'node:zlib';
import { bundle } from './bundle.mjs';
import { repository } from './setup/cache.mjs';
import { Failure, main } from './setup/run.mjs';

export const site = path.join(repository, 'build/site');

/** The folder of the headless library in the site. The page itself loads nothing from it. */
export const library = 'core';

/** What a page consists of: a file or a folder of the clone, the kinds of file taken from it, and where it goes. */
const parts = [
  { from: 'index.html', kinds: /\.html$/, to: 'index.html' },
  { from: 'web/page.css', kinds: /./, to: 'web/page.css' },
  { from: 'assets', kinds: /\.(svg|ico|bin)$/, to: 'assets' },
  { from: 'build/core', kinds: /(index\.js|\.wasm)$/, to: library },
  { from: 'build/web-release/src/app/headscope.wasm', kinds: /./, to: 'headscope.wasm' },
  { from: 'build/web-release/src/app/headscope-relaxed.wasm', kinds: /./, to: 'headscope-relaxed.wasm' },
];

/** What pages import, each with the modules it needs in one file. The page's own script takes the laboratory from where others do. What
 * Emscripten writes to start its modules is a quarter smaller with short names. */
/** @type {{ entry: string, to: string, external: string[], format?: 'esm' | 'iife' }[]} */
const bundles = [
  { entry: 'web/host.js', to: 'web/host.js', external: [] },
  { entry: 'web/main.js', to: 'web/main.js', external: ['./host.js'] },
  { entry: 'web/lessons/lessons.js', to: 'web/lessons.js', external: [] },
  { entry: 'web/fallback.js', to: 'web/fallback.js', external: [], format: 'iife' },
  { entry: 'build/web-release/src/app/headscope.js', to: 'headscope.js', external: [] },
  { entry: 'build/web-release/src/app/headscope-relaxed.js', to: 'headscope-relaxed.js', external: [] },
];

/** Parts a site can do without. */
const optional = new Set(['assets']);

/** @param {string} folder @returns {string[]} every file below it, relative to it */
export function filesBelow(folder) {
  return fs.readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)));
}

/** Writes when the contents differ, and keeps a Brotli twin beside every file, as a static host would serve it.
 * @param {Buffer} contents @param {string} target */
function place(contents, target) {
  const twin = `${target}.br`;
  if (fs.existsSync(twin) && fs.existsSync(target) && fs.readFileSync(target).equals(contents)) return;
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.rmSync(twin, { force: true }); // an interrupted run must not leave an old twin beside a new file
  fs.writeFileSync(target, contents);
  fs.writeFileSync(twin, zlib.brotliCompressSync(contents, {
    params: { [zlib.constants.BROTLI_PARAM_SIZE_HINT]: contents.length, [zlib.constants.BROTLI_PARAM_LGWIN]: 22 },
  }));
}

/** Stages the site and removes from it whatever the list no longer gives. */
export async function stage() {
  // Loaded here: the set-up, which this is part of, installs what it needs.
  const { compiledLessons } = await import('./lessons/read.mjs');
  /** @type {Set<string>} */
  const placed = new Set();
  const put = (/** @type {string} */ file, /** @type {Buffer} */ contents) => {
    place(contents, path.join(site, file));
    placed.add(path.normalize(file));
  };
  for (const { entry, to, external, format } of bundles) {
    if (!fs.existsSync(path.join(repository, entry))) throw new Failure(`${entry} is missing, so there is no site to stage.`);
    put(to, bundle(entry, external, format));
  }
  for (const [file, contents] of Object.entries(compiledLessons())) put(path.join('assets/lessons', file), Buffer.from(JSON.stringify(contents)));
  for (const { from, kinds, to } of parts) {
    const source = path.join(repository, from);
    if (!fs.existsSync(source)) {
      if (optional.has(from)) continue;
      throw new Failure(`${from} is missing, so there is no site to stage.`);
    }
    const files = fs.statSync(source).isDirectory() ? filesBelow(source) : [''];
    for (const file of files) {
      if (!kinds.test(path.join(source, file))) continue;
      put(path.join(to, file), fs.readFileSync(path.join(source, file)));
    }
  }
  for (const file of filesBelow(site)) {
    if (!placed.has(file.replace(/\.br$/, ''))) fs.rmSync(path.join(site, file));
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main(stage);
