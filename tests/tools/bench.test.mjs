// The benchmark's arithmetic on figures made up here: whose limit a build is held against, and what the tables say they are of.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { processorDetail, processorName } from '../../bench/lib/machine.js';
import { limitShare, limitVerdict, mergeField } from '../../bench/lib/merge.js';
import { measuredSection } from '../../bench/report/readme.js';
import { fullReport } from '../../bench/report/report.js';

const machine = { processor: 'Imaginary 9000', detail: 'family 6 model 1, AVX2', threads: 2, system: 'Linux 6' };

/** One process at one shape, on a processor that adds and multiplies at 43 and fuses at 59. @param {number} simd @param {number} relaxed */
function run(simd, relaxed) {
  const entry = { kind: '', ms: 1, quiet: 1, outputError: 1e-7, weightsError: 1e-8 };
  return [{
    shape: '128×256×8',
    entries: [
      { ...entry, name: 'headscope simd', gflops: simd }, { ...entry, name: 'headscope relaxed', gflops: relaxed },
      ...['onnxruntime-web', 'LiteRT simd', 'LiteRT relaxed', 'tfjs-wasm'].map((name) => ({ ...entry, name, gflops: 20 })),
    ],
    limits: [{ name: 'mul+add ×12', gflops: 41 }, { name: 'mul+add ×13', gflops: 43 }, { name: 'madd ×10', gflops: 59 }],
  }];
}

test('each build is held against the limit of its own arithmetic', () => {
  const [row] = mergeField([run(38.7, 53.1)]);
  assert.deepEqual(row.limits, { simd: 43, relaxed: 59 });
  assert.ok(Math.abs(limitShare(row, 'headscope simd') - 90) < 1e-9);
  assert.ok(Math.abs(limitShare(row, 'headscope relaxed') - 90) < 1e-9);
});

test('a promise that one build breaks is the fault of that build alone', () => {
  const [row] = mergeField([run(30, 53.1)]);
  assert.equal(limitVerdict(row, 'headscope simd'), false);
  assert.equal(limitVerdict(row, 'headscope relaxed'), true);
});

test('of several processes Headscope has the median and the limit is the best seen', () => {
  const runs = [run(30, 50), run(36, 51), run(38, 52)];
  runs[2][0].limits[1].gflops = 44;
  const [row] = mergeField(runs);
  assert.equal(row.gflops['headscope simd'], 36);
  assert.equal(row.limits.simd, 44);
});

test('the tables and the report name the processor and both limits', () => {
  const all = { machine, quick: true, date: '2000-01-01', results: [{ engine: 'Node v20.0.0', field: { merged: mergeField([run(38.7, 53.1)]) } }] };
  const section = measuredSection(all);
  assert.match(section.replaceAll('\n', ' '), /of an Imaginary 9000 \(family 6 model 1, AVX2, 2 logical processors\)/);
  assert.match(section, /limits 43\.0 \/ 59\.0/);
  assert.match(section, /\| +90 \/ 90 \|/);
  const report = fullReport(all);
  assert.match(report, /an Imaginary 9000/);
  assert.match(report, /\| +43\.0 \| +59\.0 \| +90 \| +90 \|/);
});

test('what a virtual machine calls alike is told apart by family, model and vectors', () => {
  const cpuinfo = 'processor\t: 0\ncpu family\t: 25\nmodel\t\t: 17\nmodel name\t: AMD EPYC\nflags\t\t: fpu sse2 avx2 avx512f\n';
  assert.equal(processorDetail(cpuinfo), 'family 25 model 17, AVX-512');
  assert.equal(processorDetail(''), undefined);
  assert.equal(processorName({ processor: 'Imaginary', threads: 4, system: '' }), 'an Imaginary (4 logical processors)');
});

test('the page the tables go to has the place for them', () => {
  const page = fs.readFileSync(path.resolve(import.meta.dirname, '../../bench/README.md'), 'utf8');
  assert.match(page, /<!-- measured: written by npm run bench -- --readme -->\n[^]*\n<!-- measured: end -->\n/);
});
