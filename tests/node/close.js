// Comparison within the stated tolerance.
import assert from 'node:assert/strict';

/** 1e-5 absolute for values up to ten, relative beyond; infinities must be the same.
 * @param {ArrayLike<number>} got @param {ArrayLike<number>} expected @param {string} what @param {number} [tolerance] */
export function assertClose(got, expected, what, tolerance = 1e-5) {
  assert.equal(got.length, expected.length, `${what}: number of elements`);
  for (let i = 0; i < expected.length; ++i) {
    if (Object.is(got[i], expected[i]) || got[i] === expected[i]) continue;
    const difference = Math.abs(got[i] - expected[i]);
    const allowed = tolerance * Math.max(1, Math.abs(expected[i]) / 10);
    // Written so that NaN fails.
    if (!(difference <= allowed)) assert.fail(`${what}[${i}]: ${got[i]} instead of ${expected[i]}`);
  }
}
