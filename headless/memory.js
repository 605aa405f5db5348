// The WebAssembly module's memory: allocation, and views that survive its growth.
/** What the module exports (exports.cpp).
 * @typedef {{memory: WebAssembly.Memory, _initialize?: () => void,
 *   hs_alloc: (bytes: number) => number, hs_free: (address: number) => void, hs_call_words: () => number,
 *   hs_prepare: (call: number, multiHead: number, status: number) => number, hs_run: (plan: number, tile: number, status: number) => number,
 *   hs_release: (plan: number) => void, hs_choose_tile: () => number,
 *   hs_layer_norm: (rows: number, gain: number, bias: number, count: number, columns: number) => void, hs_build: () => number}} Exports */

const kAlignment = 64;
const kMaxBytes = 2 ** 32 - 2 ** 16;

/** Rounded up so that what follows is aligned. @param {number} bytes */
export const aligned = (bytes) => Math.ceil(bytes / kAlignment) * kAlignment;

export class Memory {
  /** @param {Exports} exports */
  constructor(exports) {
    this.exports = exports;
  }

  /** @param {number} bytes @returns {number} an aligned address; 0 when there is no room */
  allocate(bytes) {
    return bytes <= kMaxBytes ? this.exports.hs_alloc(bytes) >>> 0 : 0;
  }

  /** @param {number} address */
  free(address) {
    this.exports.hs_free(address);
  }

  /** @param {number} address @param {number} length */
  bytes(address, length) {
    return new Uint8Array(this.exports.memory.buffer, address, length);
  }

  /** @param {number} address @param {number} length */
  floats(address, length) {
    return new Float32Array(this.exports.memory.buffer, address, length);
  }

  /** A C string. @param {number} address */
  text(address) {
    const all = new Uint8Array(this.exports.memory.buffer);
    return String.fromCharCode(...all.subarray(address, all.indexOf(0, address)));
  }
}
