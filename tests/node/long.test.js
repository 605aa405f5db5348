// One query and very many keys, or very many dimensions: as accurate as a few.
import assert from 'node:assert/strict';
import test from 'node:test';
import { assertClose } from './close.js';
import { cores } from './cores.js';
import { generator } from './random.js';
import { referenceAttention, referenceProject } from './reference.js';

const kLengths = [2_049, 16_384, 131_072, 2 ** 20];
/** Among those whose sums lose most. */
const kValues = [0.1, 1 / 3, 3.8825302, 7.1137505, 8.9374237, 9.7055655, -9.9227905].map(Math.fround);

/** What is promised is absolute. @param {ArrayLike<number>} got @param {ArrayLike<number>} expected @param {string} what */
function assertPromised(got, expected, what) {
  for (let i = 0; i < expected.length; ++i) {
    assert.ok(Math.abs(got[i] - expected[i]) <= 1e-5, `${what}[${i}]: ${got[i]} instead of ${expected[i]}`);
  }
}

for (const core of cores) {
  test(`the mean of up to a million equal values is that value, ${core.build} build`, () => {
    for (const keys of kLengths) {
      const width = kValues.length;
      const { output } = core.scaledDotProductAttention({
        query: { data: new Float32Array(1), shape: [1, 1, 1, 1] }, key: { data: new Float32Array(keys), shape: [1, 1, keys, 1] },
        value: { data: Float32Array.from({ length: keys * width }, (_, i) => kValues[i % width]), shape: [1, 1, keys, width] },
      });
      assertPromised(output.data, kValues, `${keys} keys`);
    }
  });

  test(`weights and output of up to a million keys agree with float64, ${core.build} build`, () => {
    const random = generator(8);
    for (const keys of kLengths) {
      const value = random.tensor([1, 1, keys, 3], 1);
      value.data.forEach((x, i) => { value.data[i] = 9 + x; });
      const args = { query: random.tensor([1, 1, 1, 2], 1), key: random.tensor([1, 1, keys, 2], 1), value };
      const got = core.scaledDotProductAttention({ ...args, stages: ['weights'] });
      const expected = referenceAttention(args);
      assertPromised(got.output.data, expected.context, `${keys} keys`);
      // A weight is about 1 / keys: relative to that.
      assertClose(got.weights?.data.map((w) => w * keys) ?? [], expected.weights.map((w) => w * keys), `${keys} keys, weights`, 2e-6);
    }
  });

  test(`projections from up to a million dimensions agree with float64, ${core.build} build`, () => {
    const random = generator(9);
    for (const width of kLengths) {
      const W = { data: new Float32Array(width * 2).fill(1 / width), shape: [width, 2] };
      const query = { data: Float32Array.from({ length: width }, () => 3.8825302 + random.uniform()), shape: [1, 1, width] };
      const got = core.multiHeadAttention({ query, numHeads: 1, W_q: W, W_k: W, W_v: W, stages: ['query'] });
      const expected = referenceProject(query, W).data;
      assertPromised(got.query?.data ?? [], expected, `${width} dimensions, query`);
      assertPromised(got.output.data, expected, `${width} dimensions, output`);
    }
  });
}
