// The largest sequence that is recomputed, weights included, within one frame of a 60 Hz display.
import { flops, makeInputs } from '../lib/problem.js';
import { interleave } from '../lib/timing.js';
import { returned } from './field.js';

const kFrameMs = 16.7;
const kStep = 8;
const kLongest = 4096;

/** @typedef {ReturnType<typeof import('../lib/timing.js').quietness>} Quietness */

/** Median milliseconds at one length, from the input to weights that can be read.
 * @param {import('../contenders/contender.js').Contender} contender
 * @param {import('../lib/problem.js').Shape} shape @param {Quietness} quietly */
async function timeAt(contender, shape, quietly) {
  const prepared = await contender.prepare(shape, makeInputs(shape));
  const [{ ms }] = await interleave([returned(prepared)], { rounds: 5, sampleMs: 1, warmupMs: 120, budgetMs: 500 }, quietly);
  await prepared.dispose();
  return ms;
}

/** Bisects in steps of eight, each time where the frame would be full if time grew as the arithmetic does.
 * @param {import('../contenders/contender.js').Contender} contender
 * @param {number} dModel @param {number} heads @param {Quietness} quietly */
async function largestLength(contender, dModel, heads, quietly) {
  const shapeOf = (/** @type {number} */ steps) => ({ seqLen: steps * kStep, dModel, heads, causal: false });
  let [low, high] = [0, kLongest / kStep + 1];
  let steps = 32;
  while (high - low > 1) {
    const ms = await timeAt(contender, shapeOf(steps), quietly);
    if (ms <= kFrameMs) low = steps;
    else high = steps;
    const work = (flops(shapeOf(steps)) * kFrameMs) / ms;
    let next = low + 1;
    while (next < high - 1 && flops(shapeOf(next + 1)) <= work) ++next;
    steps = next;
  }
  return low * kStep;
}

/** @param {import('../contenders/contender.js').Contender[]} contenders
 * @param {[dModel: number, heads: number][]} widths @param {Quietness} quietly
 * @param {(name: string) => void} progress */
export async function frameLengths(contenders, widths, quietly, progress) {
  const rows = [];
  for (const contender of contenders) {
    const lengths = [];
    for (const [dModel, heads] of widths) lengths.push(await largestLength(contender, dModel, heads, quietly));
    progress(`${contender.name}: ${lengths.join(', ')}`);
    rows.push({ name: contender.name, lengths });
  }
  return { widths, rows };
}
