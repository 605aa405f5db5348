// Seeded random tensors and choices.

/** mulberry32. @param {number} seed */
export function generator(seed) {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  /** An integer from `low` to `high`, both included. @param {number} low @param {number} high */
  const integer = (low, high) => low + Math.floor(uniform() * (high - low + 1));
  const size = (/** @type {number[]} */ shape) => shape.reduce((a, b) => a * b, 1);
  return {
    uniform, integer,
    chance: (/** @type {number} */ probability) => uniform() < probability,
    /** @param {number[]} shape @param {number} [bound] */
    tensor: (shape, bound = 2) => ({ data: Float32Array.from({ length: size(shape) }, () => (uniform() * 2 - 1) * bound), shape }),
    /** @param {number[]} shape @param {number} allowed probability of a 1 */
    mask: (shape, allowed) => ({ data: Uint8Array.from({ length: size(shape) }, () => Number(uniform() < allowed)), shape }),
  };
}
