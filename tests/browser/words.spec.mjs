// What the page says of itself: what to try, the open preset, legend and help, errors where they belong, on every keyboard.
import { boxOf, control, expectParam, message, press, rest } from './helpers/drive.mjs';
import { expect, openLab, test } from './helpers/fixtures.mjs';
import { inLab } from './helpers/numbers.mjs';

/** The key of the control with the focus. @param {import('@playwright/test').Page} page */
const focused = (page) => page.evaluate(() => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return /** @type {HTMLElement} */ (element)?.dataset.key ?? element?.tagName;
});

test('the things to try go when one of them is done, and an author can leave them out', async ({ lab }) => {
  await expect(control(lab, 'first_steps')).toBeAttached();
  await press(lab, 'try.heads');
  await rest(lab);
  expect(await focused(lab)).toBe('num_heads.4');
  await lab.keyboard.press('ArrowRight');
  await expectParam(lab, 'num_heads', 8);
  await expect(control(lab, 'first_steps')).toHaveCount(0, { timeout: 10_000 });
  await inLab(lab, (l) => l.setView({ first_steps: true }));
  await expect(control(lab, 'first_steps')).toBeAttached();
  await inLab(lab, (l) => l.setView({ first_steps: false }));
  await expect(control(lab, 'first_steps')).toHaveCount(0);
});

for (const [left, right] of [['[', ']'], ['<', '>']]) {
  test(`${left} and ${right} change the head, wherever the focus is`, async ({ lab }) => {
    const head = async () => (await inLab(lab, (l) => l.view())).head;
    await press(lab, 'W_q');
    await lab.keyboard.press(right);
    await expect.poll(head).toBe(1);
    await control(lab, 'causal').focus();
    await lab.keyboard.press(right);
    await expect.poll(head).toBe(2);
    await lab.keyboard.press(left);
    await expect.poll(head).toBe(1);
    await lab.keyboard.press('4');
    await expect.poll(head).toBe(3);
  });
}

test('help takes the focus, keeps Tab inside, and Escape gives the focus back', async ({ lab }) => {
  await control(lab, 'help').focus();
  await lab.keyboard.press('Enter');
  await expect(lab.getByRole('dialog', { name: 'Mouse and keyboard' })).toBeAttached();
  await expect.poll(() => focused(lab)).toBe('close_help');
  for (const key of ['open_legend', 'close_help', 'open_legend']) {
    await lab.keyboard.press('Tab');
    await rest(lab);
    expect(await focused(lab)).toBe(key);
  }
  await lab.keyboard.press('Shift+Tab');
  await lab.keyboard.press('Shift+Tab');
  expect(await focused(lab)).toBe('open_legend');
  await lab.keyboard.press('Escape');
  await expect(lab.getByRole('dialog')).toHaveCount(0);
  await expect.poll(() => focused(lab)).toBe('help');
});

test('the symbols of the articles are chosen in the legend', async ({ lab }) => {
  await press(lab, 'legend');
  await press(lab, 'symbols.articles');
  await lab.keyboard.press('Escape');
  await expect(control(lab, 'scale_mode.sqrt')).toHaveText('1/√d_k');
  expect((await inLab(lab, (l) => l.view())).symbols).toBe('articles');
});

test('a preset keeps its name and asks its question', async ({ lab }) => {
  await press(lab, 'presets');
  await press(lab, 'preset.window');
  await expect(control(lab, 'presets')).toHaveText('Sliding window: each word sees its neighbours');
  await expect(control(lab, 'question')).toContainText('last word');
  await press(lab, 'causal');
  await expect(control(lab, 'presets')).toHaveText(/· edited$/);
  await press(lab, 'close_question');
  await expect(control(lab, 'question')).toHaveCount(0);
});

test('a wrong number is refused below its cell, and the next right one takes the words away', async ({ lab }) => {
  await press(lab, 'W_q');
  await lab.keyboard.type('1e39');
  await lab.keyboard.press('Enter');
  await expect(message(lab)).toContainText('1e39');
  const cell = await control(lab, 'W_q').getByRole('gridcell').boundingBox();
  const said = await boxOf(lab, 'status');
  expect(Math.abs(said.y - ((cell?.y ?? 0) + (cell?.height ?? 0)))).toBeLessThan(16);
  await lab.keyboard.press('Control+a');
  await lab.keyboard.type('2');
  await lab.keyboard.press('Enter');
  await expect(message(lab)).toHaveCount(0);
});

test('a phone has examples, legend, help and theme in one menu', async ({ browser, address }) => {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await openLab(page, address);
  const tap = async (/** @type {string} */ key) => {
    const { x, y, width, height } = await boxOf(page, key);
    await page.touchscreen.tap(x + width / 2, y + height / 2);
    await rest(page);
  };
  await tap('more');
  await expect(control(page, 'preset.causal')).toBeAttached();
  await tap('more.legend');
  await expect(page.getByRole('dialog')).toBeAttached();
  await tap('close_legend');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(control(page, 'first_steps')).toBeAttached();
  await page.close();
});
