// How time and memory grow with the sequence and the width, with exponents fitted to the time and to the arithmetic alike.
import { flops, makeInputs } from '../lib/problem.js';
import { fitExponent, interleave } from '../lib/timing.js';

/** @typedef {ReturnType<typeof import('../lib/timing.js').quietness>} Quietness
 * @typedef {import('../lib/timing.js').TimingOptions} TimingOptions
 * @typedef {import('../contenders/contender.js').Contender} Contender
 * @typedef {{size: number, flops: number, withWeights: number, without: number}} Point milliseconds
 * @typedef {{from: number, to: number, arithmetic: number, withWeights: number, without: number}} Exponents of the size
 * @typedef {{points: Point[], all: Exponents, large: Exponents | undefined}} Growth */

/** Below this a pass is calls and set-up as much as arithmetic. */
const kOverheadMs = 0.1;

/** @param {Contender} contender @param {import('../lib/problem.js').Shape} shape @param {number} size
 * @param {TimingOptions} timing @param {Quietness} quietly @returns {Promise<Point>} */
async function point(contender, shape, size, timing, quietly) {
  const inputs = makeInputs(shape);
  const both = [await contender.prepare(shape, inputs), await contender.prepare(shape, inputs, { weights: false })];
  const [withWeights, without] = await interleave(both, timing, quietly);
  for (const prepared of both) await prepared.dispose();
  return { size, flops: flops(shape), withWeights: withWeights.ms, without: without.ms };
}

/** @param {Point[]} points @returns {Exponents} */
function exponents(points) {
  const of = (/** @type {(point: Point) => number} */ value) => fitExponent(points.map(({ size }) => size), points.map(value));
  return {
    from: points[0].size, to: points[points.length - 1].size,
    arithmetic: of((p) => p.flops), withWeights: of((p) => p.withWeights), without: of((p) => p.without),
  };
}

/** @param {Point[]} points @returns {Growth} */
function growth(points) {
  const large = points.filter(({ withWeights }) => withWeights > kOverheadMs);
  return { points, all: exponents(points), large: large.length > 1 ? exponents(large) : undefined };
}

/** @param {Contender} contender
 * @param {{lengths: number[], widths: number[], timing: TimingOptions}} sizes @param {Quietness} quietly */
export async function scaling(contender, { lengths, widths, timing }, quietly) {
  const at = (/** @type {number} */ seqLen, /** @type {number} */ dModel, /** @type {number} */ size) =>
    point(contender, { seqLen, dModel, heads: 8, causal: false }, size, timing, quietly);
  const byLength = [];
  for (const seqLen of lengths) byLength.push(await at(seqLen, 64, seqLen));
  const byWidth = [];
  for (const dModel of widths) byWidth.push(await at(128, dModel, dModel));
  return { name: contender.name, byLength: growth(byLength), byWidth: growth(byWidth) };
}

/** Memory of a fresh core after one pass, with and without the weights.
 * @param {() => Promise<Contender>} fresh @param {number[]} lengths */
export async function memory(fresh, lengths) {
  const rows = [];
  for (const seqLen of lengths) {
    const shape = { seqLen, dModel: 64, heads: 8, causal: false };
    const bytes = [];
    for (const weights of [false, true]) {
      const contender = await fresh();
      const prepared = await contender.prepare(shape, makeInputs(shape), { weights });
      await prepared.run();
      bytes.push(contender.memoryBytes?.() ?? 0);
    }
    rows.push({ seqLen, without: bytes[0], withWeights: bytes[1], weights: 8 * seqLen * seqLen * 4, sequence: seqLen * shape.dModel * 4 });
  }
  return rows;
}
