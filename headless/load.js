// Finds, compiles and starts the WebAssembly module: relaxed SIMD where the engine has it, else plain simd128.
import { kCallWords } from './abi.js';
import { HeadscopeError, describe } from './errors.js';
import { checkNames } from './options.js';

/** @typedef {import('./memory.js').Exports} Exports */

const kOurs = 'the WebAssembly module of this library';

/** Beside the one file these modules are bundled into. */
const kFolder = new URL('./', import.meta.url);

/** The smallest module that uses `f32x4.relaxed_madd`: (func (param v128) (result v128) x * x + x). */
const kRelaxedProbe = Uint8Array.of(
  0, 97, 115, 109, 1, 0, 0, 0, 1, 6, 1, 96, 1, 123, 1, 123, 3, 2, 1, 0, 10, 13, 1, 11, 0, 32, 0, 32, 0, 32, 0, 253, 133, 2, 11,
);

/** Whether this engine accepts relaxed SIMD. */
export const hasRelaxedSimd = () => WebAssembly.validate(kRelaxedProbe);

/** @param {URL} url @returns {Promise<WebAssembly.Module>} */
async function compileFrom(url) {
  if (url.protocol === 'file:') {
    // A name the page's bundlers and import maps do not follow: only Node has files.
    const { readFile } = await import(/* @vite-ignore */ ['node:fs', 'promises'].join('/'));
    return WebAssembly.compile(await readFile(url));
  }
  const response = await fetch(url);
  if (!response.ok) throw new HeadscopeError('wasm', `status ${response.status} for ${url.pathname}`, kOurs);
  const type = response.headers.get('content-type') ?? '';
  // A server that does not know .wasm still works, only without compiling while it loads.
  return type.startsWith('application/wasm') ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

/** @param {unknown} build @returns {'simd' | 'relaxed'} */
function chooseBuild(build) {
  if (build === 'simd') return build;
  if (build !== undefined && build !== 'auto' && build !== 'relaxed') throw new HeadscopeError('build', describe(build), '"auto", "simd" or "relaxed"');
  if (hasRelaxedSimd()) return 'relaxed';
  if (build === 'relaxed') throw new HeadscopeError('build', describe(build), '"auto" or "simd", as this engine has no relaxed SIMD');
  return 'simd';
}

/** @param {string | URL | WebAssembly.Module | BufferSource} source @returns {Promise<WebAssembly.Module>} */
async function moduleOf(source) {
  try {
    if (typeof source === 'string' || source instanceof URL) return await compileFrom(new URL(source, import.meta.url));
    return source instanceof WebAssembly.Module ? source : await WebAssembly.compile(source);
  } catch (error) {
    // What is no module at all, as engines say it.
    if (!(error instanceof WebAssembly.CompileError) && !(error instanceof TypeError)) throw error;
    throw new HeadscopeError('wasm', error.message, kOurs);
  }
}

/** @param {import('./types.d.ts').CoreOptions} options
 * @returns {Promise<{build: 'simd' | 'relaxed', exports: Exports}>} */
export async function loadModule(options) {
  checkNames(options, ['build', 'wasm', 'tile'], 'createCore');
  const { build, wasm } = options;
  const chosen = chooseBuild(build);
  const source = wasm ?? new URL(`headscope-core.${chosen}.wasm`, kFolder);
  const module = await moduleOf(source);
  const instance = await WebAssembly.instantiate(module, importsOf(module));
  const exports = /** @type {Exports} */ (/** @type {unknown} */ (instance.exports));
  if (typeof exports.hs_call_words !== 'function') throw new HeadscopeError('wasm', 'another module', kOurs);
  exports._initialize?.();
  if (exports.hs_call_words() !== kCallWords) {
    throw new HeadscopeError('wasm', `a module with ${exports.hs_call_words()}-word calls`, `${kCallWords}: the module and this library are of different versions`);
  }
  return { build: chosen, exports };
}

/** The clock, and whatever the C library asks for but never needs here (exit, memory growth notices).
 * @param {WebAssembly.Module} module */
function importsOf(module) {
  /** @type {WebAssembly.Imports} */
  const imports = {};
  for (const { module: space, name, kind } of WebAssembly.Module.imports(module)) {
    if (kind === 'function') (imports[space] ??= {})[name] = name === 'now' ? () => performance.now() : () => 0;
  }
  return imports;
}
