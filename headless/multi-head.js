// multiHeadAttention: from its arguments to a validated problem.
import { HeadscopeError, shapeText } from './errors.js';
import { addOptions, addScoreStages, addTurnStages, checkNames, checkStages, kOptionNames, kScoreStages, kTurnStages } from './options.js';
import { addPast, addPresentStages } from './past.js';
import { Problem } from './problem.js';
import { checkCount, checkShape, denseView } from './tensors.js';

const kNames = /** @type {const} */ ([
  'query', 'key', 'value', 'numHeads', 'numKvHeads', 'W_q', 'W_k', 'W_v', 'W_o', 'b_q', 'b_k', 'b_v', 'b_o', ...kOptionNames,
]);
const kStages = ['query', 'key', 'value', ...kTurnStages, ...kScoreStages, 'context', 'concat', 'presentKey', 'presentValue'];
const kMaxHeads = 2 ** 20;

/** The inputs: [B,S,width], key defaults to query and value to key.
 * @param {import('./types.d.ts').MultiHeadArguments} args */
function inputsOf(args) {
  const query = checkShape('query', args.query, [null, null, null], '[B, S_q, width]');
  const batch = query.shape[0];
  const key = args.key == null ? query : checkShape('key', args.key, [batch, null, null], '[B, S_k, width]');
  const value = args.value == null ? key : checkShape('value', args.value, [batch, key.shape[1], null], '[B, S_k, width]');
  return { query, key, value };
}

/** A projection [in, heads*width] and its bias; the width of one head.
 * @param {Problem} problem @param {import('./types.d.ts').MultiHeadArguments} args
 * @param {'q' | 'k' | 'v'} letter @param {number} width @param {number} heads @param {string} countName */
function addProjection(problem, args, letter, width, heads, countName) {
  const name = /** @type {const} */ (`W_${letter}`);
  const { data, shape } = checkShape(name, args[name], [width, null], '[in, out], where in is the width of its input');
  if (shape[1] % heads !== 0) throw new HeadscopeError(name, `shape ${shapeText(shape)}`, `a second dimension that ${countName} = ${heads} divides`);
  problem.addParameter(name, name, data, shape);
  addBias(problem, args, letter, shape[1]);
  return shape[1] / heads;
}

/** @param {Problem} problem @param {import('./types.d.ts').MultiHeadArguments} args @param {'q' | 'k' | 'v' | 'o'} letter @param {number} width */
function addBias(problem, args, letter, width) {
  const name = /** @type {const} */ (`b_${letter}`);
  if (args[name] == null) return;
  problem.addParameter(name, name, checkShape(name, args[name], [width], `[columns of W_${letter}]`).data);
}

/** Width of the output; adds W_o and b_o. @param {Problem} problem @param {import('./types.d.ts').MultiHeadArguments} args @param {number} width */
function addOutputProjection(problem, args, width) {
  if (args.W_o == null) {
    if (args.b_o != null) throw new HeadscopeError('b_o', 'a bias', 'none, as there is no W_o');
    return width;
  }
  const { data, shape } = checkShape('W_o', args.W_o, [width, null], '[num_heads*value_dim, out]');
  problem.addParameter('W_o', 'W_o', data, shape);
  addBias(problem, args, 'o', shape[1]);
  return shape[1];
}

/** @param {import('./types.d.ts').MultiHeadArguments} args @returns {Problem} */
export function multiHeadProblem(args) {
  checkNames(args, kNames, 'multiHeadAttention');
  const stages = checkStages(args.stages, kStages);
  const { query, key, value } = inputsOf(args);
  const heads = checkCount('numHeads', args.numHeads, kMaxHeads);
  const kvHeads = args.numKvHeads == null ? heads : checkCount('numKvHeads', args.numKvHeads, heads);
  if (heads % kvHeads !== 0) throw new HeadscopeError('numKvHeads', `${kvHeads}`, `a divisor of numHeads = ${heads}`);

  const problem = new Problem(true);
  const [batch, queries] = query.shape;
  const current = key.shape[1];
  for (const [name, { data, shape }] of Object.entries({ query, key, value })) {
    const field = /** @type {'query' | 'key' | 'value'} */ (name);
    problem.addTensor(field, field, data, denseView(batch, 1, shape[1], shape[2]));
  }
  const kvName = args.numKvHeads == null ? 'numHeads' : 'numKvHeads';
  const queryDim = addProjection(problem, args, 'q', query.shape[2], heads, 'numHeads');
  const headDim = addProjection(problem, args, 'k', key.shape[2], kvHeads, kvName);
  const valueDim = addProjection(problem, args, 'v', value.shape[2], kvHeads, kvName);
  if (args.scoring?.kind !== 'bilinear' && headDim !== queryDim) {
    throw new HeadscopeError('W_k', `heads of width ${headDim}`, `${queryDim}, as in W_q`);
  }
  const outputWidth = addOutputProjection(problem, args, heads * valueDim);
  problem.ints.numHeads = heads;
  problem.ints.numKvHeads = kvHeads;
  const keys = current + addPast(problem, args, { batch, kvHeads, headDim, valueDim });
  const extent = { batch, heads, queries, keys, headDim, queryDim };
  addOptions(problem, args, extent);

  /** @param {import('./abi.js').Field} field @param {string} name @param {number} count @param {number} rows @param {number} width */
  const addHeads = (field, name, count, rows, width) => {
    if (stages.includes(name)) problem.addOutput(field, name, [batch, count, rows, width], denseView(batch, count, rows, width));
  };
  addHeads('queryStage', 'query', heads, queries, queryDim);
  addHeads('keyStage', 'key', kvHeads, current, headDim);
  addHeads('valueStage', 'value', kvHeads, current, valueDim);
  addHeads('context', 'context', heads, queries, valueDim);
  addTurnStages(problem, stages, { ...extent, current, kvHeads });
  addScoreStages(problem, stages, extent);
  addPresentStages(problem, stages, { batch, kvHeads, keys, headDim, valueDim });
  const merged = heads * valueDim;
  if (stages.includes('concat')) problem.addOutput('concat', 'concat', [batch, queries, merged], denseView(batch, 1, queries, merged));
  problem.addOutput('output', 'output', [batch, queries, outputWidth], denseView(batch, 1, queries, outputWidth));
  problem.work = batch * (queries * query.shape[2] * heads * queryDim + heads * queries * keys * (headDim + valueDim));
  return problem;
}
