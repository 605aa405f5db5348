// A plain float64 forward pass, row by row: what every contender's result is compared with.

/** @typedef {import('./problem.js').Shape} Shape */

/** y = x W for the given rows of x, in float64; four rows at a time, as this takes seconds at the largest shapes.
 * @param {Float32Array | Float64Array} x
 * @param {number[]} rows
 * @param {Float32Array} W
 * @param {number} dModel */
function project(x, rows, W, dModel) {
  const y = new Float64Array(rows.length * dModel);
  for (let begin = 0; begin < rows.length; begin += 4) {
    // A short last group repeats its last row, which computes it once more into nothing.
    const of = (/** @type {number} */ i) => Math.min(begin + i, rows.length - 1);
    const [a, b, c, d] = [0, 1, 2, 3].map((i) => rows[of(i)] * dModel);
    const [ya, yb, yc, yd] = [0, 1, 2, 3].map((i) =>
      (begin + i < rows.length ? y.subarray((begin + i) * dModel, (begin + i + 1) * dModel) : new Float64Array(dModel)));
    for (let i = 0; i < dModel; ++i) {
      const [xa, xb, xc, xd] = [x[a + i], x[b + i], x[c + i], x[d + i]];
      for (let j = 0, at = i * dModel; j < dModel; ++j, ++at) {
        const w = W[at];
        ya[j] += xa * w;
        yb[j] += xb * w;
        yc[j] += xc * w;
        yd[j] += xd * w;
      }
    }
  }
  return y;
}

/** One query row against all keys: weights into `weights`, context into `context`.
 * @param {Float64Array} q @param {Float64Array} k @param {Float64Array} v
 * @param {{visible: number, dModel: number, begin: number, headDim: number}} at
 * @param {Float64Array} weights @param {Float64Array} context */
function attendRow(q, k, v, { visible, dModel, begin, headDim }, weights, context) {
  const scale = 1 / Math.sqrt(headDim);
  let max = -Infinity;
  for (let j = 0; j < visible; ++j) {
    let dot = 0;
    for (let c = 0; c < headDim; ++c) dot += q[begin + c] * k[j * dModel + begin + c];
    weights[j] = dot * scale;
    max = Math.max(max, weights[j]);
  }
  let sum = 0;
  for (let j = 0; j < visible; ++j) sum += weights[j] = Math.exp(weights[j] - max);
  for (let j = 0; j < visible; ++j) {
    weights[j] /= sum;
    for (let c = 0; c < headDim; ++c) context[begin + c] += weights[j] * v[j * dModel + begin + c];
  }
}

/** The rows worth checking: all of a small problem, an even spread with both ends of a large one.
 * @param {number} seqLen @param {number} most */
export function sampleRows(seqLen, most) {
  const count = Math.min(seqLen, most);
  const rows = Array.from({ length: count }, (_, i) => Math.round((i * (seqLen - 1)) / Math.max(1, count - 1)));
  return [...new Set(rows)];
}

/** Keys and values of the last problem: the causal one has the inputs of the one before it. */
const last = { name: '', k: new Float64Array(), v: new Float64Array() };

/** @param {Shape} shape @param {import('./problem.js').Inputs} inputs */
function keysAndValues({ seqLen, dModel }, inputs) {
  const name = `${seqLen}×${dModel}`;
  if (last.name !== name) {
    const everyRow = Array.from({ length: seqLen }, (_, i) => i);
    Object.assign(last, { name, k: project(inputs.x, everyRow, inputs.W_k, dModel), v: project(inputs.x, everyRow, inputs.W_v, dModel) });
  }
  return last;
}

/** The forward pass of the sampled query rows: output [rows,d] and weights [rows][heads,S].
 * @param {Shape} shape
 * @param {import('./problem.js').Inputs} inputs
 * @param {number[]} rows */
export function referenceRows(shape, inputs, rows) {
  const { seqLen, dModel, heads, causal } = shape;
  const { k, v } = keysAndValues(shape, inputs);
  const q = project(inputs.x, rows, inputs.W_q, dModel);
  const headDim = dModel / heads;
  const concat = new Float64Array(rows.length * dModel);
  const weights = rows.map((row, r) => {
    const all = new Float64Array(heads * seqLen);
    const visible = causal ? row + 1 : seqLen;
    for (let head = 0; head < heads; ++head) {
      attendRow(
        q.subarray(r * dModel), k, v, { visible, dModel, begin: head * headDim, headDim },
        all.subarray(head * seqLen, (head + 1) * seqLen), concat.subarray(r * dModel, (r + 1) * dModel),
      );
    }
    return all;
  });
  return { output: project(concat, rows.map((_, r) => r), inputs.W_o, dModel), weights };
}

/** Largest absolute difference of a contender's result from the reference, over the sampled rows.
 * @param {Shape} shape
 * @param {import('./problem.js').Result} result
 * @param {number[]} rows
 * @param {ReturnType<typeof referenceRows>} reference */
export function maxDifference({ seqLen, dModel, heads }, result, rows, reference) {
  let output = 0;
  let weights = 0;
  // A NaN must not pass as "no difference": Math.max keeps it.
  rows.forEach((row, r) => {
    for (let j = 0; j < dModel; ++j) {
      output = Math.max(output, Math.abs(result.output[row * dModel + j] - reference.output[r * dModel + j]));
    }
    for (let head = 0; head < heads; ++head) {
      const ofHead = Array.isArray(result.weights) ? result.weights[head] : result.weights.subarray(head * seqLen * seqLen);
      for (let j = 0; j < seqLen; ++j) {
        const got = ofHead[row * seqLen + j];
        weights = Math.max(weights, Math.abs(got - reference.weights[r][head * seqLen + j]));
      }
    }
  });
  return { output, weights };
}
