// How long after navigation the first heatmap is on screen: the median of ten fresh loads. Prints, judges nothing.
import { withBrowser } from './helpers/browser.mjs';
import { openLab } from './helpers/fixtures.mjs';
import { inLab } from './helpers/numbers.mjs';

const LOADS = 10;

/** @param {number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

await withBrowser(async (browser, address) => {
  /** @type {Record<string, number[]>} */
  const times = {};
  let stats;
  for (let i = 0; i < LOADS; i++) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await openLab(page, address);
    const marks = await page.evaluate(() => Object.fromEntries([
      ...performance.getEntriesByType('mark').filter((mark) => mark.name.startsWith('headscope')).map((mark) => [mark.name.replace('headscope: ', ''), mark.startTime]),
      ...performance.getEntriesByType('paint').map((paint) => [paint.name, paint.startTime]),
    ]));
    for (const [name, time] of Object.entries(marks)) (times[name] ??= []).push(/** @type {number} */ (time));
    stats = await inLab(page, (lab) => lab.stats());
    await context.close();
  }
  for (const [name, values] of Object.entries(times)) {
    console.log(`${name.padEnd(24)} median ${median(values).toFixed(0)} ms of ${values.length} loads (${Math.min(...values).toFixed(0)} to ${Math.max(...values).toFixed(0)})`);
  }
  console.log(JSON.stringify(stats));
});
