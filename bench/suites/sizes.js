// What each contender makes a visitor download: the files of its smallest suitable set-up, compressed with Brotli.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import zlib from 'node:zlib';

const kRoot = fileURLToPath(new URL('../../', import.meta.url));
const kModules = `${kRoot}bench/node_modules/`;

/** @type {Record<string, () => string[]>} */
const kFiles = {
  headscope: () => ['index.js', 'headscope-core.relaxed.wasm'].map((name) => `${kRoot}build/core/${name}`),
  'onnxruntime-web': () => ['ort.wasm.bundle.min.mjs', 'ort-wasm-simd-threaded.wasm'].map((name) => `${kModules}onnxruntime-web/dist/${name}`),
  LiteRT: () => [
    'core/dist/index.js', 'wasm-utils/dist/index.js', 'core/wasm/litert_wasm_internal.js', 'core/wasm/litert_wasm_internal.wasm',
  ].map((name) => `${kModules}@litertjs/${name}`),
  'tfjs-wasm': () => [
    'tfjs-core/dist/tf-core.min.js', 'tfjs-backend-wasm/dist/tf-backend-wasm.min.js', 'tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm',
  ].map((name) => `${kModules}@tensorflow/${name}`),
};

/** @param {string} file @param {number} quality */
function compressed(file, quality) {
  const contents = readFileSync(file);
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = zlib.constants;
  return zlib.brotliCompressSync(contents, {
    params: { [BROTLI_PARAM_QUALITY]: quality, [BROTLI_PARAM_LGWIN]: 24, [BROTLI_PARAM_SIZE_HINT]: contents.length },
  }).length;
}

/** @param {boolean} quick the highest quality takes a minute for the large ones
 * @returns {{name: string, bytes: number, wasm: number}[]} */
export function transferSizes(quick) {
  return Object.entries(kFiles).map(([name, files]) => {
    const sizes = files().map((file) => ({ file, bytes: compressed(file, quick ? 9 : 11) }));
    const sum = (/** @type {typeof sizes} */ list) => list.reduce((total, { bytes }) => total + bytes, 0);
    return { name, bytes: sum(sizes), wasm: sum(sizes.filter(({ file }) => file.endsWith('.wasm'))) };
  });
}
