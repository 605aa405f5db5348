// ONNX Runtime as a contender: onnxruntime-web (one thread, wasm) and, natively, onnxruntime-node.
import { onnxModel } from '../models/onnx.js';

/** @typedef {import('./contender.js').Contender} Contender */

/** @param {any} ort @param {string} name @param {Contender['kind']} kind @param {string} provider
 * @returns {Contender} */
function contender(ort, name, kind, provider) {
  return {
    name,
    kind,
    async prepare(shape, inputs) {
      const session = await ort.InferenceSession.create(onnxModel(shape, inputs), {
        executionProviders: [provider], graphOptimizationLevel: 'all', intraOpNumThreads: 1, interOpNumThreads: 1,
      });
      const feeds = { x: new ort.Tensor('float32', inputs.x, [1, shape.seqLen, shape.dModel]) };
      /** @type {any} */
      let last;
      return {
        run: async () => { last = await session.run(feeds); },
        read: () => ({ output: last.output.data, weights: last.weights.data }),
        dispose: () => session.release(),
      };
    },
  };
}

/** @param {import('./contender.js').Peers} peers */
export async function ortWeb(peers) {
  const ort = await peers.load('onnxruntime-web', 'dist/ort.wasm.bundle.min.mjs');
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = 'error';
  ort.env.wasm.wasmPaths = peers.url('onnxruntime-web', 'dist/');
  return contender(ort, 'onnxruntime-web', 'simd', 'wasm');
}

/** @param {import('./contender.js').Peers} peers */
export async function ortNode(peers) {
  const loaded = await peers.load('onnxruntime-node', 'dist/index.js');
  return contender(loaded.default ?? loaded, 'onnxruntime-node', 'native', 'cpu');
}
