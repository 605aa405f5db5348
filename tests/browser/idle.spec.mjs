// Idle means idle: no animation frames and no timers, also when hidden or scrolled away; and memory that does not grow.
import { dragCell, press, rest } from './helpers/drive.mjs';
import { expect, openLab, test } from './helpers/fixtures.mjs';
import { inLab } from './helpers/numbers.mjs';

/** Counts animation-frame callbacks and timers from before the first script on. @param {import('@playwright/test').Page} page */
async function countSchedules(page) {
  await page.addInitScript(() => {
    const counts = { frames: 0, timers: 0 };
    Object.assign(globalThis, { schedules: counts });
    const { requestAnimationFrame: raf, setTimeout: later, setInterval: repeat, requestIdleCallback: idle } = globalThis;
    globalThis.requestAnimationFrame = (work) => raf((now) => { counts.frames++; work(now); });
    Object.assign(globalThis, {
      setTimeout: (/** @type {any} */ work, /** @type {any[]} */ ...rest) => later(() => { counts.timers++; work(); }, ...rest),
      setInterval: (/** @type {any} */ work, /** @type {any[]} */ ...rest) => repeat(() => { counts.timers++; work(); }, ...rest),
      requestIdleCallback: (/** @type {any} */ work) => idle((deadline) => { counts.timers++; work(deadline); }),
    });
  });
  return () => page.evaluate(() => ({ .../** @type {any} */ (globalThis).schedules }));
}

/**
 * Waits until nothing has run for three seconds, longer than anything that an edit starts may wait: the first steps that go away
 * once one is done (2.5 s), the marks of what changed (1 s), keeping the document and a control's hint (0.5 s). A laboratory that
 * never comes to rest fails here, after half a minute.
 * @template {object} Counts
 * @param {import('@playwright/test').Page} page @param {() => Promise<Counts>} counts @returns {Promise<Counts>} what had run until then
 */
async function atRest(page, counts) {
  let last = await counts();
  for (let quiet = 0, looks = 0; quiet < 12; looks++) {
    expect(looks, `still at work: ${JSON.stringify(last)}`).toBeLessThan(120);
    await page.waitForTimeout(250);
    const now = await counts();
    quiet = JSON.stringify(now) === JSON.stringify(last) ? quiet + 1 : 0;
    last = now;
  }
  return last;
}

/**
 * Moves the laboratory out of sight. The browser tells all who watch for that in one go, in the order they asked: so that when it tells
 * this function the laboratory knows.
 * @param {import('@playwright/test').Page} page
 */
const putOutOfSight = (page) => page.evaluate(() => new Promise((resolve) => {
  const place = /** @type {HTMLElement} */ (document.querySelector('.headscope'));
  place.style.transform = 'translateY(3000px)';
  new IntersectionObserver(([entry], observer) => {
    if (entry.isIntersecting) return;
    observer.disconnect();
    resolve(undefined);
  }).observe(place);
}));

test('ten seconds without input run no animation frame and no timer', async ({ page, address }) => {
  const counts = await countSchedules(page);
  await openLab(page, address);
  await press(page, 'causal');
  await dragCell(page, 'W_q', 0, 0, { dy: -20 });
  await page.mouse.move(2, 450);
  const before = await atRest(page, counts);
  expect(before.frames).toBeGreaterThan(0);
  await page.waitForTimeout(10_000);
  expect(await counts()).toEqual(before);
});

test('a laboratory that is scrolled away or not displayed draws nothing, and draws again when it returns', async ({ page, address }) => {
  const counts = await countSchedules(page);
  await openLab(page, address);
  await putOutOfSight(page);
  const before = await atRest(page, counts);
  await inLab(page, (l) => l.set('num_heads', 8));
  await page.waitForTimeout(2000);
  expect(await counts()).toEqual(before);
  expect((await inLab(page, (l) => l.stage('weights').shape))[1]).toBe(8);
  await page.evaluate(() => { /** @type {HTMLElement} */ (document.querySelector('.headscope')).style.transform = ''; });
  await expect.poll(async () => (await counts()).frames).toBeGreaterThan(before.frames);
});

test('what is done through the API is told though nobody sees the picture', async ({ page, address, errors }) => {
  expect(errors).toEqual([]);
  await openLab(page, address);
  await putOutOfSight(page);
  const heard = await inLab(page, async (l) => {
    /** @type {string[]} */
    const told = [];
    for (const name of /** @type {const} */ (['change', 'select', 'view', 'error'])) l.on(name, (detail) => told.push(`${name} ${/** @type {any} */ (detail).source ?? ''}`.trim()));
    const { frames } = l.stats();
    l.set('num_heads', 8);
    await Promise.resolve();
    l.lock({ tensor: 'weights', row: 1, col: 0 });
    l.setView({ theme: 'dark' });
    l.notify('what is wrong', true);
    await Promise.resolve();
    return { told, drawn: l.stats().frames - frames };
  });
  expect(heard).toEqual({ told: ['change api', 'error', 'select', 'view'], drawn: 0 });
});

test('the draw calls do not grow with the number of cells', async ({ lab }) => {
  await rest(lab);
  const small = (await inLab(lab, (l) => l.stats())).drawCalls;
  await inLab(lab, (l) => { l.set('d_model', 128); l.setSentence('w '.repeat(64)); });
  await rest(lab);
  await rest(lab);
  const large = (await inLab(lab, (l) => l.stats())).drawCalls;
  expect(large).toBeLessThanOrEqual(small + 12);
});

test('memory is steady over hundreds of edits, undos and redraws', async ({ lab }) => {
  const work = () => inLab(lab, async (l) => {
    for (let i = 0; i < 24; i++) {
      l.set('num_heads', [1, 2, 4, 8][i % 4]);
      l.fill('W_q', 'gaussian', { seed: i });
      l.stage('scores');
      l.undo();
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    l.reset();
    return l.stats().memoryBytes;
  });
  await work();
  const before = await work();
  await work();
  expect(await work()).toBeLessThanOrEqual(before);
});
