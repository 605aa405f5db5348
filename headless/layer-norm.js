// layerNorm: what stands between the attention of one layer and the next.
import { HeadscopeError, shapeText } from './errors.js';
import { aligned } from './memory.js';
import { checkNames } from './options.js';
import { checkShape, checkTensor } from './tensors.js';

/** @param {import('./memory.js').Memory} memory @param {import('./types.d.ts').LayerNormArguments} args
 * @returns {import('./types.d.ts').Tensor} */
export function layerNorm(memory, args) {
  checkNames(args, ['input', 'gain', 'bias'], 'layerNorm');
  const { data, shape } = checkTensor('input', args.input, [Float32Array]);
  const columns = shape.at(-1);
  if (columns === undefined) throw new HeadscopeError('input', `shape ${shapeText(shape)}`, 'at least one dimension');
  const row = (/** @type {'gain' | 'bias'} */ name, /** @type {number} */ otherwise) =>
    args[name] == null ? new Float32Array(columns).fill(otherwise) : checkShape(name, args[name], [columns], '[last dimension of input]').data;
  const gain = row('gain', 1);
  const bias = row('bias', 0);
  const bytes = aligned(data.byteLength) + 2 * aligned(4 * columns);
  const rows = memory.allocate(bytes);
  if (rows === 0) throw new HeadscopeError('input', `${data.length} elements, and no room for ${bytes} bytes`, 'tensors that together fit in WebAssembly memory');
  try {
    const gainAt = rows + aligned(data.byteLength);
    const biasAt = gainAt + aligned(4 * columns);
    memory.floats(rows, data.length).set(data);
    memory.floats(gainAt, columns).set(gain);
    memory.floats(biasAt, columns).set(bias);
    memory.exports.hs_layer_norm(rows, gainAt, biasAt, data.length / columns, columns);
    return { data: memory.floats(rows, data.length).slice(), shape };
  } finally {
    memory.free(rows);
  }
}
