// `npm test`: sets up, builds and runs every suite; `-- --only core,wasm,browser` runs those. The last line of the output is
// the sum over all of them. A suite that could not run counts as a failure, so that silence never looks like success.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './cmake.mjs';
import { repository } from './setup/cache.mjs';
import { Failure, main, progress, step } from './setup/run.mjs';
import { setUp } from './setup.mjs';
import { productTargets } from './site.mjs';
import { stage } from './stage.mjs';
import { allSuites } from './test/suites.mjs';

/** @typedef {import('./test/suites.mjs').Suite} Suite */

/** What `--only` names, or undefined for everything. */
function chosenGroups() {
  try {
    const { values } = parseArgs({ options: { only: { type: 'string' } } });
    return values.only?.split(',').filter(Boolean);
  } catch (error) {
    throw new Failure(/** @type {Error} */ (error).message);
  }
}

const total = { passed: 0, failed: 0 };

/** What took how long, for the table at the end. @type {[name: string, seconds: number][]} */
const times = [];
/** @param {string} name @param {number} begin */
function timed(name, begin) {
  const seconds = (performance.now() - begin) / 1000;
  times.push([name, seconds]);
  return seconds.toFixed(1);
}

/** Why tests were not run, as node:test says it. @param {string} output */
const reasonsOfSkipping = (output) => new Set([...output.matchAll(/^ *\ufe63 .* # (?!SKIP$)(.+)$/gm)].map(([, reason]) => reason));

/** @param {Suite} suite */
async function runSuite(suite) {
  const begin = performance.now();
  const { counts, output } = await suite.run().catch((error) => ({ counts: undefined, output: String(error.stack) }));
  const seconds = timed(suite.name, begin);
  const failed = counts ? counts.failed + (counts.passed + counts.failed + counts.skipped === 0 ? 1 : 0) : 1;
  total.passed += counts?.passed ?? 0;
  total.failed += failed;
  const log = path.join(repository, 'build/test-reports', `${suite.name.replaceAll(/\W+/g, '-')}.log`);
  fs.mkdirSync(path.dirname(log), { recursive: true });
  fs.writeFileSync(log, output);
  if (failed > 0) console.log(output.trimEnd().split('\n').slice(-200).join('\n'));
  const summary = counts ? `${counts.passed} passed, ${failed} failed${counts.skipped ? `, ${counts.skipped} SKIPPED` : ''}` : 'DID NOT RUN';
  for (const reason of reasonsOfSkipping(output)) console.log(`  ${suite.name}: skipped, because ${reason}`);
  console.log(`${failed > 0 ? '!' : '+'} ${suite.name}: ${summary} (${seconds} s)`);
}

/** Runs at most `width` of the tasks at a time. @param {number} width */
function lanes(width) {
  let free = width;
  /** @type {(() => void)[]} */
  const waiting = [];
  return async (/** @type {() => Promise<void>} */ task) => {
    if (free > 0) free--;
    else await new Promise((resolve) => waiting.push(() => resolve(undefined)));
    try {
      await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}

/**
 * One build after the other (each uses all processors) while what is already built is tested. The page comes before its layers'
 * test programs, so that browsers have something to do while those are linked.
 * @param {Suite[]} suites
 */
async function runAll(suites) {
  const wants = (/** @type {string} */ name) => suites.some((suite) => suite.build === name);
  const inLane = lanes(2);
  /** @type {Promise<void>[]} */
  const running = [];
  const begin = (/** @type {(suite: Suite) => boolean} */ which) => {
    for (const suite of suites.filter(which)) running.push(inLane(() => runSuite(suite)));
  };
  /** @type {Set<string>} */
  const broken = new Set();
  const attempt = async (/** @type {string} */ name, /** @type {() => Promise<void>} */ work) => {
    const title = name === 'site' ? 'building build/site' : `building ${name}`;
    const begin = performance.now();
    await step(title, work).catch((error) => {
      console.log(error instanceof Failure ? error.message : error);
      broken.add(name);
    });
    timed(title, begin);
  };
  const didNotRun = (/** @type {Suite} */ suite) => {
    total.failed++;
    console.log(`! ${suite.name}: DID NOT RUN, because ${suite.build} was not built`);
  };

  begin((suite) => suite.build === undefined);
  const programs = async (/** @type {string} */ preset) => {
    await attempt(preset, () => build(preset, suites.flatMap((suite) => (suite.build === preset && suite.target ? [suite.target] : []))));
  };
  /** @type {[name: string, make: () => Promise<void>][]} */
  const builds = [
    ['native-debug', () => programs('native-debug')],
    ['site', () => attempt('site', async () => { await build('web-release', productTargets); await stage(); })],
    ['web-release', () => programs('web-release')],
  ];
  for (const [name, make] of builds.filter(([one]) => wants(one))) {
    await make();
    if (!broken.has(name)) begin((suite) => suite.build === name);
  }
  await Promise.all(running);
  for (const suite of suites) if (suite.build && broken.has(suite.build)) didNotRun(suite);
}

await main(async () => {
  const begin = performance.now();
  const machine = await setUp({ tests: true });
  timed('setting up', begin);
  progress.live = false;
  const groups = chosenGroups();
  const suites = allSuites(machine).filter((suite) => !groups || suite.groups.some((group) => groups.includes(group)));
  await runAll(suites);
  console.log('\nSeconds, some of them side by side:');
  for (const [name, seconds] of times) console.log(`${seconds.toFixed(1).padStart(8)}  ${name}`);
  console.log(`${((performance.now() - begin) / 1000).toFixed(1).padStart(8)}  in all\n`);
  if (suites.length === 0) total.failed++;
  if (total.failed > 0) process.exitCode = 1;
});
if (process.exitCode && total.failed === 0) total.failed = 1; // set-up itself failed
console.log(`${total.passed} passed, ${total.failed} failed`);
