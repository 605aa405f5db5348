// A laboratory without a page: the built module and the page's own API, in Node.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Lab } from '../../web/api/lab.js';
import { createModule } from '../../web/module/module.js';
import { Failure } from '../setup/run.mjs';
import { site } from '../stage.mjs';

/** Each has the document of the start. */
export async function laboratories() {
  const wasm = path.join(site, 'headscope.wasm');
  if (!fs.existsSync(wasm)) throw new Failure('The lessons are checked with the built module: npm run build');
  const compiled = await WebAssembly.compile(fs.readFileSync(wasm));
  const { default: create } = await import(pathToFileURL(path.join(site, 'headscope.js')).href);
  const words = new Uint8Array(fs.readFileSync(path.join(site, 'assets/word-vectors.bin')));
  return async () => {
    const module = await createModule({ engine: 'simd', wasm: compiled, create }, /** @type {any} */ (undefined));
    const lab = new Lab(module, () => {}, async () => { module.check(module.raw._hs_word_vectors(module.app, module.put(words))); }, () => module.destroy());
    return lab;
  };
}
