// How long after navigation the first heatmap is on screen, the median of ten fresh loads; and what an edit costs of our own CPU time, with one
// layer and with six. Prints, judges nothing.
import { withBrowser } from './helpers/browser.mjs';
import { openLab } from './helpers/fixtures.mjs';
import { inLab } from './helpers/numbers.mjs';

const LOADS = 10, EDITS = 120;

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

  for (const layers of [1, 6]) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await openLab(page, address);
    const costs = await inLab(page, async (lab, { layers: count, edits }) => {
      lab.open(`d_model=64&num_heads=8&layers=${count}&text=${'one two three four five six seven eight '.repeat(2).trim().replaceAll(' ', '+')}`);
      const frame = () => new Promise((done) => { requestAnimationFrame(done); });
      const all = [];
      for (let i = 0; i < edits; i++) {
        lab.setCell('W_q[0,0]', i / edits);
        await frame();
        await frame();
        const { evaluateMs, buildMs, renderMs } = lab.stats();
        all.push({ evaluateMs, buildMs, renderMs, sum: evaluateMs + buildMs + renderMs });
      }
      return all;
    }, { layers, edits: EDITS });
    const of = (/** @type {keyof typeof costs[0]} */ name) => median(costs.map((cost) => cost[name])).toFixed(2);
    console.log(`an edit with ${layers} layer${layers > 1 ? 's' : ''} (S 16, d 64, m 8): median ${of('sum')} ms, evaluating ${of('evaluateMs')}, building ${of('buildMs')}, rendering ${of('renderMs')}`);
    await context.close();
  }
});
