// An attention in float64, written from the formulas and sharing nothing with the product: what the page's numbers are held to.

/**
 * @typedef {{ data: ArrayLike<number>, shape: number[] }} Numbers
 * @typedef {object} Inputs everything that decides a number, as the page's API gives it
 * @property {Record<string, any>} params
 * @property {Record<string, Numbers>} weights W_* and b_*
 * @property {Numbers} positions the matrix P of positions of one's own
 * @property {{ X: Numbers, X_kv?: Numbers, X_v?: Numbers, mask_allow: Numbers, mask_bias: Numbers, validLength: number }[]} items
 */

/** @param {Numbers} m @param {number} row @param {number} col */
const at = (m, row, col) => m.data[row * m.shape[1] + col];

/** A zero matrix. @param {number} rows @param {number} cols @returns {number[][]} */
const zeros = (rows, cols) => Array.from({ length: rows }, () => new Array(cols).fill(0));

/** y = x W + b. @param {number[][]} x @param {Numbers} W @param {Numbers} [b] */
function project(x, W, b) {
  const [inputs, outputs] = W.shape;
  return x.map((row) => Array.from({ length: outputs }, (_, j) => {
    let sum = b ? b.data[j] : 0;
    for (let i = 0; i < inputs; i++) sum += row[i] * at(W, i, j);
    return sum;
  }));
}

/** The sinusoidal code of Vaswani et al. 2017, section 3.5. @param {number} pos @param {number} j @param {number} width */
function position(pos, j, width) {
  const angle = pos / 10000 ** ((2 * Math.floor(j / 2)) / width);
  return j % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
}

/** Token vectors, padded with zero rows to the longest sentence, with positions where they are on. @param {Numbers} X @param {number} length @param {Inputs} inputs */
function embed(X, length, { params, positions: P }) {
  const [own, width] = X.shape;
  const added = (/** @type {number} */ i, /** @type {number} */ j) => {
    if (params.positions === 'own') return at(P, i, j);
    return params.positions === 'sinusoidal' ? position(i, j, width) : 0;
  };
  const rows = zeros(length, width);
  for (let i = 0; i < length; i++) {
    for (let j = 0; j < width; j++) rows[i][j] = (i < own ? at(X, i, j) : 0) + added(i, j);
  }
  return rows;
}

/** @param {Inputs} inputs @param {number} headDim */
function scaleOf({ params }, headDim) {
  const scale = params.scale_mode === 'sqrt' || params.scale_mode === 'auto' ? 1 / Math.sqrt(headDim) : params.scale_mode === 'off' ? 1 : params.scale_value;
  return scale / params.temperature;
}

/** The row of a painted mask that is about query i of a head. @param {Inputs} inputs @param {Numbers} mask @param {number} head @param {number} i */
const maskRow = ({ params }, mask, head, i) => (params.mask_heads === 'own' ? (head * mask.shape[0]) / params.num_heads : 0) + i;

/** May query i of a head attend to key j? @param {Inputs} inputs @param {Inputs['items'][number]} item @param {number} head @param {number} i @param {number} j */
export function maySee(inputs, item, head, i, j) {
  const { params } = inputs;
  if (params.causal && j > i) return false;
  if (params.key_padding && j >= item.validLength) return false;
  const forward = params.window_apart ? params.window_right : params.window_size;
  if (params.window && (i - j > params.window_size || j - i > forward)) return false;
  if (params.custom_mask === 'boolean' && at(item.mask_allow, maskRow(inputs, item.mask_allow, head, i), j) === 0) return false;
  return !(params.custom_mask === 'bias' && at(item.mask_bias, maskRow(inputs, item.mask_bias, head, i), j) === -Infinity);
}

/** Rows of a head over their root mean square, and turned by their place, as the parameters say. @param {Inputs} inputs @param {number[][]} rows */
function turned({ params }, rows) {
  return rows.map((row, place) => {
    const rms = params.qk_norm ? Math.sqrt(row.reduce((sum, x) => sum + x * x, 0) / row.length + 1e-6) : 1;
    const x = row.map((value) => value / rms);
    if (params.positions !== 'rope') return x;
    const half = x.length / 2;
    return x.map((value, c) => {
      const neighbours = params.rope_pairs === 'interleaved';
      const [pair, first, apart] = neighbours ? [c >> 1, c % 2 === 0, 1] : [c % half, c < half, half];
      const angle = place * params.rope_base ** ((-2 * pair) / x.length);
      return value * Math.cos(angle) + (first ? -x[c + apart] : x[c - apart]) * Math.sin(angle);
    });
  });
}

/** Slopes of ALiBi, as its authors' code makes them. @param {number} heads @returns {number[]} */
function slopesOf(heads) {
  const power = 2 ** Math.floor(Math.log2(heads));
  const own = (/** @type {number} */ n) => Array.from({ length: n }, (_, i) => 2 ** ((-8 * (i + 1)) / n));
  return [...own(power), ...own(2 * power).filter((_, i) => i % 2 === 0)].slice(0, heads);
}

/** @param {number[]} masked @returns {number[]} */
function softmax(masked) {
  const top = Math.max(...masked);
  if (top === -Infinity) return masked.map(() => 0);
  const powers = masked.map((s) => Math.exp(s - top));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((p) => p / sum);
}

/**
 * Every stage, each as [item][head][row][col].
 * @param {Inputs} inputs
 */
export function attention(inputs) {
  const { params, weights, items } = inputs;
  const heads = params.num_heads;
  const queries = Math.max(...items.map((item) => item.X.shape[0]));
  const own = items.map((item) => (params.cross ? /** @type {Numbers} */ (item.X_kv) : item.X));
  const keys = Math.max(...own.map((m) => m.shape[0]));
  const b = (/** @type {string} */ name) => (params.biases ? weights[name] : undefined);
  /** @type {Record<string, number[][][][]>} */
  const stages = { input: [], memory: [], value_memory: [], query: [], key: [], rotated_query: [], rotated_key: [], value: [], scores: [], scaled: [], masked_scores: [], weights: [], context: [], concat: [], output: [] };

  items.forEach((item, index) => {
    const x = embed(item.X, queries, inputs);
    const memory = params.cross ? embed(own[index], keys, inputs) : x;
    const ofValues = item.X_v ? embed(item.X_v, keys, inputs) : memory;
    const projected = { query: project(x, weights.W_q, b('b_q')), key: project(memory, weights.W_k, b('b_k')), value: project(ofValues, weights.W_v, b('b_v')) };
    const width = weights.W_q.shape[1] / heads;
    const scale = scaleOf(inputs, width);
    const cut = (/** @type {number[][]} */ m) => Array.from({ length: heads }, (_, h) => m.map((row) => row.slice(h * width, (h + 1) * width)));
    const [q, k, v] = [projected.query, projected.key, projected.value].map(cut);
    const [rotated, turnedKeys] = [q, k].map((side) => side.map((rows) => turned(inputs, rows)));
    const slopes = slopesOf(heads).map((slope) => (params.positions === 'alibi' ? slope : 0));
    const scores = rotated.map((Q, h) => Q.map((row) => turnedKeys[h].map((other) => row.reduce((sum, value, d) => sum + value * other[d], 0))));
    const cap = params.softcap;
    const scaled = scores.map((S) => S.map((row) => row.map((s) => (cap > 0 ? cap * Math.tanh((s * scale) / cap) : s * scale))));
    const masked = scaled.map((S, h) => S.map((row, i) => row.map((s, j) => (maySee(inputs, item, h, i, j)
      ? s - slopes[h] * Math.abs(i - j) + (params.custom_mask === 'bias' ? at(item.mask_bias, maskRow(inputs, item.mask_bias, h, i), j) : 0) : -Infinity))));
    const attended = masked.map((S) => S.map(softmax));
    const context = attended.map((A, h) => A.map((row) => v[h][0].map((_, d) => row.reduce((sum, a, j) => sum + a * v[h][j][d], 0))));
    const concat = Array.from({ length: queries }, (_, i) => context.flatMap((Z) => Z[i]));
    const output = params.output_projection ? project(concat, weights.W_o, b('b_o')) : concat;
    Object.entries({ input: [x], memory: [memory], value_memory: [ofValues], query: q, key: k, rotated_query: rotated, rotated_key: turnedKeys, value: v, scores, scaled, masked_scores: masked, weights: attended, context, concat: [concat], output: [output] })
      .forEach(([name, stage]) => stages[name].push(stage));
  });
  return stages;
}
