// The lessons: every one plays, and what is wrong with one is named.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { inOrder } from '../../web/lessons/edit_text.js';
import { diagnose } from '../../web/lessons/diagnosis.js';
import { readGoal } from '../../web/lessons/goal.js';
import { faultsOf } from '../../tools/lessons/check.mjs';
import { laboratories } from '../../tools/lessons/laboratory.mjs';
import { readLesson } from '../../tools/lessons/read.mjs';
import { checkLessons } from '../../tools/lessons.mjs';

/** @type {Awaited<ReturnType<typeof laboratories>>} */
let laboratory;
before(async () => { laboratory = await laboratories(); });

test('every lesson plays to its end in every language', async () => {
  assert.match(await checkLessons(), /lessons/);
});

/** @param {(lesson: import('../../web/lessons/types.js').Lesson) => void} break_ */
async function faultsAfter(break_) {
  const lesson = structuredClone(readLesson('self-attention-by-hand', 'en'));
  break_(lesson);
  return (await faultsOf(lesson, laboratory)).join('\n');
}

test('a printed number that the laboratory does not give is named with its cell and the exact number', async () => {
  assert.match(await faultsAfter(({ steps }) => steps[3].body.push(['hs-number', { cell: 'scores[0,0,0,0]', printed: '3' }])), /scores.*\{scores\[0,0,0,0\] = 3\} is 2/);
});
test('an address that is no cell is named', async () => {
  assert.match(await faultsAfter(({ steps }) => steps[3].body.push(['hs-number', { cell: 'scores[0,0,9,0]' }])), /\{scores\[0,0,9,0\]\}/);
});
test('a change that the laboratory refuses is named', async () => {
  assert.match(await faultsAfter(({ steps }) => { steps[2].change = 'num_heads=99'; }), /queries-values.*num_heads/);
});
test('a goal that is reached already is named', async () => {
  assert.match(await faultsAfter(({ steps }) => { steps[7].goal = [readGoal('weights[0,0,0,0] < 0.5')]; }), /is reached before the reader does anything/);
});
test('a mistake that gives the right number is named', async () => {
  assert.match(await faultsAfter(({ steps }) => { steps[3].ask = { cell: 'scores[0,0,0,1]', wrong: { transposed: { cell: 'scores[0,0,1,0]' } } }; }), /“transposed” \(4\) cannot be told from “right”/);
});
test('a later edit has the last word, and a matrix that is set anew loses its cells', () => {
  assert.equal(inOrder(['a=1&X[0,0,0]=5&W_q=zero', 'a=2&X=zero', 'X[0,0,1]=3']), 'W_q=zero&a=2&X=zero&X[0,0,1]=3');
});
test('a guess is told from the mistakes it may come from', () => {
  const numbers = new Map([['right', 2], ['unscaled', 4]]), ask = { cell: 'scaled[0,0,0,0]', wrong: {} };
  assert.deepEqual([2.004, 4.01, 3].map((guess) => diagnose(guess, numbers, ask)), ['right', 'unscaled', 'other']);
});
test('a goal that is none is refused with what one looks like', () => {
  assert.throws(() => readGoal('weights[0,0,1,0]<0.5'), /no goal, such as/);
});
