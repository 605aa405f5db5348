// Every combination of options on random shapes against plain float64 loops.
import assert from 'node:assert/strict';
import test from 'node:test';
import { assertClose } from './close.js';
import { cores } from './cores.js';
import { generator } from './random.js';
import { mergeHeads, referenceAttention, referenceProject } from './reference.js';

const kCases = 150;

/** Options that fit any problem of this extent.
 * @param {ReturnType<typeof generator>} random
 * @param {{B: number, m: number, kv: number, Sq: number, Sk: number, P: number, h: number, hv: number}} extent
 * @returns {import('headscope/core').AttentionOptions} */
function randomOptions(random, { B, m, kv, Sq, Sk, P, h, hv }) {
  const keys = Sk + P;
  const full = [B, m, Sq, keys];
  const maskShape = full.slice(random.integer(0, 3)).map((dim) => (random.chance(0.3) ? 1 : dim));
  /** @type {import('headscope/core').AttentionOptions} */
  const options = { isCausal: random.chance(0.4) };
  if (random.chance(0.4)) options.attnMask = random.chance(0.5) ? random.mask(maskShape, 0.7) : random.tensor(maskShape, 3);
  if (options.attnMask?.data instanceof Float32Array && random.chance(0.5)) options.attnMask.data[0] = -Infinity;
  if (random.chance(0.25)) options.keyMask = random.mask([B, keys], 0.8);
  if (random.chance(0.25)) options.keyValidLengths = Array.from({ length: B }, () => random.integer(0, keys));
  if (random.chance(0.3)) options.scale = random.uniform() * 4 - 2;
  if (random.chance(0.3)) options.softcap = random.uniform() * 5 + 0.1;
  if (random.chance(0.3)) options.window = random.chance(0.5) ? random.integer(0, 4) : [random.integer(-1, 5), random.integer(-1, 5)];
  if (random.chance(0.5)) options.emptyRows = random.chance(0.5) ? 'nan' : 'uniform';
  if (random.chance(0.25)) options.sinks = random.tensor([random.chance(0.5) ? m : 1], 5);
  if (random.chance(0.3)) options.alibi = random.chance(0.7) ? true : Array.from({ length: m }, () => random.uniform() * 2 - 0.5);
  if (random.chance(0.25)) options.qkNorm = true;
  if (h % 2 === 0 && random.chance(0.4)) {
    options.rope = random.chance(0.5) ? true : { base: 2 + random.uniform() * 500, pairs: random.chance(0.5) ? 'halves' : 'interleaved' };
  }
  if (P) Object.assign(options, { pastKey: random.tensor([B, kv, P, h]), pastValue: random.tensor([B, kv, P, hv]) });
  return options;
}

/** @param {ReturnType<typeof generator>} random */
function randomExtent(random) {
  const kv = random.integer(1, 3);
  return {
    B: random.integer(1, 3), kv, m: kv * random.integer(1, 3), Sq: random.integer(1, random.chance(0.2) ? 70 : 12),
    Sk: random.integer(1, random.chance(0.2) ? 90 : 14), P: random.chance(0.3) ? random.integer(1, 9) : 0,
    h: random.integer(1, 20), hv: random.integer(1, 20),
  };
}

/** @param {ReturnType<typeof generator>} random @param {number} m @param {number} qDim @param {number} h
 * @returns {import('headscope/core').Scoring} */
function randomScoring(random, m, qDim, h) {
  const groups = random.chance(0.5) ? m : 1;
  return random.chance(0.5)
    ? { kind: 'additive', vector: random.tensor([groups, h], 1) }
    : { kind: 'bilinear', matrix: random.tensor([groups, qDim, h], 0.5) };
}

const kScoreStages = /** @type {const} */ (['scores', 'uncapped', 'scaled', 'positionBias', 'masked', 'weights']);

for (const core of cores) {
  test(`scaledDotProductAttention equals the plain float64 loops, ${core.build} build`, () => {
    const random = generator(1);
    for (let i = 0; i < kCases; ++i) {
      const extent = randomExtent(random);
      const { B, m, kv, Sq, Sk, h, hv } = extent;
      const options = randomOptions(random, extent);
      const split = random.chance(0.4);
      if (random.chance(0.3)) options.scoring = randomScoring(random, m, h, h);
      const args = {
        query: random.tensor(split ? [B, Sq, m * h] : [B, m, Sq, h]), key: random.tensor(split ? [B, Sk, kv * h] : [B, kv, Sk, h]),
        value: random.tensor(split ? [B, Sk, kv * hv] : [B, kv, Sk, hv]), ...(split ? { numHeads: m, numKvHeads: kv } : {}), ...options,
      };
      const expected = referenceAttention(args);
      const got = core.scaledDotProductAttention({ ...args, stages: [...kScoreStages] });
      for (const stage of kScoreStages) {
        assert.deepEqual(got[stage]?.shape, [B, m, Sq, Sk + extent.P]);
        assertClose(got[stage]?.data ?? [], expected[stage], `case ${i} ${stage}`);
      }
      const output = split ? mergeHeads(expected.context, expected.extent).data : expected.context;
      assertClose(got.output.data, output, `case ${i} output`);
      const alone = core.scaledDotProductAttention(args);
      assertClose(alone.output.data, output, `case ${i} output without stages`);
      assert.deepEqual(Object.keys(alone), ['output']);
    }
  });

  test(`multiHeadAttention equals the plain float64 loops, ${core.build} build`, () => {
    const random = generator(2);
    for (let i = 0; i < kCases; ++i) {
      const extent = randomExtent(random);
      const { B, m, kv, Sq, h, hv } = extent;
      const self = random.chance(0.4);
      const [dq, dk, dv, out] = [0, 0, 0, 0].map(() => random.integer(1, 24));
      const Sk = self ? Sq : extent.Sk;
      const options = randomOptions(random, { ...extent, Sk });
      const weights = {
        W_q: random.tensor([dq, m * h], 0.5), W_k: random.tensor([self ? dq : dk, kv * h], 0.5), W_v: random.tensor([self ? dq : dv, kv * hv], 0.5),
        W_o: random.chance(0.7) ? random.tensor([m * hv, out], 0.5) : null,
        b_q: random.chance(0.5) ? random.tensor([m * h]) : null, b_k: random.chance(0.5) ? random.tensor([kv * h]) : null,
        b_v: random.chance(0.5) ? random.tensor([kv * hv]) : null,
      };
      const b_o = weights.W_o && random.chance(0.5) ? random.tensor([out]) : null;
      const query = random.tensor([B, Sq, dq]);
      const cross = self ? {} : { key: random.tensor([B, Sk, dk]), value: random.tensor([B, Sk, dv]) };
      const got = core.multiHeadAttention({
        query, ...cross, ...weights, b_o, numHeads: m, numKvHeads: kv, ...options,
        stages: ['query', 'key', 'value', 'weights', 'context', 'concat'],
      });
      const [q, k, v] = [
        referenceProject(query, weights.W_q, weights.b_q), referenceProject(cross.key ?? query, weights.W_k, weights.b_k),
        referenceProject(cross.value ?? query, weights.W_v, weights.b_v),
      ];
      const expected = referenceAttention(/** @type {any} */ ({ query: q, key: k, value: v, numHeads: m, numKvHeads: kv, ...options }));
      const concat = mergeHeads(expected.context, expected.extent);
      assertClose(got.weights?.data ?? [], expected.weights, `case ${i} weights`, 5e-5);
      assertClose(got.context?.data ?? [], expected.context, `case ${i} context`, 5e-5);
      assertClose(got.concat?.data ?? [], concat.data, `case ${i} concat`, 5e-5);
      const output = weights.W_o ? referenceProject(concat, weights.W_o, b_o) : concat;
      assertClose(got.output.data, output.data, `case ${i} output`, 1e-4);
      assert.deepEqual(got.output.shape, output.shape);
      assert.deepEqual(got.query?.shape, [B, m, Sq, h]);
      assert.deepEqual(got.key?.shape, [B, kv, Sk, h]);
      assertClose(mergeHeads(Float64Array.from(got.query?.data ?? []), { batch: B, heads: m, queries: Sq, valueDim: h }).data, q.data, `case ${i} query`);
      assertClose(mergeHeads(Float64Array.from(got.value?.data ?? []), { batch: B, heads: kv, queries: Sk, valueDim: hv }).data, v.data, `case ${i} value`);
    }
  });
}
