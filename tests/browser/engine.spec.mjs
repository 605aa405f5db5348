// What computes and how fast: told in the status line, and against scalar code on request.
import { control, dragCell, press, rest } from './helpers/drive.mjs';
import { expect, openLab, test } from './helpers/fixtures.mjs';
import { expectCorrect, inLab } from './helpers/numbers.mjs';

/** @typedef {import('@playwright/test').Page} Page */

/** A document whose evaluation takes milliseconds. @param {Page} page */
const enlarge = (page) => inLab(page, (l) => { l.set('d_model', 128); l.set('num_heads', 8); l.setSentence('word '.repeat(128)); });

/** @param {Page} page @param {string} key */
const words = async (page, key) => (await control(page, key).textContent()) ?? '';

/** Waits for the outcome of a comparison and checks that its figures belong together. @param {Page} page */
async function expectOutcome(page, pattern = /SIMD is ([\d.]+) times as fast\. The results differ by at most ([\d.]+e?−?\d*)\./) {
  await expect(control(page, 'engine.outcome')).toHaveText(pattern, { timeout: 20_000 });
  const [, ratio, difference] = pattern.exec(await words(page, 'engine.outcome')) ?? [];
  const speeds = await Promise.all(['engine.simd', 'engine.scalar'].map(async (key) => Number(/([\d.]+) GFLOP\/s/.exec(await words(page, key))?.[1])));
  expect(speeds[0]).toBeGreaterThan(0);
  expect(speeds[0] / speeds[1] / Number(ratio)).toBeCloseTo(1, 1);
  expect(Number(difference.replace('−', '-'))).toBeLessThan(1e-4);
}

test('the line below asks how fast this is and has a figure from the start, which edits then replace', async ({ lab }) => {
  const { engine } = await inLab(lab, (l) => l.catalogue);
  await expect(control(lab, 'engine')).toHaveRole('button');
  await expect(control(lab, 'engine')).toHaveAccessibleName(new RegExp(`^How fast is this\\? wasm ${engine}, [\\d.]+ GFLOP/s$`));
  expect((await inLab(lab, (l) => l.stats())).gflops).toBe(0);
  await enlarge(lab);
  for (let i = 0; i < 12; i++) await inLab(lab, (l, seed) => l.fill('W_q', 'gaussian', { seed }), i);
  await rest(lab);
  await expect(control(lab, 'engine')).toHaveAccessibleName(/GFLOP\/s$/);
  const { gflops, evaluateMs, lastMultiplyAdds, multiplyAdds } = await inLab(lab, (l) => l.stats());
  expect(gflops).toBeGreaterThan(0);
  expect(evaluateMs).toBeGreaterThan(0);
  expect(lastMultiplyAdds).toBeLessThan(multiplyAdds);
});

test('the tile kernel is chosen after the first picture, and no number changes by it', async ({ lab }) => {
  const before = await inLab(lab, (l) => [...l.stage('output').data]);
  for (let i = 0; i < 10; i++) {
    await lab.waitForTimeout(120);
    await lab.mouse.move(300 + 10 * i, 300);
    await rest(lab);
  }
  await expect.poll(async () => (await inLab(lab, (l) => l.stats())).tileKernel).toBeGreaterThanOrEqual(0);
  await inLab(lab, (l) => { l.set('num_heads', 2); l.undo(); });
  expect(await inLab(lab, (l) => [...l.stage('output').data])).toEqual(before);
  await expectCorrect(lab);
});

test('the mouse opens the details, compares with scalar code and closes them', async ({ lab }) => {
  await press(lab, 'engine');
  await press(lab, 'engine.compare');
  await expectOutcome(lab);
  await dragCell(lab, 'X', 2, 1, { dy: -30 });  // the first press closes the details
  await expect(control(lab, 'engine.compare')).toHaveCount(0);
});

test('the keyboard does, too, and the focus returns', async ({ lab }) => {
  await control(lab, 'engine').focus();
  await lab.keyboard.press('Enter');
  await expect(control(lab, 'engine.compare')).toBeFocused();
  await lab.keyboard.press('Enter');
  await expectOutcome(lab);
  await lab.keyboard.press('Escape');
  await expect(control(lab, 'engine.compare')).toHaveCount(0);
  await expect(control(lab, 'engine')).toBeFocused();
});

test('a larger document is measured in pieces between frames, and an edit ends it', async ({ lab }) => {
  await inLab(lab, (l) => { l.set('d_model', 512); l.set('num_heads', 8); l.setSentence('word '.repeat(384)); });
  await rest(lab);
  await press(lab, 'engine');
  // The page itself edits while it measures: between two frames there may be no time to ask it from here.
  const edited = inLab(lab, (l) => new Promise((resolve) => {
    const outcome = () => document.querySelector('.headscope')?.firstElementChild?.shadowRoot?.querySelector('[data-key="engine.outcome"]');
    const look = () => {
      if (outcome()?.textContent === 'Measuring …') resolve(l.set('causal', true));
      else requestAnimationFrame(look);
    };
    look();
  }));
  await press(lab, 'engine.compare');
  await edited;
  await expect(control(lab, 'engine.outcome')).toHaveCount(0);
  await expect(control(lab, 'engine.compare')).toHaveAccessibleName('Compare with scalar code');
  for (let i = 0; i < 3; i++) await rest(lab);  // the details have grown by the speed that is known now
  await press(lab, 'engine.compare');
  await expectOutcome(lab);
});

test('what scalar code would take too long for is refused with the limit', async ({ lab }) => {
  await inLab(lab, (l) => { l.set('d_model', 1024); l.set('num_heads', 8); l.setSentence('word '.repeat(640)); });
  await rest(lab);
  await press(lab, 'engine');
  await press(lab, 'engine.compare');
  await expect(control(lab, 'engine.outcome')).toHaveText(/2\.0 G is the limit/);
});

test.describe('on a phone, in Chinese', () => {
  test.use({ viewport: { width: 390, height: 780 }, locale: 'zh-CN', deviceScaleFactor: 2, isMobile: true, hasTouch: true });

  test('a finger compares on the page of controls', async ({ page, address }) => {
    await openLab(page, address);
    await inLab(page, (l) => l.setView({ tab: 'controls' }));
    await press(page, 'engine.compare');
    await expectOutcome(page, /SIMD 快到 ([\d.]+) 倍；两者结果最多相差 ([\d.]+e?−?\d*)。/);
  });
});
