// Reading how many tests a runner ran from the report it wrote. Each returns undefined when the report is not there or not
// whole, which means the runner fell over before its end.
import fs from 'node:fs';

/** @typedef {{passed: number, failed: number, skipped: number}} Counts */

/** @param {string} file */
function read(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
}

/** Catch2's XML report. @param {string} file @returns {Counts | undefined} */
export function catchCounts(file) {
  const totals = read(file).match(/<OverallResultsCases successes="(\d+)" failures="(\d+)" expectedFailures="(\d+)"(?: skips="(\d+)")?/);
  if (!totals) return undefined;
  const [passed, failed, expected, skipped] = totals.slice(1).map((text) => Number(text ?? 0));
  return { passed: passed + expected, failed, skipped };
}

/** node:test's TAP report. @param {string} file @returns {Counts | undefined} */
export function nodeCounts(file) {
  const text = read(file);
  const count = (/** @type {string} */ name) => Number(text.match(new RegExp(`^# ${name} (\\d+)$`, 'm'))?.[1] ?? NaN);
  const counts = { passed: count('pass'), failed: count('fail') + count('cancelled'), skipped: count('skipped') + count('todo') };
  return Object.values(counts).some(Number.isNaN) ? undefined : counts;
}

/** Playwright's JSON report. @param {string} file @returns {Counts | undefined} */
export function playwrightCounts(file) {
  let report;
  try { report = JSON.parse(read(file)); } catch { return undefined; }
  const { expected, unexpected, flaky, skipped } = report.stats;
  // A test that passed only when tried again has failed once; errors outside tests (a broken config) count as one each.
  return { passed: expected, failed: unexpected + flaky + report.errors.length, skipped };
}
