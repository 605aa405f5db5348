// The tile kernel of a run: as told, or the module's choice once there is one.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Tile } from '../../headless/tile.js';

/** A module that answers so, one call after the other. @param {number[]} answers */
function moduleThatSays(answers) {
  const asked = { times: 0 };
  return { asked, exports: /** @type {any} */ ({ hs_choose_tile: () => answers[asked.times++] }) };
}

test('narrow runs until the module has chosen, and then nobody asks again', () => {
  const { asked, exports } = moduleThatSays([-1, -1, 1]);
  const tile = new Tile(exports, 'auto');
  assert.equal(tile.name, undefined);
  assert.deepEqual([1, 2, 3, 4, 5].map(() => tile.forRun(true)), [0, 0, 1, 1, 1]);
  assert.equal(asked.times, 3);
  assert.equal(tile.name, 'wide');
});

test('short runs ask for no timing', () => {
  const { asked, exports } = moduleThatSays([1]);
  const tile = new Tile(exports, 'auto');
  assert.equal(tile.forRun(false), 0);
  assert.equal(asked.times, 0);
});

test('a kernel that was asked for by name runs from the start, and no other name is known', () => {
  const { asked, exports } = moduleThatSays([]);
  assert.equal(new Tile(exports, 'wide').forRun(true), 1);
  assert.equal(asked.times, 0);
  assert.ok(!Tile.isKnown('other'));
});
