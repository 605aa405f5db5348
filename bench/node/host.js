// What the peers expect of a browser, given to them in Node: `self`, classic scripts, and fetch of local files.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { peersAt } from '../contenders/contender.js';

const kModules = new URL('../node_modules/', import.meta.url).href;

/** @param {string} url */
async function runScript(url) {
  const path = fileURLToPath(url);
  const scope = /** @type {any} */ (globalThis);
  // Emscripten's Node branch asks for these as a CommonJS module would.
  scope.require = createRequire(path);
  scope.__filename = path;
  scope.__dirname = fileURLToPath(new URL('.', url));
  vm.runInThisContext(await readFile(path, 'utf8'), { filename: path });
}

/** Peers for Node, with the host prepared for them. */
export function nodePeers() {
  const scope = /** @type {any} */ (globalThis);
  scope.self = globalThis;
  // LiteRT.js appends a script element where there is no importScripts.
  scope.document = {
    createElement: () => ({
      /** @type {(() => void) | undefined} */
      loaded: undefined,
      /** @param {string} event @param {() => void} done */
      addEventListener(event, done) { if (event === 'load') this.loaded = done; },
    }),
    body: {
      /** @param {{src: string, loaded: () => void}} element */
      appendChild: (element) => void runScript(element.src).then(() => element.loaded()),
    },
  };
  return peersAt(kModules, runScript);
}
