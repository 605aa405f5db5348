// One instance of the WebAssembly module, with its C functions as typed JavaScript: text, JSON and number views.

/** @typedef {import('../types.js').RawModule} RawModule */
/** @typedef {import('../types.js').Catalogue} Catalogue */

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A message the laboratory itself gave, in the visitor's language. */
export class HeadscopeError extends Error {
  name = 'HeadscopeError';
}

export class Module {
  /** @type {Catalogue | undefined} */
  #catalogue;

  /** @param {RawModule} raw */
  constructor(raw) {
    this.raw = raw;
    this.app = raw._hs_create();
    if (!this.app) throw new Error('out of memory');
  }

  /** Read when first asked for: the picture needs none of it. @returns {Catalogue} */
  get catalogue() { return this.#catalogue ??= this.json(this.raw._hs_catalogue(this.app)); }

  /** Text at an address; '' for a null pointer. @param {number} address */
  text(address) {
    if (!address) return '';
    const bytes = this.raw.HEAPU8.subarray(address, address + this.raw._hs_length(this.app));
    return decoder.decode(bytes);
  }

  /** @param {number} address @returns {any} */
  json(address) { return JSON.parse(this.text(address)); }

  /** Writes the next call's input; returns its size in bytes. @param {string | ArrayBufferView} input */
  put(input) {
    const bytes = typeof input === 'string' ? encoder.encode(input)
      : new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
    const address = this.raw._hs_buffer(this.app, bytes.length);
    if (!address) throw new Error('out of memory');
    this.raw.HEAPU8.set(bytes, address);
    return bytes.length;
  }

  /** Throws when a call answered with a message. @param {number} message */
  check(message) { if (message) throw new HeadscopeError(this.text(message)); }

  /** The eight words of a View4. @param {number} address @returns {import('../types.js').View} */
  view(address) {
    const [data, items, heads, rows, cols, itemStride, headStride, rowStride] =
      new Int32Array(this.raw.HEAPU8.buffer, address, 8);
    return { data: data >>> 0, items, heads, rows, cols, itemStride, headStride, rowStride };
  }

  destroy() {
    if (this.app) this.raw._hs_destroy(this.app);
    this.app = 0;
  }
}

/**
 * @param {Awaited<ReturnType<typeof import('./engine.js').loadEngine>>} engine
 * @param {HTMLCanvasElement} canvas
 */
export async function createModule({ create, wasm }, canvas) {
  /** @type {RawModule} */
  const raw = await new Promise((resolve, reject) => {
    create({
      canvas,
      // Compiled once for the page; each laboratory has an instance and a memory of its own.
      instantiateWasm(/** @type {WebAssembly.Imports} */ imports, /** @type {Function} */ done) {
        // A file that does not belong to this page's others fails here, or in what the glue makes of it.
        WebAssembly.instantiate(wasm, imports).then((instance) => done(instance, wasm)).catch(reject);
        return {};
      },
    }).then(resolve, reject);
  });
  return new Module(raw);
}
