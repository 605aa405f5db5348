// scaledDotProductAttention: from its arguments to a validated problem.
import { HeadscopeError, shapeText } from './errors.js';
import { addOptions, addScoreStages, addTurnStages, checkNames, checkStages, kOptionNames, kScoreStages, kTurnStages } from './options.js';
import { addPast, addPresentStages } from './past.js';
import { Problem } from './problem.js';
import { checkCount, checkTensor, denseView, splitView } from './tensors.js';

const kNames = /** @type {const} */ (['query', 'key', 'value', 'numHeads', 'numKvHeads', ...kOptionNames]);
const kStages = [...kTurnStages, ...kScoreStages, 'presentKey', 'presentValue'];

/** A query, key or value as heads: 4-D as it is, 3-D split into `heads` column blocks.
 * @param {'query' | 'key' | 'value'} name @param {unknown} value @param {unknown} heads @param {string} countName */
function headsOf(name, value, heads, countName) {
  const { data, shape } = checkTensor(name, value, [Float32Array]);
  if (shape.length === 4) {
    if (heads != null && checkCount(countName, heads, shape[1]) !== shape[1]) {
      throw new HeadscopeError(countName, String(heads), `${shape[1]}, as in ${name} of shape ${shapeText(shape)}`);
    }
    const [batch, count, rows, columns] = shape;
    return { data, rank: 4, view: denseView(batch, count, rows, columns) };
  }
  if (shape.length !== 3) {
    throw new HeadscopeError(name, `shape ${shapeText(shape)}`, '[B, heads, S, head_dim], or [B, S, heads*head_dim] with numHeads');
  }
  const [batch, rows, width] = shape;
  const count = checkCount(countName, heads, width);
  if (width % count !== 0) throw new HeadscopeError(name, `width ${width}`, `a multiple of ${countName} = ${count}`);
  return { data, rank: 3, view: splitView(batch, count, rows, width / count) };
}

/** @param {string} name @param {string} what @param {number} got @param {number} expected @param {string} as */
function checkEqual(name, what, got, expected, as) {
  if (got !== expected) throw new HeadscopeError(name, `${what} ${got}`, `${expected}, as in ${as}`);
}

/** @param {import('./types.d.ts').AttentionArguments} args @returns {Problem} */
export function attentionProblem(args) {
  checkNames(args, kNames, 'scaledDotProductAttention');
  const stages = checkStages(args.stages, kStages);
  const query = headsOf('query', args.query, args.numHeads, 'numHeads');
  const kvHeadsGiven = args.numKvHeads ?? args.numHeads;
  const kvHeadsName = args.numKvHeads == null ? 'numHeads' : 'numKvHeads';
  // Four-dimensional keys say themselves how many heads they have.
  const [key, value] = /** @type {const} */ (['key', 'value']).map((name) => {
    const isSplit = /** @type {any} */ (args[name])?.shape?.length === 4;
    return headsOf(name, args[name], isSplit ? args.numKvHeads : kvHeadsGiven, isSplit ? 'numKvHeads' : kvHeadsName);
  });
  const [batch, heads, queries, queryDim] = query.view.dims;
  const [keyBatch, kvHeads, current, headDim] = key.view.dims;
  const valueDim = value.view.dims[3];
  checkEqual('key', 'batch', keyBatch, batch, 'query');
  checkEqual('value', 'batch', value.view.dims[0], batch, 'query');
  checkEqual('value', 'heads', value.view.dims[1], kvHeads, 'key');
  checkEqual('value', 'sequence length', value.view.dims[2], current, 'key');
  if (args.scoring?.kind !== 'bilinear') checkEqual('key', 'head width', headDim, queryDim, 'query');
  if (heads % kvHeads !== 0) throw new HeadscopeError('key', `${kvHeads} heads`, `a divisor of the query's ${heads} heads`);

  const problem = new Problem(false);
  problem.addTensor('query', 'query', query.data, query.view);
  problem.addTensor('key', 'key', key.data, key.view);
  problem.addTensor('value', 'value', value.data, value.view);
  problem.ints.numHeads = heads;
  problem.ints.numKvHeads = kvHeads;
  const keys = current + addPast(problem, args, { batch, kvHeads, headDim, valueDim });
  const extent = { batch, heads, queries, keys, headDim, queryDim };
  addOptions(problem, args, extent);
  addTurnStages(problem, stages, { ...extent, current, kvHeads });
  addScoreStages(problem, stages, extent);
  addPresentStages(problem, stages, { batch, kvHeads, keys, headDim, valueDim });
  if (query.rank === 4) {
    problem.addOutput('context', 'output', [batch, heads, queries, valueDim], denseView(batch, heads, queries, valueDim));
  } else {
    problem.addOutput('context', 'output', [batch, queries, heads * valueDim], splitView(batch, heads, queries, valueDim));
  }
  problem.work = batch * heads * queries * keys * (headDim + valueDim);
  return problem;
}
