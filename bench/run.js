// The benchmark: `npm run bench -- [--quick] [--browser] [--node VERSION] [--no-build] [--only WORD,...] [--suites NAME,...]`.
import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { mergeField } from './lib/merge.js';
import { tableShapes } from './lib/problem.js';
import { median } from './lib/timing.js';
import { nodeEngine } from './node/engine.js';
import { buildModules, installNode, installPeers } from './node/install.js';
import { editsReport, fieldReport, frameReport, memoryReport, scalingReport, sizeReport, startReport } from './report/report.js';
import { starterNames } from './suites/first-result.js';
import { transferSizes } from './suites/sizes.js';

/** @typedef {import('./node/engine.js').Engine} Engine */

const kSuites = ['field', 'frame', 'scaling', 'memory', 'edits', 'start', 'size'];

const { values: flags } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false }, browser: { type: 'boolean', default: false }, node: { type: 'string' },
    'no-build': { type: 'boolean', default: false }, only: { type: 'string' }, suites: { type: 'string' },
    chromium: { type: 'string', default: process.env.HEADSCOPE_CHROMIUM ?? '/usr/bin/chromium' },
    out: { type: 'string', default: new URL('../build/bench/', import.meta.url).pathname },
  },
});
const suites = flags.suites?.split(',') ?? kSuites;
const only = flags.only?.split(',') ?? [];
const quick = flags.quick;

/** @returns {Promise<Engine[]>} */
async function engines() {
  const list = [await nodeEngine(process.execPath, true)];
  if (flags.node) list.push(await nodeEngine(installNode(flags.node), false));
  if (flags.browser) {
    const { chromiumEngine } = await import('./page/engine.js');
    list.push(await chromiumEngine(flags.chromium));
  }
  return list;
}

/** Every shape in one process, so that all is interleaved; several processes, because kernels differ from one to the next.
 * @param {Engine} engine */
async function field(engine) {
  const options = quick ? { rounds: 5, sampleMs: 2, warmupMs: 60, rows: 4 } : { rounds: 11, sampleMs: 5, warmupMs: 400, rows: 24 };
  const runs = [];
  for (let process = 0; process < (quick ? 1 : 3); ++process) {
    console.error(`${engine.name}: the field, process ${process + 1}`);
    runs.push(await engine.run({ kind: 'field', shapes: tableShapes(), only, options }));
  }
  return { runs, merged: mergeField(runs) };
}

/** @param {Engine} engine */
async function start(engine) {
  /** @type {Record<string, number>} */
  const result = {};
  for (const name of starterNames) {
    const samples = [];
    for (let i = 0; i < (quick ? 3 : 9); ++i) samples.push(await engine.run({ kind: 'firstResult', name }));
    result[name] = median(samples);
  }
  return result;
}

/** @param {Engine} engine @param {(text: string) => void} print */
async function measure(engine, print) {
  /** @type {Record<string, any>} */
  const result = { engine: engine.name };
  if (suites.includes('field')) {
    result.field = await field(engine);
    print(fieldReport(engine.name, result.field.merged));
  }
  if (suites.includes('frame')) {
    const peers = quick ? ['headscope relaxed', 'LiteRT relaxed'] : ['headscope', 'onnxruntime-web', 'LiteRT'];
    result.frame = await engine.run({ kind: 'frame', only: only.length ? only : peers, widths: quick ? [[64, 8]] : [[64, 8], [256, 8], [512, 8]] });
    print(frameReport(engine.name, result.frame));
  }
  if (suites.includes('scaling')) {
    const lengths = [8, 16, 32, 64, 128, 256, 512, 1024, 2048].filter((_, i) => !quick || i % 2 === 0);
    result.scaling = await engine.run({ kind: 'scaling', lengths, widths: [32, 64, 128, 256, 512, 1024] });
    print(scalingReport(engine.name, result.scaling));
  }
  if (suites.includes('memory')) {
    result.memory = await engine.run({ kind: 'memory', lengths: [128, 512, 1024, 2048] });
    print(memoryReport(engine.name, result.memory));
  }
  if (suites.includes('edits')) {
    const sizes = [{ seqLen: 128, dModel: 256, heads: 8 }, { seqLen: 512, dModel: 512, heads: 8 }];
    result.edits = await engine.run({ kind: 'edits', sizes: quick ? sizes.slice(0, 1) : sizes });
    print(editsReport(engine.name, result.edits));
  }
  if (suites.includes('start')) result.start = await start(engine);
  return result;
}

if (!flags['no-build']) await buildModules();
installPeers();
const report = [`# Headscope benchmark, ${new Date().toISOString().slice(0, 10)}, ${os.cpus()[0].model}, one thread\n`];
const print = (/** @type {string} */ text) => {
  report.push(text);
  console.log(text);
};
/** @type {Record<string, any>[]} */
const results = [];
for (const engine of await engines()) {
  results.push(await measure(engine, print));
  await engine.close();
}
const names = results.map(({ engine }) => engine);
if (suites.includes('start')) {
  print(startReport(names, starterNames.map((name) => ({ name, ms: Object.fromEntries(results.map(({ engine, start: s }) => [engine, s[name]])) }))));
}
const sizes = suites.includes('size') ? transferSizes(quick) : undefined;
if (sizes) print(sizeReport(sizes));
mkdirSync(flags.out, { recursive: true });
writeFileSync(`${flags.out}/results.json`, JSON.stringify({ machine: os.cpus()[0].model, results, sizes }, null, 1));
writeFileSync(`${flags.out}/results.md`, report.join('\n'));
console.error(`written to ${flags.out}results.md and results.json`);
