// The suites `npm test` runs: what each is called, what has to be built for it, and how it is run and counted.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { buildFolder, engines } from '../cmake.mjs';
import { repository } from '../setup/cache.mjs';
import { run } from '../setup/run.mjs';
import { checkSize } from '../size.mjs';
import { filesBelow } from '../stage.mjs';
import { catchCounts, nodeCounts, playwrightCounts } from './counts.mjs';

/**
 * @typedef {import('./counts.mjs').Counts} Counts
 * @typedef {object} Suite
 * @property {string} name
 * @property {string[]} groups what `--only` calls it by
 * @property {string | undefined} build the preset to build first, or 'site' for the whole page
 * @property {string} [target] what of that preset, when not the page
 * @property {() => Promise<Outcome>} run
 * @typedef {{counts: Counts | undefined, output: string}} Outcome
 */

const reports = path.join(repository, 'build/test-reports');

/** The builds C++ tests run in. */
const native = { preset: 'native-debug', suffix: '', title: 'native with sanitizers' };
const web = engines.map((engine) => ({ preset: 'web-release', ...engine }));

/** The test programs and where each runs. Interface and app as WebAssembly are the page itself, which the browser tests drive. */
const programs = [
  { layer: 'core', builds: [native, ...web] },
  { layer: 'lab', builds: [native, ...web] },
  { layer: 'ui', builds: [native] },
  { layer: 'app', builds: [native] },
];

/** @param {string} name */
function reportFile(name) {
  fs.mkdirSync(reports, { recursive: true });
  const file = path.join(reports, name.replaceAll(' ', '-'));
  fs.rmSync(file, { force: true });
  return file;
}

/**
 * Runs a test program; that it fails is a result, not an error.
 * @param {string} program @param {string[]} args @param {NodeJS.ProcessEnv} [env]
 */
function attempt(program, args, env) {
  return run(program, args, { cwd: repository, env: { ...process.env, ...env } })
    .then((output) => ({ output, ok: true }), (error) => ({ output: String(error.message), ok: false }));
}

/** A failure the counts do not show, such as a crash at exit, still counts. @param {Counts | undefined} counts @param {boolean} ok */
const reconcile = (counts, ok) => (counts && !ok && counts.failed === 0 ? { ...counts, failed: 1 } : counts);

/** What Node needs to be told before it runs relaxed SIMD: newer ones have it anyway, and do not know the option. */
const nodeFlags = ['--experimental-wasm-relaxed-simd'].filter((flag) => spawnSync(process.execPath, [flag, '--eval', '']).status === 0);

/** @param {string} layer @param {typeof native} build @returns {Suite} */
function catchSuite(layer, { preset, suffix, title }) {
  const isWeb = preset.startsWith('web');
  const name = `${layer}, ${title}`;
  return {
    name,
    groups: [layer, isWeb ? 'wasm' : 'native'],
    build: preset,
    target: `${layer}_tests${suffix}`,
    async run() {
      const report = reportFile(`${layer}-${preset}${suffix}.xml`);
      const program = path.join(buildFolder(preset), 'tests', layer, `${layer}_tests${suffix}${isWeb ? '.cjs' : ''}`);
      const args = ['--reporter', `xml::out=${report}`, '--reporter', 'console', '--colour-mode', 'none'];
      const environment = { UBSAN_OPTIONS: 'print_stacktrace=1', ASAN_OPTIONS: 'detect_leaks=1' };
      const { output, ok } = isWeb
        ? await attempt(process.execPath, [...nodeFlags, program, ...args])
        : await attempt(program, args, environment);
      return { counts: reconcile(catchCounts(report), ok), output };
    },
  };
}

/** @param {string} group @param {string} folder @param {string} [build] @param {string} [target] @returns {Suite} */
function nodeSuite(group, folder, build, target) {
  return {
    name: group,
    groups: [group],
    build,
    target,
    async run() {
      const where = path.join(repository, folder);
      const files = fs.existsSync(where) ? filesBelow(where).filter((file) => /\.tests?\.m?js$/.test(file)) : [];
      if (files.length === 0) return { counts: undefined, output: `${folder} has no tests.` };
      const report = reportFile(`${group}.tap`);
      const { output, ok } = await attempt(process.execPath, ['--test', '--test-reporter', 'spec',
        '--test-reporter-destination', 'stdout', '--test-reporter', 'tap', '--test-reporter-destination', report,
        ...files.map((file) => path.join(where, file))]);
      return { counts: reconcile(nodeCounts(report), ok), output };
    },
  };
}

/** A check that is one test: it passes or says what is wrong. @param {() => Promise<string>} check */
async function single(check) {
  try {
    return { counts: { passed: 1, failed: 0, skipped: 0 }, output: await check() };
  } catch (error) {
    return { counts: { passed: 0, failed: 1, skipped: 0 }, output: String(/** @type {Error} */ (error).message) };
  }
}

/** @param {string | undefined} chromium @returns {Suite} */
function browserSuite(chromium) {
  return {
    name: 'browser',
    groups: ['browser'],
    build: 'site',
    async run() {
      const config = path.join(repository, 'tests/browser/playwright.config.mjs');
      if (!fs.existsSync(config)) return { counts: undefined, output: `${config} is missing.` };
      const report = reportFile('browser.json');
      const { output, ok } = await attempt(process.execPath, [path.join(repository, 'node_modules/@playwright/test/cli.js'),
        'test', '--config', config, '--reporter', 'list,json'], {
        PLAYWRIGHT_JSON_OUTPUT_NAME: report, HEADSCOPE_CHROMIUM: chromium, FORCE_COLOR: '0',
      });
      return { counts: reconcile(playwrightCounts(report), ok), output };
    },
  };
}

/** Every suite, quick ones first. @param {{chromium: string | undefined}} machine @returns {Suite[]} */
export function allSuites({ chromium }) {
  const compiler = path.join(repository, 'node_modules/typescript/bin/tsc');
  return [
    nodeSuite('layers', 'tests/layers'),
    nodeSuite('tools', 'tests/tools'),
    { name: 'types', groups: ['types'], build: undefined, run: () => single(() => run(process.execPath, [compiler, '--project', repository])) },
    ...programs.flatMap(({ layer, builds }) => builds.map((build) => catchSuite(layer, build))),
    nodeSuite('api', 'tests/api', native.preset, 'app_replies'),
    nodeSuite('node', 'tests/node', 'site'),
    { name: 'size', groups: ['size'], build: 'site', run: () => single(async () => checkSize()) },
    browserSuite(chromium),
    nodeSuite('engines', 'tests/engines', 'site'),
  ];
}
