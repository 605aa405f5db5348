// The published reference cases through the public entries: every one of them, on every build.
import assert from 'node:assert/strict';
import test from 'node:test';
import { assertClose } from './close.js';
import { cores } from './cores.js';
import { readCases } from './fixtures.js';

/** @typedef {import('./fixtures.js').Case} Case */
/** @typedef {import('./fixtures.js').Tensor} Tensor */

/** @param {Tensor | undefined} tensor */
const toBoolean = (tensor) => tensor && { data: Uint8Array.from(tensor.data), shape: tensor.shape };

/** Which stage ONNX's qk_matmul_output_mode asks for. */
const kModes = /** @type {const} */ (['uncapped', 'scaled', 'masked', 'weights']);

/** @param {(typeof cores)[number]} core @param {Case} onnx @returns {Record<string, Tensor | undefined>} */
function runOnnx(core, { attributes, inputs }) {
  const mask = inputs.attn_mask;
  const mode = kModes[Number(attributes.qk_matmul_output_mode ?? 0)];
  const result = core.scaledDotProductAttention({
    query: inputs.Q, key: inputs.K, value: inputs.V, pastKey: inputs.past_key, pastValue: inputs.past_value,
    numHeads: attributes.q_num_heads && Number(attributes.q_num_heads) || undefined,
    numKvHeads: attributes.kv_num_heads && Number(attributes.kv_num_heads) || undefined,
    attnMask: mask?.dtype === 'bool' ? toBoolean(mask) : mask,
    isCausal: attributes.is_causal === '1',
    scale: attributes.scale === undefined ? undefined : Number(attributes.scale),
    softcap: Number(attributes.softcap ?? 0),
    stages: [mode, 'presentKey', 'presentValue'],
  });
  return { Y: result.output, present_key: result.presentKey, present_value: result.presentValue, qk_matmul_output: result[mode] };
}

/** @param {(typeof cores)[number]} core @param {Case} published @returns {Record<string, Tensor | undefined>} */
function runPublished(core, { attributes, inputs }) {
  const { x_q, x_k = x_q, x_v = x_k } = inputs;
  const numHeads = Number(attributes.heads);
  const options = {
    query: x_q, key: x_k, value: x_v, numHeads,
    isCausal: attributes.causal === '1',
    scale: attributes.scale === 'default' ? undefined : Number(attributes.scale),
    attnMask: inputs.attn_mask_bool ? toBoolean(inputs.attn_mask_bool) : inputs.attn_bias,
    keyMask: toBoolean(inputs.key_valid),
  };
  if (!inputs.W_q) {
    const result = core.scaledDotProductAttention({ ...options, stages: ['scores', 'weights'] });
    return { output: result.output, weights: result.weights, scores: result.scores, dot: result.scores };
  }
  const { W_q, W_k, W_v, W_o, b_q, b_k, b_v, b_o } = inputs;
  const result = core.multiHeadAttention({
    ...options, W_q, W_k, W_v, W_o, b_q, b_k, b_v, b_o,
    stages: ['query', 'key', 'value', 'scores', 'weights', 'concat', 'presentKey', 'presentValue'],
  });
  return {
    ...result, dot: result.scores, context: result.concat, present_key: result.presentKey, present_value: result.presentValue,
  };
}

const collections = /** @type {const} */ ([['onnx', runOnnx, 19], ['published', runPublished, 13]]);
for (const [collection, run, count] of collections) {
  const cases = readCases(collection);
  for (const core of cores) {
    test(`${collection} reference cases agree, ${core.build} build`, async (t) => {
      assert.equal(cases.length, count, 'number of cases');
      for (const one of cases) {
        await t.test(one.name, () => {
          const got = run(core, one);
          for (const [slot, expected] of Object.entries(one.expected)) {
            assert.deepEqual(got[slot]?.shape, expected.shape, `shape of ${slot}`);
            assertClose(got[slot]?.data ?? [], expected.data, slot, expected.tolerance);
          }
        });
      }
    });
  }
}
