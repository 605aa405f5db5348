// The benchmark: `npm run bench -- [--quick] [--browser] [--readme]`; `--help` has the rest.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describeMachine, processorName } from './lib/machine.js';
import { mergeField } from './lib/merge.js';
import { median } from './lib/timing.js';
import { nodeEngine } from './node/engine.js';
import { buildModules, installNode, installPeers } from './node/install.js';
import { writeReadme } from './report/readme.js';
import { fullReport } from './report/report.js';
import { kSuites, readFlags, settingsOf } from './settings.js';
import { starterNames } from './suites/first-result.js';
import { transferSizes } from './suites/sizes.js';

/** @typedef {import('./node/engine.js').Engine} Engine */

const flags = readFlags();
const settings = settingsOf(flags.quick);
const { only } = flags;

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

/** What each suite runs in an engine; `size` depends on none. @type {Record<string, (engine: Engine) => Promise<any>>} */
const kRunners = {
  async field(engine) {
    const { shapes, processes, timing } = settings.field;
    const runs = [];
    for (let i = 0; i < processes; ++i) runs.push(await engine.run({ kind: 'field', shapes, only, options: timing }));
    return { runs, merged: mergeField(runs) };
  },
  frame: (engine) => engine.run({ kind: 'frame', ...settings.frame, only: only.length ? only : settings.frame.only }),
  scaling: (engine) => engine.run({ kind: 'scaling', ...settings.scaling }),
  masks: (engine) => engine.run({ kind: 'masks', ...settings.masks }),
  variants: (engine) => engine.run({ kind: 'variants', ...settings.variants }),
  memory: (engine) => engine.run({ kind: 'memory', ...settings.memory }),
  edits: (engine) => engine.run({ kind: 'edits', ...settings.edits }),
  async start(engine) {
    /** @type {Record<string, number[]>} */
    const samples = {};
    // In turns here too: a busy moment meets everybody.
    for (let i = 0; i < settings.start.samples; ++i) {
      for (const name of starterNames) (samples[name] ??= []).push(await engine.run({ kind: 'firstResult', name }));
    }
    return Object.fromEntries(starterNames.map((name) => [name, median(samples[name])]));
  },
};

/** @template T @param {string} what @param {() => T | Promise<T>} work */
async function timed(what, work) {
  console.error(`${what} ...`);
  const start = performance.now();
  const result = await work();
  console.error(`${what}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return result;
}

/** @returns {Promise<import('./report/report.js').Results>} */
async function measureAll() {
  const machine = describeMachine();
  console.error(`on ${processorName(machine)}`);
  if (!flags['no-build']) await buildModules();
  installPeers();
  /** @type {Record<string, any>[]} */
  const results = [];
  for (const engine of await engines()) {
    /** @type {Record<string, any>} */
    const result = { engine: engine.name };
    for (const suite of kSuites.filter((name) => flags.suites.includes(name) && name in kRunners)) {
      result[suite] = await timed(`${engine.name}, ${suite}`, () => kRunners[suite](engine));
    }
    results.push(result);
    await engine.close();
  }
  const sizes = flags.suites.includes('size') ? await timed('size', () => transferSizes(flags.quick)) : undefined;
  return { machine, quick: flags.quick, date: new Date().toISOString().slice(0, 10), results, sizes };
}

const all = flags.from ? JSON.parse(readFileSync(flags.from, 'utf8')) : await timed('all', measureAll);
const report = fullReport(all);
console.log(report);
mkdirSync(flags.out, { recursive: true });
writeFileSync(`${flags.out}/results.json`, JSON.stringify(all, null, 1));
writeFileSync(`${flags.out}/results.md`, report);
console.error(`written to results.md and results.json in ${flags.out}`);
if (flags.readme) writeReadme(all);
