// The jobs a run consists of, the same in Node and in a page: what comes in is JSON, and so is what goes out.
import { headscope } from '../contenders/headscope.js';
import { loadContenders } from '../contenders/all.js';
import { editCosts } from '../suites/edits.js';
import { fieldRow } from '../suites/field.js';
import { firstResult } from '../suites/first-result.js';
import { frameLengths } from '../suites/frame.js';
import { maskCosts } from '../suites/masks.js';
import { memory, scaling } from '../suites/scaling.js';
import { variantCosts } from '../suites/variants.js';
import { hasRelaxedSimd, limitKernels } from './limit.js';
import { quietness, touchMemory } from './timing.js';

/** @typedef {{peers: import('../contenders/contender.js').Peers, core: string, native: string | undefined, log: (text: string) => void,
 *   read: (name: string) => Promise<BufferSource>}} Host `read` gives a file of build/bench
 * @typedef {import('./problem.js').Shape} Shape
 *
 * @typedef {{kind: 'field', shapes: Shape[], only: string[], options: import('../suites/field.js').FieldOptions}} FieldJob
 * @typedef {{kind: 'frame', only: string[], widths: [number, number][]}} FrameJob
 * @typedef {{kind: 'scaling', lengths: number[], widths: number[], timing: import('./timing.js').TimingOptions}} ScalingJob
 * @typedef {{kind: 'masks', shape: Shape, timing: import('./timing.js').TimingOptions}} MasksJob
 * @typedef {{kind: 'variants', shape: Shape, timing: import('./timing.js').TimingOptions}} VariantsJob
 * @typedef {{kind: 'memory', lengths: number[]}} MemoryJob
 * @typedef {{kind: 'edits', sizes: {seqLen: number, dModel: number, heads: number}[]}} EditsJob
 * @typedef {{kind: 'firstResult', name: string}} FirstResultJob
 * @typedef {FieldJob | FrameJob | ScalingJob | MasksJob | VariantsJob | MemoryJob | EditsJob | FirstResultJob} Job */

/** Until the calls of the smallest shape have reached the engines' last tier. */
const kFirstWarmupMs = 250;

const ourKind = () => (hasRelaxedSimd() ? 'relaxed' : 'simd');

/** @param {Job} job @param {Host} host @returns {Promise<any>} */
export async function runJob(job, host) {
  if (job.kind === 'firstResult') return firstResult(job.name, host.peers, host.core);
  if (job.kind === 'memory') return memory(() => headscope(host.core, ourKind()), job.lengths);
  const kernels = limitKernels();
  // The last kernel, because engines compile the plain ones now well, now less well.
  const quietly = quietness(kernels[kernels.length - 1].run);
  if (job.kind === 'edits') {
    const results = [];
    for (const size of job.sizes) results.push(await editCosts(host.read, size, quietly));
    return results;
  }
  if (job.kind === 'masks') return maskCosts(await headscope(host.core, ourKind()), job.shape, job.timing, quietly);
  if (job.kind === 'variants') return variantCosts(await headscope(host.core, ourKind()), job.shape, job.timing, quietly);
  if (job.kind === 'scaling') return scaling(await headscope(host.core, ourKind()), job, quietly);
  const contenders = await loadContenders(host.peers, { core: host.core, native: host.native, only: job.only });
  touchMemory();
  if (job.kind === 'frame') return frameLengths(contenders, job.widths, quietly, host.log);
  const rows = [];
  for (const shape of job.shapes) {
    // What a library does around its kernels is the same for every shape: the first warms it up.
    const warmupMs = rows.length ? job.options.warmupMs : Math.max(kFirstWarmupMs, job.options.warmupMs);
    const row = await fieldRow(contenders, shape, { ...job.options, warmupMs }, kernels, quietly);
    host.log(`${row.shape}: ${row.entries.map(({ name, gflops }) => `${name} ${gflops.toFixed(1)}`).join(', ')}`);
    rows.push(row);
  }
  return rows;
}
