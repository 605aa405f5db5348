// Line 8: undo, redo and reset, themes and languages.
import { clickCell, control, dragCell, expectParam, press } from './helpers/drive.mjs';
import { expect, openLab, test } from './helpers/fixtures.mjs';
import { expectCorrect, inLab } from './helpers/numbers.mjs';

/** @param {import('@playwright/test').Page} page */
const link = (page) => inLab(page, (lab) => lab.link());

test('everything can be undone and redone, by button and by keyboard', async ({ lab }) => {
  const links = [await link(lab)];
  const steps = [
    () => press(lab, 'causal'),
    () => dragCell(lab, 'W_q', 1, 1, { dy: -40 }),
    () => inLab(lab, (l) => l.set('num_heads', 8)),
    () => inLab(lab, (l) => l.setSentence('other words')),
    () => inLab(lab, (l) => l.paint('mask_allow', [[0, 1]], 0)),
    () => inLab(lab, (l) => l.fill('W_o', 'identity')),
  ];
  for (const step of steps) {
    await step();
    await expect.poll(() => link(lab)).not.toBe(links.at(-1));
    links.push(await link(lab));
  }
  await press(lab, 'undo');
  await expect.poll(() => link(lab)).toBe(links[5]);
  await clickCell(lab, 'large', 0, 0);
  for (let i = 4; i >= 0; i--) {
    await lab.keyboard.press('Control+z');
    await expect.poll(() => link(lab)).toBe(links[i]);
    await expectCorrect(lab);
  }
  expect(await inLab(lab, (l) => l.canUndo)).toBe(false);
  for (let i = 1; i <= 5; i++) {
    await lab.keyboard.press(i % 2 ? 'Control+Shift+Z' : 'Control+y');
    await expect.poll(() => link(lab)).toBe(links[i]);
  }
  await press(lab, 'redo');
  await expect.poll(() => link(lab)).toBe(links[6]);
  await expectCorrect(lab);
});

test('reset brings back the first document, and can itself be undone', async ({ lab }) => {
  const first = await link(lab);
  await inLab(lab, (l) => { l.set('num_heads', 8); l.fill('W_q', 'zero'); });
  const edited = await link(lab);
  await press(lab, 'reset');
  await expect.poll(() => link(lab)).toBe(first);
  await lab.keyboard.press('Control+z');
  await expect.poll(() => link(lab)).toBe(edited);
});

test('the theme follows the system until the visitor chooses one', async ({ lab }) => {
  const theme = () => lab.evaluate(() => document.documentElement.dataset.theme);
  await expect.poll(theme).toBe('light');
  await lab.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(theme).toBe('dark');
  for (let i = 0; i < 3 && (await inLab(lab, (l) => l.view())).theme !== 'light'; i++) {
    await press(lab, 'theme');
    await lab.waitForTimeout(100);
  }
  await expect.poll(theme).toBe('light');
  expect(await lab.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(247, 246, 243)');
});

test('the language can be switched while running; title, page language and every control follow', async ({ lab }) => {
  const names = () => lab.locator('[data-key]').evaluateAll((all) => all.map((e) => e.getAttribute('aria-label') ?? e.textContent));
  const english = await names();
  expect(english.filter((name) => /[\u4e00-\u9fff]/.test(name ?? '')).length).toBeLessThanOrEqual(1);  // the switch to Chinese itself
  await press(lab, 'language');
  await expect(lab.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  await expect(lab).toHaveTitle(/多头注意力/);
  const chinese = await names();
  expect(chinese.filter((name) => /[\u4e00-\u9fff]/.test(name ?? '')).length).toBeGreaterThan(20);
  await expect(control(lab, 'causal')).toHaveAccessibleName('因果掩码');
  await press(lab, 'language');
  await expect(lab.locator('html')).toHaveAttribute('lang', 'en');
  await expect(control(lab, 'causal')).toHaveAccessibleName('Causal mask');
});

for (const [locale, lang, undo] of [['zh-CN', 'zh-Hans', /撤销/], ['zh-TW', 'zh-Hans', /撤销/], ['de-DE', 'en', /Undo/]]) {
  test(`a browser in ${locale} is answered in ${lang}`, async ({ browser, address }) => {
    const context = await browser.newContext({ locale: String(locale) });
    const page = await context.newPage();
    await openLab(page, address);
    await expect(page.locator('html')).toHaveAttribute('lang', String(lang));
    await expect(control(page, 'undo')).toHaveAccessibleName(undo);
    await context.close();
  });
}

test('a parameter that is set to what it was is no step of undo', async ({ lab }) => {
  await inLab(lab, (l) => l.set('causal', false));
  expect(await inLab(lab, (l) => l.canUndo)).toBe(false);
  await expectParam(lab, 'causal', false);
});
