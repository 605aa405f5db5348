// What each variant of attention costs beside the plain one, interleaved.
import { makeInputs } from '../lib/problem.js';
import { interleave } from '../lib/timing.js';

/** At most this share of the plain pass's time, for those that promise it. */
export const kVariantLimit = 1.05;

/** `more` are options of the library; `promises`: it costs no more than kVariantLimit.
 * @typedef {import('../lib/problem.js').Shape} Shape
 * @typedef {{name: string, promises?: boolean, more?: (shape: Shape, inputs: ReturnType<typeof makeInputs>) => Record<string, unknown>}} VariantCase
 * @typedef {{name: string, promises: boolean, ms: number}} VariantRow */

/** @type {VariantCase[]} */
const kCases = [
  { name: 'plain' },
  { name: 'plain again', promises: true }, // how much the figures are worth
  { name: 'RoPE', promises: true, more: () => ({ rope: true }) },
  { name: 'ALiBi', promises: true, more: () => ({ alibi: true }) },
  { name: 'a sink per head', promises: true, more: ({ heads }) => ({ sinks: { data: new Float32Array(heads).fill(0.5), shape: [heads] } }) },
  { name: 'a third of the key/value heads', promises: true, more: grouped },
  { name: 'QK-norm', more: () => ({ qkNorm: true }) },
  { name: 'softcap 30', more: () => ({ softcap: 30 }) },
];

/** @param {Shape} shape @param {ReturnType<typeof makeInputs>} inputs */
function grouped({ dModel, heads }, inputs) {
  const width = dModel / 3;
  /** @param {Float32Array} data */
  const matrix = (data) => ({ data: data.subarray(0, dModel * width), shape: [dModel, width] });
  return { numKvHeads: heads / 3, W_k: matrix(inputs.W_k), W_v: matrix(inputs.W_v) };
}

/** @param {import('../contenders/contender.js').Contender} contender @param {Shape} shape heads divide by 3
 * @param {import('../lib/timing.js').TimingOptions} timing @param {ReturnType<typeof import('../lib/timing.js').quietness>} quietly */
export async function variantCosts(contender, shape, timing, quietly) {
  const inputs = makeInputs(shape);
  const prepared = [];
  for (const { more } of kCases) prepared.push(await contender.prepare(shape, inputs, { more: more?.(shape, inputs) }));
  const times = await interleave(prepared, timing, quietly);
  for (const pass of prepared) await pass.dispose();
  return { shape, rows: kCases.map(({ name, promises = false }, i) => ({ name, promises, ms: times[i].ms })) };
}
