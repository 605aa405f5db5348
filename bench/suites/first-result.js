// Time from nothing loaded to the first result, for one contender in a fresh process or page.
import { headscope } from '../contenders/headscope.js';
import { liteRt, reportEightThreads } from '../contenders/litert.js';
import { ortWeb } from '../contenders/onnxruntime.js';
import { tfjs } from '../contenders/tfjs.js';
import { hasRelaxedSimd } from '../lib/limit.js';
import { makeInputs } from '../lib/problem.js';

/** @typedef {import('../contenders/contender.js').Peers} Peers */

/** @type {Record<string, (peers: Peers, core: string) => Promise<import('../contenders/contender.js').Contender>>} */
const kStarters = {
  headscope: (_peers, core) => headscope(core, hasRelaxedSimd() ? 'relaxed' : 'simd'),
  'onnxruntime-web': (peers) => ortWeb(peers),
  LiteRT: (peers) => liteRt(peers, hasRelaxedSimd() ? 'relaxed' : 'simd'),
  'tfjs-wasm': (peers) => tfjs(peers),
};

export const starterNames = Object.keys(kStarters);

/** Milliseconds; inputs are made beforehand, models count.
 * @param {string} name @param {Peers} peers @param {string} core */
export async function firstResult(name, peers, core) {
  reportEightThreads();
  const shape = { seqLen: 16, dModel: 64, heads: 8, causal: false };
  const inputs = makeInputs(shape);
  hasRelaxedSimd();
  const start = performance.now();
  const contender = await kStarters[name](peers, core);
  const prepared = await contender.prepare(shape, inputs);
  await prepared.run();
  const { output } = await prepared.read();
  const ms = performance.now() - start;
  if (!Number.isFinite(output[0])) throw new Error(`${name} gave no result`);
  return ms;
}
