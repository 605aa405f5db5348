// Running out of memory: an error that names the argument, nothing half-written, and the core works on.
import assert from 'node:assert/strict';
import test from 'node:test';
import { HeadscopeError, createCore } from 'headscope/core';
import { assertClose } from './close.js';
import { generator } from './random.js';
import { referenceAttention } from './reference.js';

const random = generator(12);
const good = { query: random.tensor([2, 4, 3, 8]), key: random.tensor([2, 2, 5, 8]), value: random.tensor([2, 2, 5, 6]) };

/** One row of numbers; what asks for the memory is never touched, so none is used. @param {number} length */
const column = (length) => ({ data: new Float32Array(length), shape: [1, 1, length, 1] });

/** @param {() => unknown} call @param {string} argument */
function assertNoRoom(call, argument) {
  assert.throws(call, (error) => {
    assert.ok(error instanceof HeadscopeError, String(error));
    assert.equal(error.argument, argument);
    assert.match(error.message, /no room for \d+ bytes.*fit in WebAssembly memory/);
    return true;
  });
}

test('a tensor beyond the limit is an error that names it', async () => {
  const core = await createCore({ build: 'simd' });
  const long = column(2 ** 15);
  assert.throws(() => core.scaledDotProductAttention({ query: long, key: long, value: long, stages: ['weights'] }), HeadscopeError);
  assert.deepEqual(Object.keys(core.scaledDotProductAttention(good)), ['output']);
});

test('tensors that together do not fit are an error that names the largest, and the core works on', async () => {
  const core = await createCore({ build: 'simd' });
  const before = core.scaledDotProductAttention(good);
  const many = column(2 ** 14);
  assertNoRoom(() => core.scaledDotProductAttention({
    query: many, key: many, value: many, stages: ['scores', 'uncapped', 'scaled', 'masked', 'weights'],
  }), 'scores');
  assert.deepEqual(core.scaledDotProductAttention(good), before);
});

test('a run that finds no memory leaves its results as they were, and works once there is some', async () => {
  const core = await createCore({ build: 'simd' });
  const plan = core.prepareScaledDotProductAttention({ ...good, stages: ['weights'] });
  plan.view().data.fill(7);
  plan.view('weights').data.fill(7);
  // Plans that never run fill the memory, down to pieces too small for any scratch: large ones are squares, small ones columns.
  /** @type {{dispose(): void}[]} */
  const fillers = [];
  const fill = (/** @type {(length: number) => import('headscope/core').AttentionArguments} */ args) => {
    for (let length = 2 ** 14; length >= 4;) {
      try {
        fillers.push(core.prepareScaledDotProductAttention(args(length)));
      } catch (error) {
        assert.ok(error instanceof HeadscopeError, String(error));
        length >>= 1;
      }
    }
  };
  fill((length) => ({ query: column(length), key: column(length), value: column(length), stages: ['weights'] }));
  fill((length) => ({ query: column(length), key: column(1), value: column(1) }));
  assertNoRoom(() => plan.run(), 'query');
  assert.ok(plan.view().data.every((x) => x === 7) && plan.view('weights').data.every((x) => x === 7), 'half-written');
  for (const filler of fillers) filler.dispose();
  plan.run();
  const expected = referenceAttention(good);
  assertClose(plan.view().data, expected.context, 'output');
  assertClose(plan.view('weights').data, expected.weights, 'weights');
});
