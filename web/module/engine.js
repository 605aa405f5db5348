// Which build of the module this browser gets, and its compilation, once for all laboratories of a page.

import { StartError, whyNotLoaded } from '../base/failure.js';

/** @typedef {'simd' | 'relaxed'} Engine */

/** A function that uses v128: validates where WebAssembly has fixed-width SIMD. */
const SIMD = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];
/** f32x4.relaxed_madd of three zeros: validates where relaxed SIMD is on. */
const RELAXED = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 19, 1, 17, 0,
  65, 0, 253, 17, 65, 0, 253, 17, 65, 0, 253, 17, 253, 133, 2, 11];

/** @param {number[]} bytes */
const validates = (bytes) => typeof WebAssembly === 'object' && WebAssembly.validate(new Uint8Array(bytes));

export const hasSimd = () => validates(SIMD);

/**
 * The asked-for build where the browser can run it, else the best it can.
 * @param {string | null} [wish]
 * @returns {Engine}
 */
export function chooseEngine(wish) {
  if (wish === 'simd') return 'simd';
  return validates(RELAXED) ? 'relaxed' : 'simd';
}

const FILES = {
  simd: { glue: '../headscope.js', wasm: '../headscope.wasm' },
  relaxed: { glue: '../headscope-relaxed.js', wasm: '../headscope-relaxed.wasm' },
};

/** @param {Engine} engine */
async function load(engine) {
  const files = FILES[engine];
  const glue = import(new URL(files.glue, import.meta.url).href);
  const module = fetch(new URL(files.wasm, import.meta.url), { credentials: 'same-origin' }).then((response) => {
    if (!response.ok) throw new StartError('failed', new Error(`${files.wasm}: ${response.status}`));
    return compile(response);
  });
  try {
    const [{ default: create }, wasm] = await Promise.all([glue, module]);
    return { engine, wasm, create };
  } catch (error) {
    // Browsers give a file that does not arrive no other name than this.
    throw error instanceof TypeError ? new StartError(whyNotLoaded(import.meta.url), error) : error;
  }
}

/**
 * Streaming compilation needs the right media type; a plain file server may not send it.
 * @param {Response} response
 */
async function compile(response) {
  const streams = response.headers.get('content-type') === 'application/wasm';
  return streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

/** Compiled modules are immutable, so every laboratory on the page may share them. @type {Map<Engine, ReturnType<typeof load>>} */
const loaded = new Map();

/**
 * @param {Engine} engine
 * @returns {ReturnType<typeof load>}
 */
export function loadEngine(engine) {
  let promise = loaded.get(engine);
  if (!promise) {
    promise = load(engine);
    loaded.set(engine, promise);
    // A failed download may succeed at the next attempt.
    promise.catch(() => loaded.delete(engine));
  }
  return promise;
}
