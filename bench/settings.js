// What the command line says, and how long each suite may take: the whole, or `--quick` in about two minutes with a browser.
import { parseArgs } from 'node:util';
import { tableShapes } from './lib/problem.js';

export const kSuites = ['field', 'frame', 'scaling', 'masks', 'variants', 'memory', 'edits', 'start', 'size'];

const kHelp = `npm run bench -- [options]

  --quick          one process and few rounds: about two minutes with --browser, where the whole takes about fifteen
  --browser        measure in Chromium as well (--chromium PATH, else HEADSCOPE_CHROMIUM, else /usr/bin/chromium)
  --node VERSION   measure in that Node as well, fetched from the npm registry: 24, 22.12.0
  --suites NAMES   some of ${kSuites.join(',')}
  --only WORDS     contenders whose names contain one of these words
  --no-build       measure what is built; the peers are installed all the same
  --readme         put the tables into bench/README.md between its markers
  --from FILE      measure nothing: report (with --readme) the results.json of an earlier run
  --out FOLDER     where results.md and results.json go, else build/bench

Quick takes, in each engine: field 35 s, frame 4, scaling 3, masks 2, variants 3, memory 1, edits 3, start 4; and size 5 s in all.
`;

export function readFlags() {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false }, browser: { type: 'boolean', default: false },
      node: { type: 'string' }, 'no-build': { type: 'boolean', default: false }, only: { type: 'string' }, suites: { type: 'string' },
      readme: { type: 'boolean', default: false }, from: { type: 'string' },
      chromium: { type: 'string', default: process.env.HEADSCOPE_CHROMIUM ?? '/usr/bin/chromium' },
      out: { type: 'string', default: new URL('../build/bench/', import.meta.url).pathname },
    },
  });
  if (values.help) {
    console.log(kHelp);
    process.exit(0);
  }
  const suites = values.suites?.split(',') ?? kSuites;
  const unknown = suites.filter((name) => !kSuites.includes(name));
  if (unknown.length) {
    console.error(`no such suite: ${unknown.join(', ')}; there are ${kSuites.join(', ')}`);
    process.exit(1);
  }
  return { ...values, suites, only: values.only?.split(',') ?? [] };
}

/** Our lengths and widths, and everything else that decides how long a run takes. @param {boolean} quick */
export function settingsOf(quick) {
  /** @type {[number, number][]} */
  const widths = quick ? [[64, 8]] : [[64, 8], [256, 8], [512, 8]];
  const edits = [{ seqLen: 128, dModel: 256, heads: 8 }, { seqLen: 512, dModel: 512, heads: 8 }];
  return {
    field: {
      shapes: tableShapes(),
      // Kernels differ from one process to the next, so several; each has every shape and everybody.
      processes: quick ? 1 : 3,
      timing: quick ? { rounds: 5, sampleMs: 2, warmupMs: 40, warmupBatches: 1, leastRounds: 2, budgetMs: 600, rows: 4, unread: false, quick }
        : { rounds: 9, sampleMs: 20, warmupMs: 300, budgetMs: 12000, rows: 24, unread: true, quick },
    },
    frame: { widths, only: quick ? ['headscope relaxed', 'LiteRT relaxed'] : ['headscope', 'onnxruntime-web', 'LiteRT'] },
    scaling: {
      lengths: [8, 16, 32, 64, 128, 256, 512, 1024, 2048].filter((_, i) => !quick || i % 2 === 0),
      widths: [32, 64, 128, 256, 512, 1024].filter((_, i) => !quick || i % 2 === 1),
      timing: quick ? { rounds: 3, sampleMs: 2, warmupMs: 30, warmupBatches: 1 } : { rounds: 7, sampleMs: 4, warmupMs: 100 },
    },
    masks: {
      shape: quick ? { seqLen: 512, dModel: 512, heads: 8, causal: false } : { seqLen: 1024, dModel: 768, heads: 12, causal: false },
      timing: quick ? { rounds: 3, sampleMs: 2, warmupMs: 30, warmupBatches: 1 } : { rounds: 7, sampleMs: 20, warmupMs: 100 },
    },
    variants: {
      shape: { seqLen: 512, dModel: 768, heads: 12, causal: false },
      timing: quick ? { rounds: 5, sampleMs: 2, warmupMs: 30, warmupBatches: 1 } : { rounds: 21, sampleMs: 20, warmupMs: 100 },
    },
    memory: { lengths: [128, 512, 1024, 2048] },
    edits: { sizes: quick ? edits.slice(0, 1) : edits },
    start: { samples: quick ? 2 : 9 },
  };
}
