// The largest sequence that is recomputed, weights included, within one frame of a 60 Hz display.
import { makeInputs } from '../lib/problem.js';
import { interleave } from '../lib/timing.js';

const kFrameMs = 16.7;
const kStep = 8;

/** @typedef {ReturnType<typeof import('../lib/timing.js').quietness>} Quietness */

/** Median milliseconds at one length.
 * @param {import('../contenders/contender.js').Contender} contender
 * @param {import('../lib/problem.js').Shape} shape @param {Quietness} quietly */
async function timeAt(contender, shape, quietly) {
  const inputs = makeInputs(shape);
  const prepared = await contender.prepare(shape, inputs);
  const [{ ms }] = await interleave([prepared], { rounds: 5, sampleMs: 1, warmupMs: 150 }, quietly);
  await prepared.dispose();
  return ms;
}

/** Bisects in steps of eight between what surely fits and what surely does not.
 * @param {import('../contenders/contender.js').Contender} contender
 * @param {number} dModel @param {number} heads @param {Quietness} quietly */
async function largestLength(contender, dModel, heads, quietly) {
  const fits = async (/** @type {number} */ steps) =>
    (await timeAt(contender, { seqLen: steps * kStep, dModel, heads, causal: false }, quietly)) <= kFrameMs;
  let low = 1;
  let high = 2;
  while (high * kStep <= 4096 && (await fits(high))) [low, high] = [high, high * 2];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (await fits(middle)) low = middle;
    else high = middle;
  }
  return low * kStep;
}

/** @param {import('../contenders/contender.js').Contender[]} contenders
 * @param {[dModel: number, heads: number][]} widths @param {Quietness} quietly
 * @param {(name: string) => void} progress */
export async function frameLengths(contenders, widths, quietly, progress) {
  const rows = [];
  for (const contender of contenders) {
    progress(contender.name);
    const lengths = [];
    for (const [dModel, heads] of widths) lengths.push(await largestLength(contender, dModel, heads, quietly));
    rows.push({ name: contender.name, lengths });
  }
  return { widths, rows };
}
