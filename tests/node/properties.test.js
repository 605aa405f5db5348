// What must hold for any input: permutations, shifts, batches, caches, extreme values, seeds.
import assert from 'node:assert/strict';
import test from 'node:test';
import { assertClose } from './close.js';
import { cores } from './cores.js';
import { generator } from './random.js';
import { referenceAttention } from './reference.js';

/** @typedef {import('headscope/core').Tensor} Tensor */

/** Rows of [1,1,S,h] in another order. @param {Tensor} tensor @param {number[]} order */
function permuted({ data, shape }, order) {
  const width = shape[3];
  return { data: Float32Array.from(order.flatMap((row) => [...data.subarray(row * width, (row + 1) * width)])), shape };
}

for (const core of cores) {
  test(`permuting keys with values changes nothing, permuting queries permutes rows, ${core.build} build`, () => {
    const random = generator(3);
    const [query, key, value] = [random.tensor([1, 1, 7, 5]), random.tensor([1, 1, 7, 5]), random.tensor([1, 1, 7, 6])];
    const order = [3, 1, 6, 0, 5, 2, 4];
    const plain = core.scaledDotProductAttention({ query, key, value }).output;
    const keys = core.scaledDotProductAttention({ query, key: permuted(key, order), value: permuted(value, order) }).output;
    assertClose(keys.data, plain.data, 'output', 1e-6);
    const queries = core.scaledDotProductAttention({ query: permuted(query, order), key, value }).output;
    assert.deepEqual(queries, permuted(plain, order));
  });

  test(`tiled attention equals the plain one, ${core.build} build`, () => {
    const random = generator(13);
    for (let i = 0; i < 12; ++i) {
      const [queries, keys, dim] = [random.integer(1, 120), random.integer(1, 700), random.integer(1, 70)];
      const args = {
        query: random.tensor([1, 2, queries, dim], 1), key: random.tensor([1, 1, keys, dim], 1), value: random.tensor([1, 1, keys, 9], 1), isCausal: i % 3 === 0,
      };
      const tiled = core.scaledDotProductAttention(args).output.data;
      const plain = core.scaledDotProductAttention({ ...args, stages: ['scores', 'masked', 'weights'] }).output.data;
      assertClose(tiled, plain, `case ${i}, tiled and plain`);
      assertClose(tiled, referenceAttention(args).context, `case ${i}, tiled and float64`);
    }
  });

  test(`batch items are independent, ${core.build} build`, () => {
    const random = generator(4);
    const [query, key, value] = [random.tensor([3, 2, 5, 4]), random.tensor([3, 2, 6, 4]), random.tensor([3, 2, 6, 4])];
    const all = core.scaledDotProductAttention({ query, key, value }).output.data;
    for (let b = 0; b < 3; ++b) {
      const item = (/** @type {typeof query} */ t) => ({ data: t.data.slice((b * t.data.length) / 3, ((b + 1) * t.data.length) / 3), shape: [1, ...t.shape.slice(1)] });
      const alone = core.scaledDotProductAttention({ query: item(query), key: item(key), value: item(value) }).output.data;
      assert.deepEqual(alone, all.slice(b * 40, (b + 1) * 40));
    }
  });

  for (const options of /** @type {import('headscope/core').AttentionOptions[]} */ ([{}, { rope: { pairs: 'interleaved' }, qkNorm: true }, { alibi: true }])) test(`decoding step by step with a cache and ${JSON.stringify(options)} equals one causal pass, ${core.build} build`, () => {
    const random = generator(5);
    const [B, m, kv, S, h] = [2, 4, 2, 6, 4];
    const [query, key, value] = [random.tensor([B, m, S, h]), random.tensor([B, kv, S, h]), random.tensor([B, kv, S, h])];
    const { output: whole, rotatedKey } = core.scaledDotProductAttention({ query, key, value, isCausal: true, ...options, stages: ['rotatedKey'] });
    const step = (/** @type {Tensor} */ { data, shape }, /** @type {number} */ s) => {
      const rows = [];
      for (let r = 0; r < shape[0] * shape[1]; ++r) rows.push(...data.subarray((r * S + s) * h, (r * S + s + 1) * h));
      return { data: Float32Array.from(rows), shape: [shape[0], shape[1], 1, h] };
    };
    /** @type {{pastKey?: Tensor, pastValue?: Tensor}} */
    let past = {};
    for (let s = 0; s < S; ++s) {
      const { output, presentKey, presentValue } = core.scaledDotProductAttention({
        query: step(query, s), key: step(key, s), value: step(value, s), isCausal: true, ...past, ...options, stages: ['presentKey', 'presentValue'],
      });
      assertClose(output.data, step(whole, s).data, `step ${s}`, 1e-6);
      past = { pastKey: presentKey, pastValue: presentValue };
    }
    assert.deepEqual(past.pastKey?.data, rotatedKey?.data);
    if (!options.rope) assert.deepEqual(rotatedKey?.data, key.data);
  });

  test(`very large logits, hidden rows and infinite values stay exact, ${core.build} build`, () => {
    const tensor = (/** @type {number[]} */ data, /** @type {number[]} */ shape) => ({ data: Float32Array.from(data), shape });
    const query = tensor([300, 300], [1, 1, 1, 2]);
    const key = tensor([300, 300, -300, 300], [1, 1, 2, 2]);
    const value = tensor([1, 2, 3, 4], [1, 1, 2, 2]);
    assert.deepEqual([...core.scaledDotProductAttention({ query, key, value }).output.data], [1, 2]);
    const hidden = core.scaledDotProductAttention({ query, key, value, keyValidLengths: [0], stages: ['weights'] });
    assert.deepEqual([...hidden.output.data, ...(hidden.weights?.data ?? [])], [0, 0, 0, 0]);
    const poisoned = tensor([1, 2, NaN, Infinity], [1, 1, 2, 2]);
    assert.deepEqual([...core.scaledDotProductAttention({ query, key, value: poisoned, keyValidLengths: [1] }).output.data], [1, 2]);
  });

  test(`dropout draws the same for the same seed and keeps the mean, ${core.build} build`, () => {
    const random = generator(6);
    const [query, key, value] = [random.tensor([1, 2, 40, 4]), random.tensor([1, 2, 50, 4]), random.tensor([1, 2, 50, 4])];
    const run = (/** @type {number} */ seed) =>
      core.scaledDotProductAttention({ query, key, value, dropout: { probability: 0.25, seed }, stages: ['weights', 'dropped'] });
    const first = run(7);
    assert.deepEqual(first, run(7));
    assert.notDeepEqual(first.dropped, run(8).dropped);
    const { weights, dropped } = /** @type {Required<typeof first>} */ (first);
    let zeros = 0;
    dropped.data.forEach((x, i) => {
      if (x === 0) ++zeros;
      else assert.ok(Math.abs(x - weights.data[i] / 0.75) < 1e-6);
    });
    assert.ok(Math.abs(zeros / dropped.data.length - 0.25) < 0.03, `${zeros} zeros`);
  });
}
