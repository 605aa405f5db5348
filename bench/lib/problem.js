// The problems every contender solves: shapes, seeded inputs, and how many operations they are worth.

/**
 * One forward pass: x [S,d] through four d×d projections and `heads` heads.
 * @typedef {{seqLen: number, dModel: number, heads: number, causal: boolean}} Shape
 *
 * Row-major float32, W is [in, out].
 * @typedef {{x: Float32Array, W_q: Float32Array, W_k: Float32Array, W_v: Float32Array, W_o: Float32Array}} Inputs
 *
 * What a contender answers: output [S,d] and attention weights [heads,S,S], as one array or as one per head.
 * @typedef {{output: Float32Array, weights: Float32Array | Float32Array[]}} Result
 */

/** @type {[number, number, number][]} */
const kTable = [
  [8, 32, 4],
  [16, 64, 8],
  [64, 128, 8],
  [128, 256, 8],
  [256, 512, 8],
  [512, 768, 12],
  [1024, 768, 12],
];

/** @returns {Shape[]} every non-causal shape of the table, and the causal one */
export function tableShapes() {
  const shapes = kTable.map(([seqLen, dModel, heads]) => ({ seqLen, dModel, heads, causal: false }));
  return [...shapes, { seqLen: 1024, dModel: 768, heads: 12, causal: true }];
}

/** @param {Shape} shape */
export function shapeName({ seqLen, dModel, heads, causal }) {
  return `${seqLen}×${dModel}×${heads}${causal ? ' causal' : ''}`;
}

/** Multiplies and adds of one forward pass; a causal pass is counted dense, so skipping shows as speed.
 * @param {Shape} shape */
export function flops({ seqLen: s, dModel: d }) {
  return 8 * s * d * d + 4 * s * s * d;
}

/** mulberry32: the same numbers in every engine.
 * @param {number} seed */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Uniform values; weights are scaled to keep activations near one, as an initialiser would.
 * @param {Shape} shape
 * @returns {Inputs} */
export function makeInputs({ seqLen, dModel }) {
  const next = random(seqLen * 7919 + dModel);
  /** @param {number} size @param {number} bound */
  const fill = (size, bound) => Float32Array.from({ length: size }, () => (next() * 2 - 1) * bound);
  const bound = Math.sqrt(3 / dModel);
  const square = () => fill(dModel * dModel, bound);
  return { x: fill(seqLen * dModel, Math.sqrt(3)), W_q: square(), W_k: square(), W_v: square(), W_o: square() };
}
