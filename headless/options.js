// The arguments both entries share: masks, scale, softcap, window, scoring, dropout, stages.
import { HeadscopeError, describe, shapeText } from './errors.js';
import { checkShape, checkTensor, denseView } from './tensors.js';

/** @typedef {import('./problem.js').Problem} Problem */
/** @typedef {import('./types.d.ts').AttentionOptions} AttentionOptions */

/** What masks and stages are measured against; `keys` counts the past as well.
 * @typedef {{batch: number, heads: number, queries: number, keys: number, headDim: number, queryDim: number}} Extent */

/** Rejects misspelt arguments: an option that is silently ignored gives wrong numbers.
 * @param {unknown} args @param {readonly string[]} known @param {string} owner whose arguments they are
 * @param {string} [prefix] what the caller writes before their names */
export function checkNames(args, known, owner, prefix = '') {
  if (typeof args !== 'object' || args === null) throw new HeadscopeError(owner, describe(args), 'one object of named arguments');
  for (const name of Object.keys(args)) {
    if (!known.includes(name)) throw new HeadscopeError(`${prefix}${name}`, `an argument ${owner} does not have`, `one of ${known.join(', ')}`);
  }
}

export const kOptionNames = /** @type {const} */ ([
  'attnMask', 'keyMask', 'keyValidLengths', 'isCausal', 'scale', 'softcap', 'window', 'pastKey', 'pastValue', 'scoring', 'qkNorm', 'rope', 'alibi',
  'dropout', 'emptyRows', 'sinks', 'stages',
]);

/** @param {string} name @param {unknown} value @param {(value: number) => boolean} allowed @param {string} expected */
function checkNumber(name, value, allowed, expected) {
  if (typeof value === 'number' && Number.isFinite(value) && allowed(value)) return value;
  throw new HeadscopeError(name, describe(value), expected);
}

/** The same for a number the core holds as float32, where it must still be allowed.
 * @param {string} name @param {unknown} value @param {(rounded: number, given: number) => boolean} allowed @param {string} expected */
function checkFloat(name, value, allowed, expected) {
  const given = checkNumber(name, value, (n) => allowed(n, n), expected);
  const rounded = Math.fround(given);
  if (Number.isFinite(rounded) && allowed(rounded, given)) return rounded;
  throw new HeadscopeError(name, `${given}, which is ${rounded} in float32`, expected);
}

/** Strides by which a dense tensor broadcasts to [B,heads,S_q,S_k], by NumPy's rule.
 * @param {number[]} shape @param {Extent} extent */
function broadcastStrides(shape, { batch, heads, queries, keys }) {
  const target = [batch, heads, queries, keys];
  const strides = [0, 0, 0, 0];
  const first = target.length - shape.length;
  const fits = first >= 0 && shape.every((dim, i) => dim === 1 || dim === target[first + i]);
  if (!fits) {
    throw new HeadscopeError('attnMask', `shape ${shapeText(shape)}`, `a shape that broadcasts to ${shapeText(target)} = [B, heads, S_q, S_k]`);
  }
  let stride = 1;
  for (let i = shape.length - 1; i >= 0; --i) {
    strides[first + i] = shape[i] === 1 ? 0 : stride;
    stride *= shape[i];
  }
  return strides;
}

/** @type {(new (...args: any[]) => Uint8Array | Float32Array)[]} */
const kMaskTypes = [Uint8Array, Float32Array];

/** A mask may end where the longest batch item does: the keys it leaves out are hidden by the lengths already.
 * @param {{data: Uint8Array | Float32Array, shape: number[]}} mask @param {Int32Array | undefined} lengths @param {number} keys */
function reachingAllKeys({ data, shape }, lengths, keys) {
  const width = shape.at(-1) ?? 1;
  if (!lengths || width === 1 || width >= keys || lengths.some((length) => length > width)) return { data, shape };
  const rows = data.length / width;
  const reaching = data.BYTES_PER_ELEMENT === 1 ? new Uint8Array(rows * keys) : new Float32Array(rows * keys);
  for (let row = 0; row < rows; ++row) reaching.set(data.subarray(row * width, (row + 1) * width), row * keys);
  return { data: reaching, shape: [...shape.slice(0, -1), keys] };
}

/** @param {Problem} problem @param {AttentionOptions} args @param {Extent} extent */
function addMasks(problem, args, extent) {
  const { batch, keys } = extent;
  const lengths = args.keyValidLengths == null ? undefined : checkLengths(args.keyValidLengths, extent);
  if (lengths) problem.addArray('keyValidLengths', 'keyValidLengths', lengths);
  if (args.attnMask != null) {
    const { data, shape } = reachingAllKeys(checkTensor('attnMask', args.attnMask, kMaskTypes), lengths, keys);
    const field = data.BYTES_PER_ELEMENT === 1 ? 'allowed' : 'attnBias';
    problem.addArray(field, 'attnMask', data, broadcastStrides(shape, extent));
  }
  if (args.keyMask != null) {
    const { data, shape } = checkTensor('keyMask', args.keyMask, [Uint8Array]);
    if (shape.length !== 2 || shape[0] !== batch || shape[1] !== keys) {
      throw new HeadscopeError('keyMask', `shape ${shapeText(shape)}`, `${shapeText([batch, keys])} = [B, S_k]`);
    }
    problem.addArray('keyMask', 'keyMask', data);
  }
}

/** @param {unknown} value @param {Extent} extent @returns {Int32Array} */
function checkLengths(value, { batch, keys }) {
  const given = typeof value === 'object' && value !== null && 'data' in value ? value.data : value;
  if (!Array.isArray(given) && !ArrayBuffer.isView(given)) {
    throw new HeadscopeError('keyValidLengths', describe(value), 'an array with one length per batch item');
  }
  // 64-bit integers are what ONNX gives.
  const list = Array.from(/** @type {ArrayLike<number | bigint>} */ (given), (length) => (typeof length === 'bigint' ? Number(length) : length));
  if (list.length !== batch) throw new HeadscopeError('keyValidLengths', `${list.length} lengths`, `${batch}, one per batch item`);
  list.forEach((length, item) => {
    checkNumber(`keyValidLengths[${item}]`, length, (n) => Number.isInteger(n) && n >= 0 && n <= keys, `an integer from 0 to ${keys}`);
  });
  return new Int32Array(list);
}

/** @param {Problem} problem @param {AttentionOptions['window']} window */
function addWindow(problem, window) {
  problem.ints.windowLeft = problem.ints.windowRight = -1;
  if (window == null) return;
  const sides = Array.isArray(window) ? window : [window, window];
  const expected = 'a distance of at least 0, or [left, right] with -1 for no bound';
  if (sides.length !== 2) throw new HeadscopeError('window', describe(window), expected);
  const least = Array.isArray(window) ? -1 : 0;
  const [left, right] = sides.map((side) =>
    // A window wider than any tensor hides nothing: it is cut to what the core's integers hold.
    Math.min(2 ** 30, checkNumber('window', side, (n) => Number.isInteger(n) && n >= least, expected)),
  );
  problem.ints.windowLeft = left;
  problem.ints.windowRight = right;
}

/** What each kind of scoring takes. */
const kScoringNames = { dot: ['kind'], bilinear: ['kind', 'matrix'], additive: ['kind', 'vector'] };

/** @param {Problem} problem @param {AttentionOptions['scoring']} scoring @param {Extent} extent */
function addScoring(problem, scoring, { heads, headDim, queryDim }) {
  if (scoring == null) return;
  const names = kScoringNames[/** @type {keyof typeof kScoringNames} */ (scoring.kind)];
  if (!names) throw new HeadscopeError('scoring.kind', describe(/** @type {any} */ (scoring).kind), '"dot", "bilinear" or "additive"');
  checkNames(scoring, names, `${scoring.kind} scoring`, 'scoring.');
  if (scoring.kind === 'bilinear') {
    const { data, shape } = checkShape('scoring.matrix', scoring.matrix, [null, queryDim, headDim], '[heads or 1, query_dim, head_dim]');
    checkPerHead('scoring.matrix', shape[0], heads);
    problem.ints.scoringKind = 1;
    problem.addTensor('scoringMatrix', 'scoring.matrix', data, denseView(1, shape[0], queryDim, headDim));
  } else if (scoring.kind === 'additive') {
    const { data, shape } = checkShape('scoring.vector', scoring.vector, [null, headDim], '[heads or 1, head_dim]');
    checkPerHead('scoring.vector', shape[0], heads);
    problem.ints.scoringKind = 2;
    problem.addTensor('scoringVector', 'scoring.vector', data, denseView(1, shape[0], 1, headDim));
  }
}

/** @param {string} name @param {number} got @param {number} heads */
function checkPerHead(name, got, heads) {
  if (got !== 1 && got !== heads) throw new HeadscopeError(`${name}.shape[0]`, `${got}`, `1 or ${heads}, the number of heads`);
}

/** @param {string} name @param {unknown} value @returns {value is boolean} */
function isFlag(name, value) {
  if (value != null && typeof value !== 'boolean') throw new HeadscopeError(name, describe(value), 'true or false');
  return value === true;
}

/** @param {Problem} problem @param {AttentionOptions} args @param {Extent} extent */
function addTurns(problem, { qkNorm, rope }, { headDim, queryDim }) {
  problem.ints.qkNorm = Number(isFlag('qkNorm', qkNorm));
  if (rope == null || rope === false) return;
  const { base = 10000, pairs = 'halves' } = rope === true ? {} : rope;
  if (rope !== true) checkNames(rope, ['base', 'pairs'], 'rope', 'rope.');
  if (headDim !== queryDim) throw new HeadscopeError('rope', `queries of width ${queryDim} and keys of width ${headDim}`, 'heads of one width');
  if (headDim % 2 !== 0) throw new HeadscopeError('rope', `heads of width ${headDim}`, 'heads of an even width');
  if (pairs !== 'halves' && pairs !== 'interleaved') throw new HeadscopeError('rope.pairs', describe(pairs), '"halves" or "interleaved"');
  problem.ints.rotary = pairs === 'halves' ? 1 : 2;
  problem.floats.rotaryBase = checkFloat('rope.base', base, (b) => b > 1, 'a finite number above 1');
}

/** Stages of queries and keys between the projections and the scores. @param {Problem} problem @param {string[]} stages
 * @param {Extent & {current: number, kvHeads: number}} extent */
export function addTurnStages(problem, stages, { batch, heads, queries, current, kvHeads, headDim, queryDim }) {
  for (const stage of kTurnStages) {
    const [count, rows, width] = stage.endsWith('Query') ? [heads, queries, queryDim] : [kvHeads, current, headDim];
    if (stages.includes(stage)) problem.addOutput(stage, stage, [batch, count, rows, width], denseView(batch, count, rows, width));
  }
}

/** @param {Problem} problem @param {AttentionOptions['alibi']} alibi @param {Extent} extent */
function addAlibi(problem, alibi, { heads }) {
  if (alibi == null) return;
  problem.ints.alibi = Number(alibi !== false);
  if (typeof alibi === 'boolean') return;
  if (!Array.isArray(alibi) && !ArrayBuffer.isView(alibi)) throw new HeadscopeError('alibi', describe(alibi), 'true, false or a slope per head');
  const slopes = Float32Array.from(/** @type {ArrayLike<number>} */ (alibi), (slope, head) => checkFloat(`alibi[${head}]`, slope, () => true, 'a finite number'));
  if (slopes.length !== heads) throw new HeadscopeError('alibi', `${slopes.length} slopes`, `${heads}, one per head`);
  problem.addArray('alibiSlopes', 'alibi', slopes);
}

/** @param {Problem} problem @param {AttentionOptions['dropout']} dropout */
function addDropout(problem, dropout) {
  if (dropout == null) return;
  checkNames(dropout, ['probability', 'seed'], 'dropout', 'dropout.');
  const { probability, seed = 0 } = dropout;
  problem.floats.dropoutProbability = checkFloat('dropout.probability', probability, (p) => p >= 0 && p < 1, 'a number in [0, 1)');
  const bits = typeof seed === 'bigint' ? seed : BigInt(checkNumber('dropout.seed', seed, (n) => Number.isSafeInteger(n) && n >= 0, 'an integer'));
  problem.ints.seedLow = Number(BigInt.asIntN(32, bits));
  problem.ints.seedHigh = Number(BigInt.asIntN(32, bits >> 32n));
}

/** In the order of the core's EmptyRows. */
const kEmptyRows = ['zero', 'nan', 'uniform'];

/** @param {Problem} problem @param {AttentionOptions['emptyRows']} emptyRows */
function addEmptyRows(problem, emptyRows) {
  const kind = emptyRows == null ? 0 : kEmptyRows.indexOf(emptyRows);
  if (kind < 0) throw new HeadscopeError('emptyRows', describe(emptyRows), '"zero", "nan" or "uniform"');
  problem.ints.emptyRows = kind;
}

/** @param {Problem} problem @param {AttentionOptions['sinks']} sinks @param {Extent} extent */
function addSinks(problem, sinks, { heads }) {
  if (sinks == null) return;
  const { data, shape } = checkShape('sinks', sinks, [null], '[heads or 1]');
  checkPerHead('sinks', shape[0], heads);
  problem.addTensor('sinks', 'sinks', data, denseView(1, shape[0], 1, 1));
}

/** @param {Problem} problem @param {AttentionOptions} args @param {Extent} extent */
export function addOptions(problem, args, extent) {
  addMasks(problem, args, extent);
  addWindow(problem, args.window);
  addScoring(problem, args.scoring, extent);
  addTurns(problem, args, extent);
  addAlibi(problem, args.alibi, extent);
  addDropout(problem, args.dropout);
  addEmptyRows(problem, args.emptyRows);
  addSinks(problem, args.sinks, extent);
  if (args.isCausal != null && typeof args.isCausal !== 'boolean') {
    throw new HeadscopeError('isCausal', describe(args.isCausal), 'true or false');
  }
  problem.ints.causal = Number(args.isCausal ?? false);
  problem.ints.useDefaultScale = Number(args.scale == null);
  if (args.scale != null) problem.floats.scale = checkFloat('scale', args.scale, () => true, 'a finite number');
  if (args.softcap != null) {
    // One that rounds to 0 would be off.
    const isCap = (/** @type {number} */ rounded, /** @type {number} */ given) => rounded > 0 || given === 0;
    problem.floats.softcap = checkFloat('softcap', args.softcap, isCap, 'a finite number from 1e-45 on, or 0 for none');
  }
}

/** The requested stages, each one that exists.
 * @param {unknown} stages @param {readonly string[]} known @returns {string[]} */
export function checkStages(stages, known) {
  if (stages == null) return [];
  if (!Array.isArray(stages)) throw new HeadscopeError('stages', describe(stages), 'an array of stage names');
  stages.forEach((stage, i) => {
    if (!known.includes(stage)) throw new HeadscopeError(`stages[${i}]`, describe(stage), `one of ${known.join(', ')}`);
  });
  return [...new Set(stages)];
}

/** What normalisation and rotation make of queries and keys. */
export const kTurnStages = /** @type {const} */ (['normedQuery', 'normedKey', 'rotatedQuery', 'rotatedKey']);

/** Stages of shape [B,heads,S_q,S_k]. */
export const kScoreStages = /** @type {const} */ (['scores', 'uncapped', 'scaled', 'positionBias', 'masked', 'weights', 'dropped']);

/** @param {Problem} problem @param {string[]} stages @param {Extent} extent */
export function addScoreStages(problem, stages, { batch, heads, queries, keys }) {
  for (const stage of kScoreStages) {
    if (stages.includes(stage)) problem.addOutput(stage, stage, [batch, heads, queries, keys], denseView(batch, heads, queries, keys));
  }
}
