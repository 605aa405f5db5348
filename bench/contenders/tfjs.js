// tfjs-backend-wasm as a contender: one 2-D matMul per head, which beats its batched one.

/** @typedef {import('../lib/problem.js').Inputs} Inputs */

/** The additive mask of a causal pass. @param {any} tf @param {number} s */
function causalMask(tf, s) {
  return tf.tensor2d(Float32Array.from({ length: s * s }, (_, i) => (i % s > Math.floor(i / s) ? -1e9 : 0)), [s, s]);
}

/** @param {any} tf @param {import('../lib/problem.js').Shape} shape @param {Inputs} inputs
 * @returns {import('./contender.js').Prepared} */
function prepare(tf, { seqLen: s, dModel: d, heads, causal }, inputs) {
  const h = d / heads;
  const scaledQuery = inputs.W_q.map((w) => w / Math.sqrt(h));
  const [W_q, W_k, W_v, W_o] = [scaledQuery, inputs.W_k, inputs.W_v, inputs.W_o].map((W) => tf.tensor2d(W, [d, d]));
  const mask = causal ? causalMask(tf, s) : null;
  const x = tf.tensor2d(inputs.x, [s, d]);
  const forward = () => {
    const [q, k, v] = [W_q, W_k, W_v].map((W) => tf.split(tf.matMul(x, W), heads, 1));
    const weights = q.map((/** @type {any} */ query, /** @type {number} */ head) => {
      // Its matMul is XNNPACK's only where nothing has to be transposed on the way.
      const scores = tf.matMul(query, tf.transpose(k[head]));
      return tf.softmax(mask ? tf.add(scores, mask) : scores);
    });
    const contexts = weights.map((/** @type {any} */ w, /** @type {number} */ head) => tf.matMul(w, v[head]));
    return [tf.matMul(tf.concat(contexts, 1), W_o), ...weights];
  };
  /** @type {any[]} */
  let last = [];
  return {
    run: () => {
      tf.dispose(last);
      last = tf.tidy(forward);
    },
    read: () => {
      const weights = last.slice(1).map((tensor) => tensor.dataSync());
      return { output: last[0].dataSync(), weights };
    },
    readCopies: true,
    dispose: () => tf.dispose([last, W_q, W_k, W_v, W_o, x, mask].filter(Boolean)),
  };
}

/** Its packages are CommonJS in Node and scripts with one global in a page.
 * @param {import('./contender.js').Peers} peers */
async function loadTf(peers) {
  if ('process' in globalThis) {
    const { default: tf } = await peers.load('@tensorflow/tfjs-core', 'dist/tf-core.node.js');
    const { default: wasm } = await peers.load('@tensorflow/tfjs-backend-wasm', 'dist/tf-backend-wasm.node.js');
    return { tf, wasm };
  }
  await peers.script(peers.url('@tensorflow/tfjs-core', 'dist/tf-core.min.js'));
  await peers.script(peers.url('@tensorflow/tfjs-backend-wasm', 'dist/tf-backend-wasm.min.js'));
  const { tf } = /** @type {any} */ (globalThis);
  return { tf, wasm: tf.wasm };
}

/** @param {import('./contender.js').Peers} peers
 * @returns {Promise<import('./contender.js').Contender>} */
export async function tfjs(peers) {
  const { tf, wasm } = await loadTf(peers);
  wasm.setWasmPaths(peers.file('@tensorflow/tfjs-backend-wasm', 'dist/'));
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (!(await tf.setBackend('wasm'))) throw new Error('its wasm backend did not start');
  return { name: 'tfjs-wasm', kind: 'simd', prepare: async (shape, inputs) => prepare(tf, shape, inputs) };
}
