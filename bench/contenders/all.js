// Who takes part, in the order of the tables: the product's two builds first, then the field.
import { orAbsent } from './contender.js';
import { headscope } from './headscope.js';
import { liteRt, reportEightThreads } from './litert.js';
import { headscopeNative } from './native.js';
import { ortNode, ortWeb } from './onnxruntime.js';
import { tfjs } from './tfjs.js';
import { hasRelaxedSimd } from '../lib/limit.js';

/** @typedef {import('./contender.js').Contender} Contender */

/** Loads the contenders that run here; `only` keeps those whose name contains one of its words.
 * @param {import('./contender.js').Peers} peers
 * @param {{core: string, native: string | undefined, only: string[]}} options `core` is the URL of the headless library, `native` the
 *   path of the native program where native contenders take part
 * @returns {Promise<Contender[]>} */
export async function loadContenders(peers, { core, native, only }) {
  reportEightThreads();
  /** @type {[string, () => Promise<Contender>][]} */
  const candidates = [
    ['headscope simd', () => headscope(core, 'simd')],
    ['headscope relaxed', () => headscope(core, 'relaxed')],
    ['onnxruntime-web', () => ortWeb(peers)],
    ['LiteRT simd', () => liteRt(peers, 'simd')],
    ['LiteRT relaxed', () => liteRt(peers, 'relaxed')],
    ['tfjs-wasm', () => tfjs(peers)],
  ];
  // Not part of the tables: asked for by name.
  for (const tile of /** @type {const} */ (['narrow', 'wide'])) {
    if (!only.includes(tile)) continue;
    candidates.push([`${tile} simd`, () => headscope(core, 'simd', tile)], [`${tile} relaxed`, () => headscope(core, 'relaxed', tile)]);
  }
  if (native) candidates.push(['headscope native', () => headscopeNative(native)], ['onnxruntime-node', () => ortNode(peers)]);
  /** @type {Contender[]} */
  const contenders = [];
  for (const [name, load] of candidates) {
    if (only.length && !only.some((word) => name.includes(word))) continue;
    if (name.endsWith('relaxed') && !hasRelaxedSimd()) continue;
    contenders.push(...(await orAbsent(name, load)));
  }
  return contenders;
}
