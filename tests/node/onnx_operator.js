// The ONNX operator Attention (opsets 23 to 25), written from its published specification over float64 arrays.
import { Nd } from './ndarray.js';

/** @typedef {import('./ndarray.js').AnyTensor} AnyTensor
 * @typedef {{Q: AnyTensor, K: AnyTensor, V: AnyTensor, attn_mask?: AnyTensor, past_key?: AnyTensor, past_value?: AnyTensor,
 *   nonpad_kv_seqlen?: number[]}} Inputs a mask of bytes is boolean
 * @typedef {{is_causal?: boolean, scale?: number, softcap?: number, q_num_heads?: number, kv_num_heads?: number,
 *   left_window_size?: number, right_window_size?: number}} Attributes */

/** [B, S, heads*h] to [B, heads, S, h]. @param {Nd} x @param {number} heads */
const split = (x, heads) => x.reshape([x.shape[0], x.shape[1], heads, x.shape[2] / heads]).transpose([0, 2, 1, 3]);

/** What is added to the scores: 0 or the float mask where attending is allowed, -inf elsewhere.
 * @param {Inputs} inputs @param {Attributes} attributes @param {{batch: number, queries: number, keys: number, past: number}} sizes */
function biasOf({ attn_mask, nonpad_kv_seqlen }, { is_causal, left_window_size = -1, right_window_size = -1 }, { batch, queries, keys, past }) {
  let bias = Nd.make([batch, 1, queries, keys], ([b, , i, j]) => {
    const position = i + past;
    if (is_causal && j > position) return -Infinity;
    if (left_window_size >= 0 && j < position - left_window_size) return -Infinity;
    if (right_window_size >= 0 && j > position + right_window_size) return -Infinity;
    return nonpad_kv_seqlen && j >= nonpad_kv_seqlen[b] ? -Infinity : 0;
  });
  if (attn_mask) {
    let mask = Nd.of(attn_mask);
    if (attn_mask.data instanceof Uint8Array) mask = mask.map((allowed) => (allowed ? 0 : -Infinity));
    const missing = keys - (mask.shape.at(-1) ?? 1);
    // "The last dimension can also be shorter and will be padded with negative infinity"; one of 1 broadcasts.
    if (missing > 0 && mask.shape.at(-1) !== 1) mask = mask.concat(Nd.make([...mask.shape.slice(0, -1), missing], () => -Infinity), mask.shape.length - 1);
    bias = bias.zip(mask, (a, b) => a + b);
  }
  return bias;
}

/** Softmax of the last axis; a row in which nothing may be attended to is zero. @param {Nd} x */
function softmax(x) {
  const width = x.shape.at(-1) ?? 1;
  const data = new Float64Array(x.data.length);
  for (let begin = 0; begin < data.length; begin += width) {
    const row = x.data.subarray(begin, begin + width);
    const top = row.reduce((a, b) => Math.max(a, b), -Infinity);
    if (top === -Infinity) continue;
    const powers = row.map((value) => Math.exp(value - top));
    const sum = powers.reduce((a, b) => a + b, 0);
    data.set(powers.map((power) => power / sum), begin);
  }
  return new Nd(data, x.shape);
}

/** Y, the present, and the four outputs of qk_matmul_output_mode. @param {Inputs} inputs @param {Attributes} [attributes] */
export function onnxAttention(inputs, attributes = {}) {
  const isFlat = inputs.Q.shape.length === 3;
  const heads = attributes.q_num_heads ?? inputs.Q.shape[1];
  const kvHeads = attributes.kv_num_heads ?? inputs.K.shape[1];
  const asHeads = (/** @type {AnyTensor} */ tensor, /** @type {number} */ count) => (isFlat ? split(Nd.of(tensor), count) : Nd.of(tensor));
  const [Q, K, V] = [asHeads(inputs.Q, heads), asHeads(inputs.K, kvHeads), asHeads(inputs.V, kvHeads)];
  const presentKey = inputs.past_key ? Nd.of(inputs.past_key).concat(K, 2) : K;
  const presentValue = inputs.past_value ? Nd.of(inputs.past_value).concat(V, 2) : V;
  const sizes = { batch: Q.shape[0], queries: Q.shape[2], keys: presentKey.shape[2], past: inputs.past_key?.shape[2] ?? 0 };
  const scale = attributes.scale ?? 1 / Math.sqrt(Q.shape[3]);
  const group = heads / kvHeads;
  const uncapped = Q.matmul(presentKey.repeat(group, 1).transpose([0, 1, 3, 2])).map((x) => x * scale);
  const cap = attributes.softcap ?? 0;
  const scaled = cap > 0 ? uncapped.map((x) => cap * Math.tanh(x / cap)) : uncapped;
  const masked = scaled.zip(biasOf(inputs, attributes, sizes), (a, b) => (b === -Infinity ? b : a + b));
  const weights = softmax(masked);
  const context = weights.matmul(presentValue.repeat(group, 1));
  const Y = isFlat ? context.transpose([0, 2, 1, 3]).reshape([sizes.batch, sizes.queries, heads * context.shape[3]]) : context;
  return { Y, presentKey, presentValue, uncapped, scaled, masked, weights };
}
