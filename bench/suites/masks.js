// What masks save: a pass that hides keys beside one that hides none, in time and in arithmetic.
import { flops, makeInputs } from '../lib/problem.js';
import { interleave } from '../lib/timing.js';

/** `back` keys before its own a query sees, none after it; undefined sees all keys.
 * @typedef {{name: string, back: number | undefined}} MaskCase
 * @typedef {{name: string, ms: number, flops: number}} MaskRow `flops` of what is visible */

/** @type {MaskCase[]} */
const kCases = [
  { name: 'none', back: undefined },
  { name: 'causal', back: Infinity },
  { name: 'causal, window of 256', back: 255 },
  { name: 'causal, window of 64', back: 63 },
];

/** @param {import('../lib/problem.js').Shape} shape @param {number | undefined} back */
function visibleFlops(shape, back) {
  if (back === undefined) return flops(shape);
  const { seqLen, dModel } = shape;
  let pairs = 0;
  for (let query = 0; query < seqLen; ++query) pairs += Math.min(query, back) + 1;
  return flops(shape) - 4 * dModel * (seqLen * seqLen - pairs);
}

/** @param {import('../contenders/contender.js').Contender} contender @param {import('../lib/problem.js').Shape} shape
 * @param {import('../lib/timing.js').TimingOptions} timing @param {ReturnType<typeof import('../lib/timing.js').quietness>} quietly */
export async function maskCosts(contender, shape, timing, quietly) {
  const inputs = makeInputs(shape);
  const prepared = [];
  for (const { back } of kCases)
    prepared.push(await contender.prepare({ ...shape, causal: back !== undefined }, inputs, { window: back === Infinity ? undefined : back }));
  const times = await interleave(prepared, timing, quietly);
  for (const pass of prepared) await pass.dispose();
  return { shape, rows: kCases.map(({ name, back }, i) => ({ name, ms: times[i].ms, flops: visibleFlops(shape, back) })) };
}
