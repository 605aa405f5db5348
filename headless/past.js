// The key/value cache: past tensors in, present tensors out.
import { HeadscopeError } from './errors.js';
import { checkShape, denseView } from './tensors.js';

/** @typedef {import('./problem.js').Problem} Problem */

/** Whether a cache holds nothing yet. @param {any} tensor */
const isEmpty = (tensor) => Array.isArray(tensor?.shape) && tensor.shape.length === 4 && tensor.shape[2] === 0 && tensor.data?.length === 0;

/** Length of the past, 0 without one; adds both tensors to the problem.
 * @param {Problem} problem @param {{pastKey?: unknown, pastValue?: unknown}} args
 * @param {{batch: number, kvHeads: number, headDim: number, valueDim: number}} extent */
export function addPast(problem, { pastKey, pastValue }, { batch, kvHeads, headDim, valueDim }) {
  if ((pastKey == null && pastValue == null) || (isEmpty(pastKey) && isEmpty(pastValue))) return 0;
  if (pastKey == null) throw new HeadscopeError('pastKey', 'nothing', 'a tensor, as there is a pastValue');
  if (pastValue == null) throw new HeadscopeError('pastValue', 'nothing', 'a tensor, as there is a pastKey');
  const key = checkShape('pastKey', pastKey, [batch, kvHeads, null, headDim], '[B, kv_heads, past, head_dim]');
  const past = key.shape[2];
  const value = checkShape('pastValue', pastValue, [batch, kvHeads, past, valueDim], '[B, kv_heads, past, value_dim]');
  problem.addTensor('pastKey', 'pastKey', key.data, denseView(batch, kvHeads, past, headDim));
  problem.addTensor('pastValue', 'pastValue', value.data, denseView(batch, kvHeads, past, valueDim));
  return past;
}

/** @param {Problem} problem @param {string[]} stages
 * @param {{batch: number, kvHeads: number, keys: number, headDim: number, valueDim: number}} extent */
export function addPresentStages(problem, stages, { batch, kvHeads, keys, headDim, valueDim }) {
  for (const [stage, width] of /** @type {const} */ ([['presentKey', headDim], ['presentValue', valueDim]])) {
    if (!stages.includes(stage)) continue;
    problem.addOutput(stage, stage, [batch, kvHeads, keys, width], denseView(batch, kvHeads, keys, width));
  }
}
