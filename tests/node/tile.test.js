// Choosing between the tile kernels: not before the engine has compiled both well, and not for runs too short to gain.
import assert from 'node:assert/strict';
import test from 'node:test';
import { TileChoice } from '../../headless/tile.js';

/** What the module's timing would answer, one after the other. @param {number[]} answers */
function choiceThatHears(answers) {
  const asked = { times: 0 };
  const exports = /** @type {any} */ ({ hs_choose_tile: () => answers[asked.times++] });
  return { choice: new TileChoice(exports, 'auto'), asked };
}

/** @param {import('node:test').TestContext} t @returns {{ms: number}} the time from now on */
function ownClock(t) {
  const clock = { ms: 0 };
  t.mock.method(performance, 'now', () => clock.ms);
  return clock;
}

test('the first answer only warms up; of three later ones the majority counts', (t) => {
  const clock = ownClock(t);
  const { choice, asked } = choiceThatHears([1, 0, 1, 0, 1]);
  for (; clock.ms <= 500; clock.ms += 10) choice.forRun(true);
  assert.equal(asked.times, 4);
  assert.equal(choice.name, 'narrow');
  assert.equal(choice.forRun(true), 0);
});

test('answers are at least a tenth of a second apart, and narrow runs until they are in', (t) => {
  const clock = ownClock(t);
  const { choice, asked } = choiceThatHears([0, 1, 1, 1]);
  for (const [ms, times] of [[0, 1], [99, 1], [100, 2], [150, 2], [200, 3]]) {
    clock.ms = ms;
    assert.equal(choice.forRun(true), 0);
    assert.equal(asked.times, times);
    assert.equal(choice.name, undefined);
  }
  clock.ms = 300;
  assert.equal(choice.forRun(true), 1);
  assert.equal(choice.name, 'wide');
});

test('short runs and a kernel that was asked for by name are not timed', () => {
  const { choice, asked } = choiceThatHears([]);
  assert.equal(choice.forRun(false), 0);
  assert.equal(asked.times, 0);
  const named = new TileChoice(/** @type {any} */ ({}), 'wide');
  assert.equal(named.forRun(true), 1);
  assert.equal(new TileChoice(/** @type {any} */ ({}), 'other').valid, false);
});
