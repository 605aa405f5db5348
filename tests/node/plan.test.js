// Prepared plans: the same numbers as one call, inputs that can be rewritten, memory that is given back.
import assert from 'node:assert/strict';
import test from 'node:test';
import { HeadscopeError } from 'headscope/core';
import { cores } from './cores.js';
import { generator } from './random.js';

/** @param {number} seed */
function problem(seed) {
  const random = generator(seed);
  const d = 24;
  const square = () => random.tensor([d, d], 0.4);
  return { query: random.tensor([2, 10, d]), numHeads: 3, W_q: square(), W_k: square(), W_v: square(), W_o: square(), isCausal: true };
}

for (const core of cores) {
  test(`a plan gives the bits of one call, ${core.build} build`, () => {
    const args = problem(1);
    const plan = core.prepareMultiHeadAttention({ ...args, stages: ['weights'] });
    plan.run();
    assert.deepEqual(plan.results(), core.multiHeadAttention({ ...args, stages: ['weights'] }));
    plan.dispose();
  });

  test(`a plan follows its inputs, and a growing memory does not lose it, ${core.build} build`, () => {
    const args = problem(2);
    const other = problem(3).query;
    const plan = core.prepareMultiHeadAttention(args);
    plan.input('query').set(other.data);
    const large = { data: new Float32Array(2 ** 22), shape: [1, 1, 2 ** 16, 64] };
    const short = { data: new Float32Array(64), shape: [1, 1, 1, 64] };
    core.scaledDotProductAttention({ query: short, key: large, value: large });
    plan.run();
    assert.deepEqual(plan.view().data.slice(), core.multiHeadAttention({ ...args, query: other }).output.data);
    assert.deepEqual(plan.inputNames, ['query', 'key', 'value']);
    plan.dispose();
  });

  test(`plans give their memory back, ${core.build} build`, () => {
    const args = problem(4);
    core.multiHeadAttention(args);
    const before = core.memoryBytes;
    for (let i = 0; i < 2000; ++i) core.prepareMultiHeadAttention(args).dispose();
    assert.equal(core.memoryBytes, before);
  });

  test(`a disposed plan and unknown names are errors, ${core.build} build`, () => {
    const plan = core.prepareMultiHeadAttention(problem(5));
    assert.throws(() => plan.view('weights'), HeadscopeError);
    assert.throws(() => plan.input('W_q'), HeadscopeError);
    plan.dispose();
    assert.throws(() => plan.run(), /disposed/);
    assert.throws(() => plan.input('query'), /disposed/);
    assert.throws(() => plan.view(), /disposed/);
    plan.dispose();
  });
}
