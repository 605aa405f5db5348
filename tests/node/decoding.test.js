// Decoding with a cache, as headless/README.md shows it: every bit of one causal pass, one query row at a time.
import assert from 'node:assert/strict';
import test from 'node:test';
import { cores } from './cores.js';
import { generator } from './random.js';

/** @typedef {import('headscope/core').Tensor} Tensor */

/** The bits, so that -0 and 0 differ. @param {Float32Array} numbers */
const bits = (numbers) => [...new Uint32Array(Float32Array.from(numbers).buffer)];

/** Row `index` of each [S, width] block. @param {Tensor | undefined} tensor @param {number} rows @param {number} index @param {number} [width] */
function rowOf(tensor, rows, index, width = tensor?.shape.at(-1) ?? 0) {
  const all = tensor?.data ?? new Float32Array();
  const stride = tensor?.shape.at(-1) ?? 0;
  const row = [];
  for (let block = 0; block < all.length / (rows * stride); ++block) row.push(...all.slice((block * rows + index) * stride, (block * rows + index) * stride + width));
  return Float32Array.from(row);
}

/** @type {import('headscope/core').AttentionOptions[]} */
const variants = [
  {}, { rope: true, qkNorm: true }, { rope: { pairs: 'interleaved', base: 100 } }, { alibi: true }, { softcap: 2 }, { window: [3, 0] }, { scale: -0.7 },
];

for (const core of cores) {
  test(`a decoder with a cache gives the bits of one causal pass, ${core.build} build`, () => {
    const random = generator(31);
    for (const [i, options] of variants.entries()) {
      const [m, kv, h, width, S] = [4, i % 2 ? 2 : 4, 2 * random.integer(1, 9), random.integer(3, 40), random.integer(2, 70)];
      const model = {
        W_q: random.tensor([width, m * h], 1), W_k: random.tensor([width, kv * h], 1), W_v: random.tensor([width, kv * h], 1), W_o: random.tensor([m * h, width], 1),
        b_k: random.tensor([kv * h]), numHeads: m, numKvHeads: kv, isCausal: true, sinks: i % 3 ? null : random.tensor([m]), ...options,
      };
      const sentence = random.tensor([1, S, width]);
      const whole = core.multiHeadAttention({ query: sentence, ...model, stages: ['weights', 'context'] });
      /** @type {{ pastKey?: Tensor, pastValue?: Tensor }} */
      let cache = {};
      for (let t = 0; t < S; ++t) {
        const token = { data: rowOf(sentence, S, t), shape: [1, 1, width] };
        const step = core.multiHeadAttention({ query: token, ...model, ...cache, stages: ['weights', 'context', 'presentKey', 'presentValue'] });
        cache = { pastKey: step.presentKey, pastValue: step.presentValue };
        const where = `variant ${i}, token ${t}`;
        assert.deepEqual(step.presentKey?.shape, [1, kv, t + 1, h], where);
        assert.deepEqual(bits(step.weights?.data ?? new Float32Array()), bits(rowOf(whole.weights, S, t, t + 1)), `${where}: weights`);
        assert.deepEqual(bits(step.context?.data ?? new Float32Array()), bits(rowOf(whole.context, S, t)), `${where}: context`);
        assert.deepEqual(bits(step.output.data), bits(rowOf(whole.output, S, t)), `${where}: output`);
      }
    }
  });
}
