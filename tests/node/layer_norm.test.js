// Layer norm, and two layers of attention made with it, against plain float64.
import assert from 'node:assert/strict';
import test from 'node:test';
import { HeadscopeError } from 'headscope/core';
import { assertClose } from './close.js';
import { cores } from './cores.js';
import { generator } from './random.js';

/** @param {Float32Array} data @param {number} columns @param {ArrayLike<number>} [gain] @param {ArrayLike<number>} [bias] */
function referenceNorm(data, columns, gain, bias) {
  const out = [];
  for (let from = 0; from < data.length; from += columns) {
    const row = [...data.subarray(from, from + columns)];
    const mean = row.reduce((sum, x) => sum + x, 0) / columns;
    const variance = row.reduce((sum, x) => sum + (x - mean) ** 2, 0) / columns;
    out.push(...row.map((x, i) => ((x - mean) / Math.sqrt(variance + 1e-5)) * (gain?.[i] ?? 1) + (bias?.[i] ?? 0)));
  }
  return out;
}

for (const core of cores) {
  test(`rows of any tensor come to mean 0 and variance 1, then gain and bias (${core.build})`, () => {
    const random = generator(31);
    for (const shape of [[1], [7], [3, 5], [2, 3, 64], [2, 1, 3, 33]]) {
      const input = random.tensor(shape);
      const columns = shape[shape.length - 1];
      const before = input.data.slice();
      const plain = core.layerNorm({ input });
      assert.deepEqual(plain.shape, shape);
      assertClose(plain.data, referenceNorm(input.data, columns), `norm of ${shape}`);
      const gain = random.tensor([columns]);
      const bias = random.tensor([columns]);
      assertClose(core.layerNorm({ input, gain, bias: null }).data, referenceNorm(input.data, columns, gain.data), `gain of ${shape}`);
      assertClose(core.layerNorm({ input, gain, bias }).data, referenceNorm(input.data, columns, gain.data, bias.data), `bias of ${shape}`);
      assert.deepEqual(input.data, before);
    }
  });

  test(`what was given wrong is named, and the core works on (${core.build})`, () => {
    const random = generator(32);
    const input = random.tensor([2, 3, 4]);
    /** @type {[any, string][]} */
    const wrong = [
      [undefined, 'layerNorm'], [{}, 'input'], [{ input: [1, 2] }, 'input'], [{ input: { data: new Float32Array(1), shape: [] } }, 'input'],
      [{ input, gain: random.tensor([3]) }, 'gain'], [{ input, bias: random.tensor([1, 4]) }, 'bias'], [{ input, eps: 1 }, 'eps'],
    ];
    for (const [args, argument] of wrong) {
      assert.throws(() => core.layerNorm(args), (error) => error instanceof HeadscopeError && error.argument === argument, argument);
    }
    assertClose(core.layerNorm({ input }).data, referenceNorm(input.data, 4), 'after the errors');
  });
}
