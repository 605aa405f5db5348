// Multi-head attention as an ONNX model: four MatMuls and the Attention operator of opset 23, its best graph in ONNX Runtime.
import { concatBytes, bytes, int, message, string } from './protobuf.js';

const kFloat = 1;
const kAttributeInt = 2;

/** @param {string} name @param {number[]} dims */
function valueInfo(name, dims) {
  const shape = message(2, dims.map((dim) => message(1, [int(1, dim)])));
  return [string(1, name), message(2, [message(1, [int(1, kFloat), shape])])];
}

/** @param {string} name @param {number[]} dims @param {Float32Array} data */
function initializer(name, dims, data) {
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return [...dims.map((dim) => int(1, dim)), int(2, kFloat), string(8, name), bytes(9, raw)];
}

/** @param {string} operator @param {string[]} inputs @param {string[]} outputs @param {Record<string, number>} [attributes] */
function node(operator, inputs, outputs, attributes = {}) {
  const attribute = Object.entries(attributes).map(([name, value]) =>
    message(5, [string(1, name), int(3, value), int(20, kAttributeInt)]),
  );
  return message(1, [
    ...inputs.map((name) => string(1, name)), ...outputs.map((name) => string(2, name)), string(4, operator), ...attribute,
  ]);
}

/** The model's bytes: input `x` [1,S,d]; outputs `output` [1,S,d] and `weights` [1,heads,S,S].
 * @param {import('../lib/problem.js').Shape} shape
 * @param {import('../lib/problem.js').Inputs} inputs */
export function onnxModel({ seqLen, dModel, heads, causal }, inputs) {
  const attributes = {
    q_num_heads: heads, kv_num_heads: heads, is_causal: Number(causal),
    qk_matmul_output_mode: 3, // the matrix after the softmax
  };
  const graph = message(7, [
    node('MatMul', ['x', 'W_q'], ['q']),
    node('MatMul', ['x', 'W_k'], ['k']),
    node('MatMul', ['x', 'W_v'], ['v']),
    node('Attention', ['q', 'k', 'v', '', '', ''], ['concat', '', '', 'weights'], attributes),
    node('MatMul', ['concat', 'W_o'], ['output']),
    string(2, 'attention'),
    ...(/** @type {const} */ (['W_q', 'W_k', 'W_v', 'W_o'])).map((name) =>
      message(5, initializer(name, [dModel, dModel], inputs[name])),
    ),
    message(11, valueInfo('x', [1, seqLen, dModel])),
    message(12, valueInfo('output', [1, seqLen, dModel])),
    message(12, valueInfo('weights', [1, heads, seqLen, seqLen])),
  ]);
  const irVersion = int(1, 10);
  const opset = message(8, [string(1, ''), int(2, 23)]);
  return concatBytes([irVersion, opset, graph]);
}
