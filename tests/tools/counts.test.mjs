// Counting what the runners report, so that the sum at the end is the truth; a report that broke off is no report.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { catchCounts, nodeCounts, playwrightCounts } from '../../tools/test/counts.mjs';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'headscope-counts-'));
after(() => fs.rmSync(folder, { recursive: true }));

/** @param {string} text */
function report(text) {
  const file = path.join(folder, 'report');
  fs.writeFileSync(file, text);
  return file;
}

test('Catch2', () => {
  assert.deepEqual(catchCounts(report('<x><OverallResultsCases successes="5" failures="2" expectedFailures="1" skips="3"/></x>')),
    { passed: 6, failed: 2, skipped: 3 });
  assert.equal(catchCounts(report('<Catch2TestRun><TestCase name="crashed">')), undefined);
  assert.equal(catchCounts(path.join(folder, 'none')), undefined);
});

test('node:test', () => {
  const text = ['tests 9', 'suites 0', 'pass 5', 'fail 1', 'cancelled 1', 'skipped 1', 'todo 1'].map((line) => `# ${line}`).join('\n');
  assert.deepEqual(nodeCounts(report(text)), { passed: 5, failed: 2, skipped: 2 });
  assert.equal(nodeCounts(report('ok 1 - one')), undefined);
});

test('Playwright', () => {
  const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 2 };
  assert.deepEqual(playwrightCounts(report(JSON.stringify({ stats, errors: [{}] }))), { passed: 4, failed: 3, skipped: 2 });
  assert.equal(playwrightCounts(report('{"stats":')), undefined);
});
