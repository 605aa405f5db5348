// LiteRT.js (TensorFlow Lite with XNNPACK) as a contender, in its plain and its relaxed SIMD build.
import { tfliteModel } from '../models/tflite.js';

/** LiteRT.js keeps one runtime per module instance: a query string gives each build an instance of its own.
 * XNNPACK takes its fast simd128 kernel only on processors reported to have more than four threads, so the host
 * must report eight (see `reportEightThreads`). Results stay in its memory until they are read, which copies them.
 * @param {import('./contender.js').Peers} peers
 * @param {'simd' | 'relaxed'} kind
 * @returns {Promise<import('./contender.js').Contender>} */
export async function liteRt(peers, kind) {
  const api = await peers.load('@litertjs/core', 'dist/index.js', `?${kind}`);
  const flatbuffers = await peers.load('flatbuffers', 'mjs/flatbuffers.js');
  const file = kind === 'relaxed' ? 'litert_wasm_internal.js' : 'litert_wasm_compat_internal.js';
  await quietly(() => api.loadLiteRt(peers.url('@litertjs/core', `wasm/${file}`)));
  return {
    name: `LiteRT ${kind}`,
    kind,
    async prepare(shape, inputs) {
      /** @type {any} */
      let model;
      await quietly(async () => { model = await api.loadAndCompile(tfliteModel(flatbuffers, shape, inputs), { accelerator: 'wasm' }); });
      const x = new api.Tensor(inputs.x, [shape.seqLen, shape.dModel]);
      /** @type {any[]} */
      let last = [];
      return {
        run: async () => {
          for (const tensor of last) tensor.delete();
          last = await model.run([x]);
        },
        read: () => ({ output: last[0].toTypedArray(), weights: last[1].toTypedArray() }),
        readCopies: true,
        dispose: () => {
          for (const tensor of [...last, x]) tensor.delete();
          model.delete();
        },
      };
    },
  };
}

/** Its start-up tells about the GPUs and NPUs it did not find, at length.
 * @param {() => Promise<unknown>} work */
async function quietly(work) {
  const { log, info, warn, error, debug } = console;
  console.log = console.info = console.warn = console.error = console.debug = () => {};
  try {
    await work();
  } finally {
    Object.assign(console, { log, info, warn, error, debug });
  }
}

/** Must run before LiteRT loads. */
export function reportEightThreads() {
  Object.defineProperty(globalThis.navigator ?? (globalThis.navigator = /** @type {any} */ ({})), 'hardwareConcurrency', {
    value: 8, configurable: true,
  });
}
