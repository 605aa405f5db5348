// Copies of the numbers behind a View4, contiguous, with their shape.

/** @typedef {import('../types.js').View} View */

/**
 * [items, heads, rows, cols] as one contiguous copy.
 * @template {Float32Array | Uint8Array} T
 * @param {T} memory the wasm memory as this kind of number
 * @param {View} view
 * @returns {T}
 */
export function copyView(memory, view) {
  const { items, heads, rows, cols } = view;
  const start = view.data / memory.BYTES_PER_ELEMENT;
  const Numbers = /** @type {new (length: number) => T} */ (memory.constructor);
  const copy = new Numbers(items * heads * rows * cols);
  let to = 0;
  for (let item = 0; item < items; item++) {
    for (let head = 0; head < heads; head++) {
      for (let row = 0; row < rows; row++, to += cols) {
        const from = start + item * view.itemStride + head * view.headStride + row * view.rowStride;
        copy.set(memory.subarray(from, from + cols), to);
      }
    }
  }
  return copy;
}
