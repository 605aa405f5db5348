// Attention in plain float64 loops over the public arguments, written from the published definition alone.

/** @typedef {{data: ArrayLike<number>, shape: number[]}} AnyTensor */
/** @typedef {import('headscope/core').AttentionArguments} Arguments */

/** Element of a tensor that broadcasts to [B,heads,S_q,S_k]. @param {AnyTensor} mask @param {number[]} index */
function broadcastAt(mask, index) {
  const first = index.length - mask.shape.length;
  return mask.data[mask.shape.reduce((at, dim, i) => at * dim + (dim === 1 ? 0 : index[first + i]), 0)];
}

/** A tensor as [B,heads,S,h] with past in front. @param {AnyTensor} tensor @param {number} heads @param {AnyTensor | null} [past] */
export function asHeads(tensor, heads, past = null) {
  const split = tensor.shape.length === 3;
  const [B, m, S, h] = split ? [tensor.shape[0], heads, tensor.shape[1], tensor.shape[2] / heads] : tensor.shape;
  const P = past?.shape[2] ?? 0;
  /** @param {number} b @param {number} head @param {number} s @param {number} c */
  const at = (b, head, s, c) => {
    if (s < P) return /** @type {AnyTensor} */ (past).data[((b * m + head) * P + s) * h + c];
    const row = s - P;
    return tensor.data[split ? (b * S + row) * m * h + head * h + c : ((b * m + head) * S + row) * h + c];
  };
  return { B, m, S: S + P, P, h, at };
}

/** Whether every mask lets query i see key j. @param {Arguments} args @param {number[]} index @param {number} past */
function isVisible(args, index, past) {
  const [b, , i, j] = index;
  const { attnMask, keyMask, keyValidLengths: lengths, window } = args;
  if (attnMask?.data instanceof Uint8Array && !broadcastAt(attnMask, index)) return false;
  if (keyMask && !keyMask.data[b * keyMask.shape[1] + j]) return false;
  if (lengths && j >= (('data' in lengths ? lengths.data : lengths))[b]) return false;
  if (args.isCausal && j > i + past) return false;
  if (window == null) return true;
  const [left, right] = Array.isArray(window) ? window : [window, window];
  return (left < 0 || j >= i + past - left) && (right < 0 || j <= i + past + right);
}

/** @param {Arguments['scoring']} scoring @param {number} head @param {(c: number) => number} q @param {number} qDim
 * @param {(c: number) => number} k @param {number} kDim */
function score(scoring, head, q, qDim, k, kDim) {
  let sum = 0;
  if (scoring?.kind === 'bilinear') {
    const { data, shape } = scoring.matrix;
    const base = shape[0] === 1 ? 0 : head * qDim * kDim;
    for (let a = 0; a < qDim; ++a) for (let c = 0; c < kDim; ++c) sum += q(a) * data[base + a * kDim + c] * k(c);
  } else if (scoring?.kind === 'additive') {
    const base = scoring.vector.shape[0] === 1 ? 0 : head * kDim;
    for (let c = 0; c < kDim; ++c) sum += scoring.vector.data[base + c] * Math.tanh(q(c) + k(c));
  } else {
    for (let c = 0; c < kDim; ++c) sum += q(c) * k(c);
  }
  return sum;
}

/** Rows of heads after qkNorm and rope; rows before `past` stay. @param {ReturnType<typeof asHeads>} heads @param {Arguments} args @param {number} past where the first row stands
 * @returns {ReturnType<typeof asHeads>} */
function turned({ at, ...heads }, { qkNorm, rope }, past) {
  const h = heads.h;
  const { base = 10000, pairs = 'halves' } = typeof rope === 'object' && rope ? rope : {};
  const normed = (/** @type {number} */ b, /** @type {number} */ m, /** @type {number} */ s, /** @type {number} */ c) => {
    if (!qkNorm) return at(b, m, s, c);
    let squares = 0;
    for (let d = 0; d < h; ++d) squares += at(b, m, s, d) ** 2;
    return at(b, m, s, c) / Math.sqrt(squares / h + 1e-6);
  };
  return { ...heads, at: (b, m, s, c) => {
    if (s < heads.P) return at(b, m, s, c);
    if (!rope) return normed(b, m, s, c);
    const [pair, first, apart] = pairs === 'halves' ? [c % (h / 2), c < h / 2, h / 2] : [c >> 1, c % 2 === 0, 1];
    const angle = (past + s - heads.P) * base ** ((-2 * pair) / h);
    return normed(b, m, s, c) * Math.cos(angle) + (first ? -1 : 1) * normed(b, m, s, first ? c + apart : c - apart) * Math.sin(angle);
  } };
}

/** Slopes of ALiBi as its authors' code makes them. @param {number} heads @returns {number[]} */
function slopesOf(heads) {
  const power = Math.log2(heads);
  if (Number.isInteger(power)) return Array.from({ length: heads }, (_, i) => 2 ** (-(2 ** -(power - 3)) * (i + 1)));
  const below = 2 ** Math.floor(power);
  return [...slopesOf(below), ...slopesOf(2 * below).filter((_, i) => i % 2 === 0).slice(0, heads - below)];
}

/** Softmax in place, of a row and of a sink that is then left out; a row without a visible key as `emptyRows` says.
 * @param {Float64Array} row @param {Arguments['emptyRows']} emptyRows @param {number} [sink] */
function softmax(row, emptyRows, sink = -Infinity) {
  const max = row.reduce((a, b) => Math.max(a, b), -Infinity);
  if (max === -Infinity) return row.fill(sink > max ? 0 : { zero: 0, nan: NaN, uniform: 1 / row.length }[emptyRows ?? 'zero']);
  const sum = row.reduce((total, x) => total + Math.exp(x - max), Math.exp(sink - max));
  return row.forEach((x, j) => { row[j] = Math.exp(x - max) / sum; });
}

/** All stages, as float64 arrays in [B,heads,S_q,...] order. @param {Arguments} args */
export function referenceAttention(args) {
  const heads = args.numHeads ?? args.query.shape[1];
  const q = turned(asHeads(args.query, heads), args, args.pastKey?.shape[2] ?? 0);
  const kvHeads = args.numKvHeads ?? (args.key.shape.length === 4 ? args.key.shape[1] : heads);
  const k = turned(asHeads(args.key, kvHeads, args.pastKey), args, args.pastKey?.shape[2] ?? 0);
  const v = asHeads(args.value, kvHeads, args.pastValue);
  const scale = args.scale ?? (args.scoring?.kind === 'additive' ? 1 : 1 / Math.sqrt(k.h));
  const size = q.B * q.m * q.S * k.S;
  const stages = {
    scores: new Float64Array(size), uncapped: new Float64Array(size), scaled: new Float64Array(size),
    positionBias: new Float64Array(size), masked: new Float64Array(size), weights: new Float64Array(size), context: new Float64Array(q.B * q.m * q.S * v.h),
  };
  const slopes = Array.isArray(args.alibi) ? args.alibi : args.alibi ? slopesOf(heads) : new Array(heads).fill(0);
  for (let b = 0; b < q.B; ++b) for (let head = 0; head < q.m; ++head) for (let i = 0; i < q.S; ++i) {
    const row = (b * q.m + head) * q.S + i;
    const kv = Math.floor(head / (q.m / k.m));
    for (let j = 0; j < k.S; ++j) {
      const at = row * k.S + j;
      stages.scores[at] = score(args.scoring, head, (c) => q.at(b, head, i, c), q.h, (c) => k.at(b, kv, j, c), k.h);
      stages.uncapped[at] = stages.scores[at] * scale;
      stages.scaled[at] = args.softcap ? args.softcap * Math.tanh(stages.uncapped[at] / args.softcap) : stages.uncapped[at];
      stages.positionBias[at] = -slopes[head] * Math.abs(i + k.P - j);
      const bias = args.attnMask?.data instanceof Float32Array ? broadcastAt(args.attnMask, [b, head, i, j]) : 0;
      stages.masked[at] = isVisible(args, [b, head, i, j], k.P) ? stages.scaled[at] + stages.positionBias[at] + bias : -Infinity;
    }
    const weights = stages.weights.subarray(row * k.S, (row + 1) * k.S);
    weights.set(stages.masked.subarray(row * k.S, (row + 1) * k.S));
    const { sinks } = args;
    softmax(weights, args.emptyRows, sinks ? sinks.data[sinks.shape[0] === 1 ? 0 : head] : undefined);
    for (let c = 0; c < v.h; ++c) {
      let sum = 0;
      for (let j = 0; j < k.S; ++j) if (weights[j] !== 0) sum += weights[j] * v.at(b, kv, j, c);
      stages.context[row * v.h + c] = sum;
    }
  }
  return { ...stages, extent: { batch: q.B, heads: q.m, queries: q.S, keys: k.S, valueDim: v.h, kvHeads: k.m } };
}

/** y = x W + b on the last axis. @param {AnyTensor} x @param {AnyTensor} W @param {AnyTensor | null} [b] */
export function referenceProject(x, W, b = null) {
  const [inner, outer] = W.shape;
  const rows = x.data.length / inner;
  const data = new Float64Array(rows * outer);
  for (let r = 0; r < rows; ++r) for (let c = 0; c < outer; ++c) {
    let sum = b ? b.data[c] : 0;
    for (let i = 0; i < inner; ++i) sum += x.data[r * inner + i] * W.data[i * outer + c];
    data[r * outer + c] = sum;
  }
  return { data, shape: [...x.shape.slice(0, -1), outer] };
}

/** [B,heads,S,h] data as [B,S,heads*h]. @param {Float64Array} data @param {{batch: number, heads: number, queries: number, valueDim: number}} extent */
export function mergeHeads(data, { batch, heads, queries, valueDim }) {
  const merged = new Float64Array(data.length);
  for (let b = 0; b < batch; ++b) for (let head = 0; head < heads; ++head) for (let s = 0; s < queries; ++s) {
    for (let c = 0; c < valueDim; ++c) {
      merged[((b * queries + s) * heads + head) * valueDim + c] = data[((b * heads + head) * queries + s) * valueDim + c];
    }
  }
  return { data: merged, shape: [batch, queries, heads * valueDim] };
}
