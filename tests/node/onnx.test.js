// Cases of the ONNX operator Attention beyond the published numbers, each against the operator's specification in float64.
import assert from 'node:assert/strict';
import test from 'node:test';
import { assertClose } from './close.js';
import { cores } from './cores.js';
import { onnxAttention } from './onnx_operator.js';
import { generator } from './random.js';

/** @typedef {import('./onnx_operator.js').Inputs} Inputs
 * @typedef {import('./onnx_operator.js').Attributes} Attributes */

const random = generator(31);
const floats = (/** @type {number[]} */ ...shape) => random.tensor(shape, 2);
const bytes = (/** @type {number[]} */ ...shape) => random.mask(shape, 0.7);

// The shapes of the operator's own tests: equal heads, grouped heads, values of another width; four dimensions and three.
const equal = () => ({ Q: floats(2, 3, 4, 8), K: floats(2, 3, 6, 8), V: floats(2, 3, 6, 8) });
const grouped = () => ({ Q: floats(2, 9, 4, 8), K: floats(2, 3, 6, 8), V: floats(2, 3, 6, 8) });
const wide = () => ({ Q: floats(2, 3, 4, 8), K: floats(2, 3, 6, 8), V: floats(2, 3, 6, 10) });
const flat = () => ({ Q: floats(2, 4, 24), K: floats(2, 6, 24), V: floats(2, 6, 24) });
const flatGrouped = () => ({ Q: floats(2, 4, 72), K: floats(2, 6, 24), V: floats(2, 6, 24) });
const flatWide = () => ({ Q: floats(2, 4, 24), K: floats(2, 6, 24), V: floats(2, 6, 30) });
const past = (width = 8) => ({ past_key: floats(2, 3, 12, 8), past_value: floats(2, 3, 12, width) });
const three = { q_num_heads: 3, kv_num_heads: 3 };
const nine = { q_num_heads: 9, kv_num_heads: 3 };

/** -inf in the last two columns. */
function endHidden() {
  const mask = floats(4, 6);
  mask.data.forEach((_, i) => { if (i % 6 >= 4) mask.data[i] = -Infinity; });
  return mask;
}

/** Boolean, with a row that allows nothing. */
function rowHidden() {
  const mask = bytes(4, 6);
  mask.data.fill(0, 6, 12);
  return mask;
}

/** @type {Record<string, [Inputs, Attributes?]>} */
const kCases = {
  '4-D': [equal()],
  '4-D, grouped heads': [grouped()],
  '4-D, one key/value head for all': [{ Q: floats(2, 6, 4, 8), K: floats(2, 1, 6, 8), V: floats(2, 1, 6, 8) }],
  '4-D, wide values': [wide()],
  'scale': [equal(), { scale: 0.01 }],
  'scale, grouped': [grouped(), { scale: 0.01 }],
  'scale of 0': [wide(), { scale: 0 }],
  'negative scale': [wide(), { scale: -0.7 }],
  'causal, fewer queries than keys': [equal(), { is_causal: true }],
  'causal, more queries than keys': [{ Q: floats(2, 3, 7, 8), K: floats(2, 3, 5, 8), V: floats(2, 3, 5, 8) }, { is_causal: true }],
  'causal, grouped': [grouped(), { is_causal: true }],
  'causal, wide values': [wide(), { is_causal: true }],
  'float mask, rank 1': [{ ...equal(), attn_mask: floats(6) }],
  'float mask, rank 2': [{ ...equal(), attn_mask: floats(4, 6) }],
  'float mask, rank 3, per head': [{ ...equal(), attn_mask: floats(3, 4, 6) }],
  'float mask, rank 3, one for all heads, causal': [{ ...equal(), attn_mask: floats(1, 4, 6) }, { is_causal: true }],
  'float mask, rank 4': [{ ...equal(), attn_mask: floats(2, 3, 4, 6) }],
  'float mask, rank 4, per batch item': [{ ...equal(), attn_mask: floats(2, 1, 4, 6) }],
  'float mask, rank 4, one row for all queries': [{ ...equal(), attn_mask: floats(2, 3, 1, 6) }],
  'float mask, rank 4, one number for all keys': [{ ...equal(), attn_mask: floats(2, 3, 4, 1) }],
  'float mask, rank 4, causal': [{ ...equal(), attn_mask: floats(2, 3, 4, 6) }, { is_causal: true }],
  'boolean mask, rank 1': [{ ...equal(), attn_mask: bytes(6) }],
  'boolean mask, rank 2': [{ ...equal(), attn_mask: bytes(4, 6) }],
  'boolean mask, rank 3': [{ ...equal(), attn_mask: bytes(3, 4, 6) }],
  'boolean mask, rank 4': [{ ...equal(), attn_mask: bytes(2, 3, 4, 6) }],
  'boolean mask, rank 4, one column of queries, causal': [{ ...grouped(), attn_mask: bytes(2, 1, 4, 1) }, { is_causal: true }],
  'boolean mask, grouped': [{ ...grouped(), attn_mask: bytes(2, 9, 4, 6) }],
  'a row that may attend to nothing': [{ ...equal(), attn_mask: rowHidden() }],
  'past': [{ ...equal(), ...past(), attn_mask: floats(4, 18) }],
  'past, causal': [{ ...equal(), ...past() }, { is_causal: true }],
  'past, grouped': [{ ...grouped(), ...past(), attn_mask: floats(4, 18) }],
  'past, wide values, mask of rank 3': [{ ...wide(), ...past(10), attn_mask: floats(1, 4, 18) }],
  'past, wide values, mask of rank 4, causal': [{ ...wide(), ...past(10), attn_mask: floats(2, 3, 4, 18) }, { is_causal: true }],
  'past, boolean mask, softcap': [{ ...equal(), ...past(), attn_mask: bytes(2, 3, 4, 18) }, { softcap: 2 }],
  'softcap': [equal(), { softcap: 2 }],
  'softcap, grouped, causal': [grouped(), { softcap: 3, is_causal: true }],
  'softcap before a mask of -inf': [{ ...equal(), attn_mask: endHidden() }, { softcap: 0.5 }],
  'softcap before a float mask': [{ ...wide(), attn_mask: floats(3, 4, 6) }, { softcap: 0.5, scale: 2 }],
  '3-D': [flat(), three],
  '3-D, grouped': [flatGrouped(), nine],
  '3-D, wide values': [flatWide(), three],
  '3-D, scale and softcap': [flat(), { ...three, scale: 0.3, softcap: 1.5 }],
  '3-D, causal, grouped': [flatGrouped(), { ...nine, is_causal: true }],
  '3-D, float mask, wide values': [{ ...flatWide(), attn_mask: floats(4, 6) }, three],
  '3-D, boolean mask of rank 3': [{ ...flat(), attn_mask: bytes(3, 4, 6) }, three],
  '3-D, past': [{ ...flat(), ...past(), attn_mask: floats(4, 18) }, three],
  '3-D, past, grouped, causal': [{ ...flatGrouped(), ...past() }, { ...nine, is_causal: true }],
  '3-D, past, wide values, mask of rank 4': [{ ...flatWide(), ...past(10), attn_mask: floats(2, 3, 4, 18) }, three],
  'valid lengths': [{ ...equal(), nonpad_kv_seqlen: [3, 6] }],
  'valid lengths, one of them 0': [{ ...wide(), nonpad_kv_seqlen: [0, 4] }],
  'valid lengths and a mask': [{ ...wide(), nonpad_kv_seqlen: [3, 4], attn_mask: bytes(2, 3, 4, 6) }],
  'valid lengths and a mask no longer than the longest': [{ ...wide(), nonpad_kv_seqlen: [3, 4], attn_mask: floats(2, 3, 4, 4) }],
  'valid lengths and a boolean mask no longer than the longest': [{ ...wide(), nonpad_kv_seqlen: [2, 5], attn_mask: bytes(4, 5) }],
  'window to the left, causal': [equal(), { is_causal: true, left_window_size: 2 }],
  'window on both sides': [equal(), { left_window_size: 1, right_window_size: 2 }],
  'window to the right alone': [equal(), { right_window_size: 0 }],
  'window, past, boolean mask of rank 1': [{ ...equal(), ...past(), attn_mask: bytes(18) }, { is_causal: true, left_window_size: 5 }],
  'window, 3-D, grouped': [flatGrouped(), { ...nine, left_window_size: 0, right_window_size: 1 }],
};

for (const core of cores) {
  for (const [name, [inputs, attributes = {}]] of Object.entries(kCases)) {
    test(`ONNX Attention, ${name}, ${core.build} build`, () => {
      const { left_window_size: left = -1, right_window_size: right = -1 } = attributes;
      const got = core.scaledDotProductAttention(/** @type {any} */ ({
        query: inputs.Q, key: inputs.K, value: inputs.V, attnMask: inputs.attn_mask, pastKey: inputs.past_key, pastValue: inputs.past_value,
        keyValidLengths: inputs.nonpad_kv_seqlen, isCausal: attributes.is_causal, scale: attributes.scale, softcap: attributes.softcap,
        numHeads: attributes.q_num_heads, numKvHeads: attributes.kv_num_heads, window: left < 0 && right < 0 ? undefined : [left, right],
        stages: ['uncapped', 'scaled', 'masked', 'weights', 'presentKey', 'presentValue'],
      }));
      const { Y, ...stages } = onnxAttention(inputs, attributes);
      for (const [stage, expected] of Object.entries({ output: Y, ...stages })) {
        const found = /** @type {any} */ (got)[stage];
        assert.deepEqual(found.shape, expected.shape, stage);
        assertClose(found.data, expected.data, stage);
      }
    });
  }
}
