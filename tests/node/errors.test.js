// Wrong arguments: the error names the argument, what came and what was expected, and the core works on.
import assert from 'node:assert/strict';
import test from 'node:test';
import { HeadscopeError, createCore } from 'headscope/core';
import { cores } from './cores.js';
import { generator } from './random.js';

const random = generator(9);
const core = cores[0];
const query = random.tensor([2, 4, 3, 8]);
const key = random.tensor([2, 2, 5, 8]);
const value = random.tensor([2, 2, 5, 6]);
const good = { query, key, value };
const x = random.tensor([2, 3, 8]);
const layer = {
  query: x, numHeads: 2, W_q: random.tensor([8, 4]), W_k: random.tensor([8, 4]), W_v: random.tensor([8, 6]), W_o: random.tensor([6, 5]),
};
const bytes = (/** @type {number[]} */ shape) => random.mask(shape, 1);

/** [what is wrong, arguments, argument named, pattern of the message] @type {[string, any, string, RegExp][]} */
const attentionCases = [
  ['nothing at all', undefined, 'scaledDotProductAttention', /got nothing/],
  ['a missing query', { key, value }, 'query', /got nothing, expected a tensor/],
  ['an array as a tensor', { ...good, query: [1, 2] }, 'query', /an array of 2/],
  ['float64 data', { ...good, key: { ...key, data: new Float64Array(160) } }, 'key.data', /got a Float64Array, expected Float32Array/],
  ['data shorter than the shape', { ...good, key: { data: new Float32Array(3), shape: [2, 2, 5, 8] } }, 'key.data', /got 3 elements, expected 160/],
  ['no shape', { ...good, value: { data: value.data } }, 'value', /expected a tensor/],
  ['a shape that is no array', { ...good, value: { data: value.data, shape: 5 } }, 'value.shape', /got 5/],
  ['a dimension of 0', { ...good, query: { data: new Float32Array(0), shape: [2, 4, 0, 8] } }, 'query.shape[2]', /got 0/],
  ['a fraction as a dimension', { ...good, query: { data: query.data, shape: [2, 4, 1.5, 16] } }, 'query.shape[2]', /got 1.5/],
  ['a product that overflows', { ...good, query: { data: query.data, shape: [2 ** 20, 2 ** 20, 2 ** 20, 2 ** 20] } }, 'query', /at most/],
  ['a rank of 2', { ...good, query: random.tensor([3, 8]) }, 'query', /shape \[3, 8\]/],
  ['another batch', { ...good, key: random.tensor([3, 2, 5, 8]) }, 'key', /batch 3, expected 2/],
  ['another head width', { ...good, key: random.tensor([2, 2, 5, 7]) }, 'key', /head width 7, expected 8/],
  ['another value length', { ...good, value: random.tensor([2, 2, 4, 6]) }, 'value', /sequence length 4, expected 5/],
  ['heads that do not group', { query, key: random.tensor([2, 3, 5, 8]), value: random.tensor([2, 3, 5, 8]) }, 'key', /3 heads.*divisor/],
  ['value heads unlike key heads', { ...good, value: random.tensor([2, 4, 5, 6]) }, 'value', /heads 4, expected 2/],
  ['3-D without a number of heads', { query: x, key: x, value: x }, 'numHeads', /got nothing/],
  ['3-D with heads that do not divide', { query: x, key: x, value: x, numHeads: 3 }, 'query', /multiple of numHeads = 3/],
  ['a number of heads unlike the shape', { ...good, numHeads: 3 }, 'numHeads', /got 3, expected 4/],
  ['a mask that does not broadcast', { ...good, attnMask: bytes([3, 4]) }, 'attnMask', /\[3, 4\].*\[2, 4, 3, 5\]/],
  ['a mask of rank 5', { ...good, attnMask: bytes([1, 1, 1, 1, 5]) }, 'attnMask', /broadcasts/],
  ['a mask of integers', { ...good, attnMask: { data: new Int32Array(5), shape: [5] } }, 'attnMask.data', /Uint8Array or Float32Array/],
  ['a key mask of another shape', { ...good, keyMask: bytes([5]) }, 'keyMask', /\[2, 5\]/],
  ['too few lengths', { ...good, keyValidLengths: [5] }, 'keyValidLengths', /1 lengths, expected 2/],
  ['a length beyond the keys', { ...good, keyValidLengths: [5, 6] }, 'keyValidLengths[1]', /got 6.*0 to 5/],
  ['a length below 0', { ...good, keyValidLengths: [-1, 2] }, 'keyValidLengths[0]', /got -1/],
  ['half a key', { ...good, keyValidLengths: [1, 2.5] }, 'keyValidLengths[1]', /got 2.5/],
  ['a length of 64 bits beyond the keys', { ...good, keyValidLengths: [5n, 9n] }, 'keyValidLengths[1]', /got 9/],
  ['a mask that ends before the longest item', { ...good, keyValidLengths: [4, 2], attnMask: bytes([3, 3]) }, 'attnMask', /\[3, 3\].*\[2, 4, 3, 5\]/],
  ['a mask as plain booleans', { ...good, attnMask: { data: [true, false, true, true, true], shape: [5] } }, 'attnMask.data', /an array of 5/],
  ['a mask of float64', { ...good, attnMask: { data: new Float64Array(5), shape: [5] } }, 'attnMask.data', /a Float64Array/],
  ['a mask longer than the keys', { ...good, attnMask: bytes([6]) }, 'attnMask', /\[6\]/],
  ['a number of heads as text', { query: x, key: x, value: x, numHeads: '2' }, 'numHeads', /got "2"/],
  ['3-D keys whose heads do not group', { query: x, key: random.tensor([2, 3, 6]), value: random.tensor([2, 3, 6]), numHeads: 4, numKvHeads: 3 }, 'key', /3 heads.*divisor/],
  ['past keys of other heads', { ...good, pastKey: random.tensor([2, 4, 1, 8]), pastValue: random.tensor([2, 2, 1, 6]) }, 'pastKey', /\[2, 4, 1, 8\]/],
  ['an empty past of values alone', { ...good, pastKey: random.tensor([2, 2, 1, 8]), pastValue: { data: new Float32Array(0), shape: [2, 2, 0, 6] } }, 'pastValue.shape[2]', /got 0/],
  ['a scale that is not finite', { ...good, scale: NaN }, 'scale', /got NaN/],
  ['a scale as text', { ...good, scale: '2' }, 'scale', /got "2"/],
  ['a negative softcap', { ...good, softcap: -1 }, 'softcap', /got -1/],
  ['a window that is no distance', { ...good, window: -2 }, 'window', /got -2/],
  ['a window with three sides', { ...good, window: [1, 2, 3] }, 'window', /an array of 3/],
  ['isCausal as a number', { ...good, isCausal: 1 }, 'isCausal', /got 1/],
  ['past keys without values', { ...good, pastKey: random.tensor([2, 2, 1, 8]) }, 'pastValue', /got nothing/],
  ['past values of another length', { ...good, pastKey: random.tensor([2, 2, 1, 8]), pastValue: random.tensor([2, 2, 2, 6]) }, 'pastValue', /\[2, 2, 2, 6\]/],
  ['an unknown stage', { ...good, stages: ['weight'] }, 'stages[0]', /"weight"/],
  ['stages that are no array', { ...good, stages: 'weights' }, 'stages', /"weights"/],
  ['a misspelt argument', { ...good, causal: true }, 'causal', /isCausal/],
  ['heads of an odd width to rotate', { query: random.tensor([2, 2, 3, 5]), key: random.tensor([2, 2, 5, 5]), value, rope: true }, 'rope', /heads of width 5, expected heads of an even width/],
  ['a base that turns nothing', { ...good, rope: { base: 1 } }, 'rope.base', /got 1, expected a finite number above 1/],
  ['an unknown pairing', { ...good, rope: { pairs: 'thirds' } }, 'rope.pairs', /"thirds", expected "halves" or "interleaved"/],
  ['a misspelt rope', { ...good, rope: { bass: 3 } }, 'rope.bass', /one of base, pairs/],
  ['a norm as a number', { ...good, qkNorm: 1 }, 'qkNorm', /got 1, expected true or false/],
  ['an alibi of another number of heads', { ...good, alibi: [1, 2] }, 'alibi', /2 slopes, expected 4, one per head/],
  ['a slope that is not finite', { ...good, alibi: [1, 2, NaN, 4] }, 'alibi[2]', /got NaN/],
  ['an alibi as a number', { ...good, alibi: 0.5 }, 'alibi', /got 0.5, expected true, false or a slope per head/],
  ['an unknown scoring', { ...good, scoring: { kind: 'cosine' } }, 'scoring.kind', /"cosine"/],
  ['a scoring vector of another width', { ...good, scoring: { kind: 'additive', vector: random.tensor([1, 7]) } }, 'scoring.vector', /\[1, 7\]/],
  ['a softcap that float32 rounds to off', { ...good, softcap: 1e-50 }, 'softcap', /1e-50, which is 0 in float32, expected .*0 for none/],
  ['a softcap above float32', { ...good, softcap: 1e300 }, 'softcap', /1e\+300, which is Infinity in float32/],
  ['a scale above float32', { ...good, scale: -1e39 }, 'scale', /-1e\+39, which is -Infinity in float32/],
  ['a misspelt dropout', { ...good, dropout: { probability: 0.1, sead: 3 } }, 'dropout.sead', /dropout does not have.*one of probability, seed/],
  ['a dropout that is a number', { ...good, dropout: 0.1 }, 'dropout', /got 0.1, expected one object/],
  ['a misspelt scoring', { ...good, scoring: { kind: 'additive', vectr: random.tensor([1, 8]) } }, 'scoring.vectr', /one of kind, vector/],
  ['a matrix of dot scoring', { ...good, scoring: { kind: 'dot', matrix: random.tensor([1, 8, 8]) } }, 'scoring.matrix', /dot scoring does not have/],
  ['another kind of empty rows', { ...good, emptyRows: 'none' }, 'emptyRows', /got "none", expected "zero", "nan" or "uniform"/],
  ['sinks of another number of heads', { ...good, sinks: random.tensor([3]) }, 'sinks.shape[0]', /got 3, expected 1 or 4/],
  ['a sink that is no number', { ...good, sinks: { data: new Float32Array([NaN]), shape: [1] } }, 'sinks', /NaN or infinity/],
  ['a scoring that is a text', { ...good, scoring: 'additive' }, 'scoring.kind', /got nothing/],
  ['a dropout that float32 rounds to 1', { ...good, dropout: { probability: 1 - 1e-12 } }, 'dropout.probability', /which is 1 in float32/],
  ['a dropout of 1', { ...good, dropout: { probability: 1 } }, 'dropout.probability', /got 1/],
];

/** @type {[string, any, string, RegExp][]} */
const layerCases = [
  ['no number of heads', { ...layer, numHeads: undefined }, 'numHeads', /got nothing/],
  ['a negative number of heads', { ...layer, numHeads: -2 }, 'numHeads', /got -2/],
  ['key/value heads that do not divide', { ...layer, numHeads: 4, numKvHeads: 3 }, 'numKvHeads', /divisor of numHeads = 4/],
  ['no W_v', { ...layer, W_v: undefined }, 'W_v', /got nothing/],
  ['W_q transposed', { ...layer, W_q: random.tensor([4, 8]) }, 'W_q', /\[4, 8\], expected \[8, any\]/],
  ['W_q that heads do not divide', { ...layer, W_q: random.tensor([8, 5]) }, 'W_q', /numHeads = 2 divides/],
  ['W_k of another head width', { ...layer, W_k: random.tensor([8, 6]) }, 'W_k', /width 3, expected 2/],
  ['W_o of another input width', { ...layer, W_o: random.tensor([5, 5]) }, 'W_o', /\[5, 5\], expected \[6, any\]/],
  ['a bias of another width', { ...layer, b_q: random.tensor([5]) }, 'b_q', /\[5\], expected \[4\]/],
  ['b_o without W_o', { ...layer, W_o: undefined, b_o: random.tensor([6]) }, 'b_o', /no W_o/],
  ['a 4-D query', { ...layer, query }, 'query', /\[2, 4, 3, 8\]/],
  ['keys of another batch', { ...layer, key: random.tensor([1, 3, 8]) }, 'key', /\[1, 3, 8\]/],
];

/** @param {() => unknown} call @param {string} argument @param {RegExp} pattern */
function assertNames(call, argument, pattern) {
  assert.throws(call, (error) => {
    assert.ok(error instanceof HeadscopeError, String(error));
    assert.equal(error.argument, argument);
    assert.match(error.message, pattern);
    assert.ok(error.message.includes(error.got) && error.message.includes(error.expected));
    return true;
  });
}

for (const [what, args, argument, pattern] of attentionCases) {
  test(`scaledDotProductAttention names ${argument} for ${what}`, () => assertNames(() => core.scaledDotProductAttention(args), argument, pattern));
}
for (const [what, args, argument, pattern] of layerCases) {
  test(`multiHeadAttention names ${argument} for ${what}`, () => assertNames(() => core.multiHeadAttention(args), argument, pattern));
}

/** @param {any} options @param {RegExp} pattern */
const assertNoCore = (options, pattern) => assert.rejects(createCore(options), (error) => {
  assert.ok(error instanceof HeadscopeError, String(error));
  assert.match(error.message, pattern);
  return true;
});

test('an unknown build is an error', () => assertNoCore({ build: 'avx' }, /build: got "avx"/));

test('an unknown option of createCore is an error', async () => {
  await assertNoCore({ bild: 'simd' }, /bild: got an argument createCore does not have, expected one of build, wasm, tile/);
  await assertNoCore(null, /createCore: got null/);
});

test('asking for relaxed SIMD where the engine has none is an error that says so', async (t) => {
  const validate = t.mock.method(WebAssembly, 'validate', () => false);
  await assertNoCore({ build: 'relaxed' }, /build: got "relaxed", expected "auto" or "simd", as this engine has no relaxed SIMD/);
  assert.equal((await createCore()).build, 'simd');
  assert.equal(validate.mock.callCount(), 2);
});

test('what is not the library\'s module is an error that names wasm', async () => {
  await assertNoCore({ wasm: Uint8Array.of(1, 2, 3) }, /^wasm: got .*expected the WebAssembly module of this library/);
  await assertNoCore({ wasm: Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0) }, /^wasm: got another module/);
  await assertNoCore({ wasm: 5 }, /^wasm: /);
});

test('a stage of more elements than any tensor may have is an error that says how many', () => {
  const long = { data: new Float32Array(20_000), shape: [1, 1, 20_000, 1] };
  assertNames(() => core.scaledDotProductAttention({ query: long, key: long, value: long, stages: ['weights'] }), 'weights',
    /400000000 elements of shape \[1, 1, 20000, 20000\], expected at most 268435456/);
});
