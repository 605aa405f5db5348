// PyTorch's attention as its documentation defines it: nn.MultiheadAttention with its layouts and mask polarity, and the edges
// of scaled_dot_product_attention.
import assert from 'node:assert/strict';
import test from 'node:test';
import { assertClose } from './close.js';
import { cores } from './cores.js';
import { Nd } from './ndarray.js';
import { onnxAttention } from './onnx_operator.js';
import { generator } from './random.js';

/** @typedef {import('headscope/core').Tensor} Tensor */

const random = generator(41);
const floats = (/** @type {number[]} */ ...shape) => random.tensor(shape, 1);
const tensor = (/** @type {number[]} */ data, /** @type {number[]} */ ...shape) => ({ data: Float32Array.from(data), shape });
const bits = (/** @type {number[]} */ data, /** @type {number[]} */ ...shape) => ({ data: Uint8Array.from(data), shape });

/** nn.Linear keeps [out, in]. @param {Tensor} weight @returns {Tensor} */
const transposed = (weight) => {
  const { data, shape } = Nd.of(weight).transpose([1, 0]);
  return { data: Float32Array.from(data), shape };
};

/** @param {Tensor} x @param {Tensor} weight @param {Tensor} bias */
const linear = (x, weight, bias) => {
  const flat = Nd.of(x).reshape([x.shape[0] * x.shape[1], x.shape[2]]);
  const y = flat.matmul(Nd.of(weight).transpose([1, 0])).zip(Nd.of(bias), (a, b) => a + b);
  return y.reshape([x.shape[0], x.shape[1], weight.shape[0]]);
};

const inverted = (/** @type {{data: Uint8Array, shape: number[]}} */ { data, shape }) => ({ data: data.map((x) => 1 - x), shape });

for (const core of cores) {
  test(`nn.MultiheadAttention with widths of its own, biases, both masks and averaged weights, ${core.build} build`, () => {
    const [batch, queries, keys, width, heads, keyWidth, valueWidth] = [2, 5, 7, 12, 4, 9, 6];
    const [query, key, value] = [floats(batch, queries, width), floats(batch, keys, keyWidth), floats(batch, keys, valueWidth)];
    const weights = { q: floats(width, width), k: floats(width, keyWidth), v: floats(width, valueWidth), o: floats(width, width) };
    const biases = { q: floats(width), k: floats(width), v: floats(width), o: floats(width) };
    // Here true means "not allowed"; the mask has one matrix per batch item and head.
    const ignored = bits([0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 1], batch, keys);
    const forbidden = random.mask([batch * heads, queries, keys], 0.2);
    const got = core.multiHeadAttention({
      query, key, value, numHeads: heads, W_q: transposed(weights.q), W_k: transposed(weights.k), W_v: transposed(weights.v), W_o: transposed(weights.o),
      b_q: biases.q, b_k: biases.k, b_v: biases.v, b_o: biases.o, keyMask: inverted(ignored),
      attnMask: { ...inverted(forbidden), shape: [batch, heads, queries, keys] }, stages: ['weights'],
    });
    const both = Nd.make([batch, heads, queries, keys], ([b, head, i, j]) =>
      (forbidden.data[((b * heads + head) * queries + i) * keys + j] || ignored.data[b * keys + j] ? -Infinity : 0));
    const { Y, weights: all } = onnxAttention(
      { Q: linear(query, weights.q, biases.q), K: linear(key, weights.k, biases.k), V: linear(value, weights.v, biases.v), attn_mask: both },
      { q_num_heads: heads, kv_num_heads: heads },
    );
    assertClose(got.weights?.data ?? [], all.data, 'weights');
    assertClose(got.output.data, linear(/** @type {any} */ (Y), weights.o, biases.o).data, 'output', 5e-5);
  });

  test(`masks of the largest negative float: some keys get nothing, all keys share alike, ${core.build} build`, () => {
    const least = -3.4028234663852886e38;
    const [query, key, value] = [floats(1, 1, 2, 4), floats(1, 1, 3, 4), floats(1, 1, 3, 2)];
    const run = (/** @type {number[]} */ ...row) => core.scaledDotProductAttention({ query, key, value, attnMask: tensor(row, 3), stages: ['masked', 'weights'] });
    const some = run(0, least, 0);
    assertClose(some.output.data, onnxAttention({ Q: query, K: key, V: value, attn_mask: bits([1, 0, 1], 3) }).Y.data, 'one key hidden');
    assertClose(run(least, least, least).weights?.data ?? [], Array(6).fill(1 / 3), 'all keys hidden alike');
    // A large finite number on all keys leaves next to nothing of the scores' digits, but the row is still shared out.
    const blurred = run(-1e9, -1e9, -1e9).weights?.data ?? [];
    for (const row of [0, 3]) assertClose([blurred[row] + blurred[row + 1] + blurred[row + 2]], [1], 'sum of weights', 1e-6);
    // Minus infinity is "may not attend", and a row of it has nothing to attend to.
    const none = run(-Infinity, -Infinity, -Infinity);
    assert.deepEqual([...none.output.data, ...(none.weights?.data ?? [])], Array(10).fill(0));
  });

  test(`a shift of all scores by a large mask changes no weight beyond rounding, ${core.build} build`, () => {
    const [query, key, value] = [floats(1, 2, 5, 4), floats(1, 2, 6, 4), floats(1, 2, 6, 4)];
    const plain = core.scaledDotProductAttention({ query, key, value }).output.data;
    for (const shift of [-1000, 64, 4096]) {
      const shifted = core.scaledDotProductAttention({ query, key, value, attnMask: tensor([shift], 1) }).output.data;
      assertClose(shifted, plain, `shift ${shift}`, 2e-3);
    }
  });

  test(`NaN and infinity stay where they belong, ${core.build} build`, () => {
    const [query, key, value] = [floats(1, 1, 3, 2), floats(1, 1, 4, 2), floats(1, 1, 4, 2)];
    const clean = core.scaledDotProductAttention({ query, key, value, isCausal: true }).output.data;
    const poison = (/** @type {Tensor} */ { data, shape }, /** @type {number} */ row, /** @type {number} */ x) => {
      const copy = { data: data.slice(), shape };
      copy.data.fill(x, row * 2, row * 2 + 2);
      return copy;
    };
    for (const x of [NaN, Infinity, -Infinity]) {
      // Key and value 3 are beyond every causal row; what they hold must not be seen.
      const hidden = core.scaledDotProductAttention({ query, key: poison(key, 3, x), value: poison(value, 3, x), isCausal: true });
      assert.deepEqual(hidden.output.data, clean, `hidden ${x}`);
      // Query 1 spoils its own row alone.
      const own = core.scaledDotProductAttention({ query: poison(query, 1, NaN), key, value, isCausal: true }).output.data;
      assert.deepEqual([own.slice(0, 2), own.slice(4)], [clean.slice(0, 2), clean.slice(4)]);
      assert.ok(own.slice(2, 4).every(Number.isNaN));
      // Value 2 is seen from row 2 on.
      const seen = core.scaledDotProductAttention({ query, key, value: poison(value, 2, x), isCausal: true }).output.data;
      assert.deepEqual(seen.slice(0, 4), clean.slice(0, 4));
      assert.ok(seen.slice(4).every((y) => Object.is(y, x)), `row 2 with ${x}: ${seen.slice(4)}`);
    }
    const infinite = core.scaledDotProductAttention({ query, key, value, attnMask: tensor([0, Infinity, 0, 0], 4), stages: ['weights'] });
    assert.ok(infinite.weights?.data.every(Number.isNaN), 'a score of +inf has no softmax');
  });

  test(`very large scores keep three digits, ${core.build} build`, () => {
    const query = random.tensor([1, 2, 6, 8], 40);
    const key = random.tensor([1, 2, 9, 8], 40);
    const value = random.tensor([1, 2, 9, 8], 1);
    for (const scale of [1, -1, 5]) {
      assertClose(core.scaledDotProductAttention({ query, key, value, scale }).output.data, onnxAttention({ Q: query, K: key, V: value }, { scale }).Y.data, `scale ${scale}`, 1e-3);
    }
  });

  test(`the smallest shapes, scalar masks, empty caches and arrays that begin in the middle of a buffer, ${core.build} build`, () => {
    const one = (/** @type {number} */ x) => tensor([x], 1, 1, 1, 1);
    assert.deepEqual(core.scaledDotProductAttention({ query: one(3), key: one(-2), value: one(5) }).output, { data: Float32Array.of(5), shape: [1, 1, 1, 1] });
    assert.deepEqual([...core.scaledDotProductAttention({ query: one(3), key: one(-2), value: one(5), attnMask: bits([0]) }).output.data], [0]);
    const [query, key, value] = [floats(2, 2, 3, 5), floats(2, 1, 4, 5), floats(2, 1, 4, 3)];
    const expected = core.scaledDotProductAttention({ query, key, value, attnMask: tensor([-3]) }).output.data;
    assertClose(expected, onnxAttention({ Q: query, K: key, V: value }).Y.data, 'scalar mask');
    const shifted = (/** @type {Tensor} */ { data, shape }) => {
      const buffer = new Float32Array(data.length + 3);
      buffer.set(data, 3);
      return { data: buffer.subarray(3), shape };
    };
    assert.deepEqual(core.scaledDotProductAttention({ query: shifted(query), key: shifted(key), value: shifted(value), attnMask: shifted(tensor([-3])) }).output.data, expected);
    const empty = (/** @type {number} */ width) => ({ data: new Float32Array(0), shape: [2, 1, 0, width] });
    const started = core.scaledDotProductAttention({ query, key, value, isCausal: true, pastKey: empty(5), pastValue: empty(3), stages: ['presentKey'] });
    assert.deepEqual(started, core.scaledDotProductAttention({ query, key, value, isCausal: true, stages: ['presentKey'] }));
    assert.deepEqual(
      core.scaledDotProductAttention({ query, key, value, keyValidLengths: BigInt64Array.of(3n, 1n) }),
      core.scaledDotProductAttention({ query, key, value, keyValidLengths: [3, 1] }),
    );
  });

  test(`arguments are left as they were, and results are the caller's own, ${core.build} build`, () => {
    const args = { query: floats(1, 2, 3, 4), key: floats(1, 2, 5, 4), value: floats(1, 2, 5, 4), attnMask: floats(3, 5) };
    const before = structuredClone(args);
    const first = core.scaledDotProductAttention({ ...args, stages: ['weights'] });
    const kept = structuredClone(first);
    core.scaledDotProductAttention({ ...args, scale: 3, stages: ['weights'] });
    assert.deepEqual(args, before);
    assert.deepEqual(first, kept);
    first.output.data.fill(0);
    assert.deepEqual(core.scaledDotProductAttention(args).output, kept.output);
  });
}
