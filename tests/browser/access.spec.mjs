// Line 10: keyboard alone, a screen reader, touch, and a phone 360 pixels wide.
import { createRequire } from 'node:module';
import { boxOf, cellAt, control, expectParam, press, rest, reveal } from './helpers/drive.mjs';
import { expect, openLab, test } from './helpers/fixtures.mjs';
import { expectCorrect, inLab, numberAt } from './helpers/numbers.mjs';
import { decode } from './helpers/png.mjs';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What has the focus, by its key. @param {import('@playwright/test').Page} page */
const focused = (page) => page.evaluate(() => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return /** @type {HTMLElement | null} */ (element)?.dataset.key ?? element?.tagName ?? '';
});

/** @param {import('@playwright/test').Page} page */
async function expectAccessible(page) {
  await page.addScriptTag({ path: AXE });
  const { violations, passes } = await page.evaluate(() => /** @type {any} */ (globalThis).axe.run());
  expect(violations.map((/** @type {any} */ v) => `${v.impact} ${v.id}: ${v.nodes.map((/** @type {any} */ n) => n.html).slice(0, 3).join(' | ')}`)
    .filter((/** @type {string} */ line) => /^(serious|critical|moderate)/.test(line))).toEqual([]);
  expect(passes.length).toBeGreaterThan(10);
}

test('Tab moves through every control in reading order and leaves at the end; Shift+Tab comes back', async ({ lab }) => {
  const stops = await lab.locator('[data-key]').evaluateAll((all) => all.filter((e) => /** @type {HTMLElement} */ (e).tabIndex >= 0).map((e) => /** @type {HTMLElement} */ (e).dataset.key));
  expect(stops.length).toBeGreaterThan(25);
  /** @type {string[]} */
  const visited = [];
  for (let i = 0; i < 2 * stops.length + 40; i++) {
    await lab.keyboard.press('Tab');
    const now = await focused(lab);
    if (now === 'BODY') break;
    visited.push(now);
    await rest(lab);
    if (stops.includes(now)) expect(await focused(lab)).toBe(now);  // the module did not pull the focus elsewhere
  }
  // The last cell stays in the inspector with its formula, in the place of what stood there; those controls are visited too.
  const steady = stops.slice(0, stops.indexOf('compare') + 1);
  expect(visited.filter((key) => steady.includes(key))).toEqual(steady);
  expect(visited).toContain('operand.0');
  expect(new Set(visited).size).toBe(visited.length);
  expect(await focused(lab)).toBe('BODY');
  await lab.keyboard.press('Shift+Tab');
  expect(visited).toContain(await focused(lab));  // operands out of sight are stops only while one walks through them
});

test('the keyboard alone edits a number, a mask, the heads and the sentence', async ({ lab }) => {
  const reach = async (/** @type {string} */ key) => {
    for (let i = 0; i < 90 && (await focused(lab)) !== key; i++) {
      await lab.keyboard.press('Tab');
      await rest(lab);  // nobody tabs faster than the screen
    }
    expect(await focused(lab)).toBe(key);
  };
  await reach('num_heads.4');
  await lab.keyboard.press('ArrowRight');
  await expectParam(lab, 'num_heads', 8);
  await reach('sentence.0');
  await lab.keyboard.press('Control+a');
  await lab.keyboard.type('cats chase mice');
  await lab.keyboard.press('Enter');
  await expect.poll(() => inLab(lab, (l) => l.sentence().tokens)).toEqual(['cats', 'chase', 'mice']);
  await reach('causal');
  await lab.keyboard.press('Space');
  await expectParam(lab, 'causal', true);
  await reach('W_q');
  await lab.keyboard.press('ArrowDown');
  await lab.keyboard.press('Enter');
  await lab.keyboard.press('Control+a');
  await lab.keyboard.type('-3');
  await lab.keyboard.press('Enter');
  await expect.poll(() => inLab(lab, (l) => l.matrix('W_q').data[16])).toBe(-3);
  await expectCorrect(lab);
});

test('the focus is drawn where it is', async ({ lab }) => {
  await rest(lab);
  const clip = await boxOf(lab, 'causal');
  const area = { x: Math.max(0, clip.x - 4), y: clip.y - 4, width: clip.width + 8, height: clip.height + 8 };
  const before = await lab.screenshot({ clip: area });
  for (let i = 0; i < 90 && (await focused(lab)) !== 'causal'; i++) await lab.keyboard.press('Tab');
  await rest(lab);
  await rest(lab);
  expect((await lab.screenshot({ clip: area })).equals(before)).toBe(false);
});

for (const [name, viewport] of /** @type {const} */ ([['desktop', { width: 1440, height: 900 }], ['phone', { width: 360, height: 740 }]])) {
  for (const locale of ['en-US', 'zh-CN']) {
    test(`axe finds nothing serious on the ${name} page in ${locale}, nor in a lesson`, async ({ browser, address }) => {
      const context = await browser.newContext({ viewport, locale, bypassCSP: true });
      const page = await context.newPage();
      await openLab(page, address);
      await expectAccessible(page);
      await page.evaluate(() => { location.hash = 'lesson=self-attention-by-hand.change'; });
      await expect(page.locator('.lessons h3')).toBeVisible();
      await expectAccessible(page);
      await context.close();
    });
  }
}

test('a screen reader finds the grid of weights with its size and the value of its active cell', async ({ lab }) => {
  const { found } = await expectCorrect(lab);
  const grid = control(lab, 'large');
  await expect(grid).toHaveRole('grid');
  await expect(grid).toHaveAttribute('aria-rowcount', '7');
  await grid.focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight']) await lab.keyboard.press(key);
  await expect(grid.getByRole('row')).toHaveAttribute('aria-rowindex', '3');
  const { head } = await inLab(lab, (l) => l.view());
  await expect(grid.getByRole('gridcell')).toContainText(numberAt(found.weights, 0, head, 2, 1).toFixed(2));
});

test('assistive technology acts through the mirror: press, set a slider, set a text', async ({ lab }) => {
  await control(lab, 'causal').evaluate((/** @type {HTMLElement} */ element) => element.click());
  await expectParam(lab, 'causal', true);
  await control(lab, 'temperature').evaluate((/** @type {HTMLInputElement} */ element) => { element.value = '2'; element.dispatchEvent(new Event('input', { bubbles: true })); });
  await expectParam(lab, 'temperature', 2);
  await control(lab, 'sentence.0').evaluate((/** @type {HTMLTextAreaElement} */ element) => { element.value = 'said aloud'; element.dispatchEvent(new Event('change', { bubbles: true })); });
  await expect.poll(() => inLab(lab, (l) => l.sentence().tokens)).toEqual(['said', 'aloud']);
});

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`with forced colours on ${colorScheme} the laboratory draws, its controls are there, and what fails is readable`, async ({ browser, address }) => {
    const context = await browser.newContext({ forcedColors: 'active', colorScheme, viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 });
    const page = await context.newPage();
    await openLab(page, address);
    expect(await page.evaluate(() => matchMedia('(forced-colors: active)').matches)).toBe(true);
    await rest(page);
    const picture = decode(await page.screenshot());
    const heat = await boxOf(page, 'large');
    const colours = new Set();
    for (let x = 4; x < heat.width; x += 6) for (let y = 4; y < heat.height; y += 6) colours.add(picture.at(heat.x + x, heat.y + y).join());
    expect(colours.size).toBeGreaterThan(5);
    await press(page, 'causal');
    await expectParam(page, 'causal', true);
    await page.route('**/*.wasm', (route) => route.abort());
    await page.reload();
    const styles = await page.getByRole('alert').evaluate((box) => {
      const { color, backgroundColor } = getComputedStyle(box);
      const button = getComputedStyle(/** @type {Element} */ (box.querySelector('button')));
      return { color, backgroundColor, edge: button.borderTopStyle };
    });
    expect(styles.color).not.toBe(styles.backgroundColor);
    expect(styles.edge, 'the button has an edge that forced colours show').toBe('solid');
    await context.close();
  });
}

test('the wheel scrolls the page where the laboratory has nothing to scroll', async ({ page, address, errors }) => {
  expect(errors).toEqual([]);
  await openLab(page, address);
  await page.evaluate(() => {
    document.body.style.height = '3000px';
    Object.assign(/** @type {HTMLElement} */ (document.querySelector('.headscope')).style, { position: 'absolute', inset: 'auto', width: '100%', height: '900px' });
  });
  await rest(page);
  const box = await boxOf(page, 'undo');
  await page.mouse.move(box.x + 5, box.y + 5);
  await page.mouse.wheel(0, 200);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true });

  test('the page is one column with tabs, and nothing is cut off', async ({ lab }) => {
    await expect(lab.getByRole('tab')).toHaveCount(4);
    for (const key of ['input', 'heads', 'output', 'controls']) {
      const { x, y, width, height } = await boxOf(lab, `tab.${key}`);
      await lab.touchscreen.tap(x + width / 2, y + height / 2);
      await expect.poll(async () => (await inLab(lab, (l) => l.view())).tab).toBe(key);
      const outside = await lab.locator('[data-id]').evaluateAll((all) => all.filter((e) => {
        const { left, right } = e.getBoundingClientRect();
        return left < -1 || right > innerWidth + 1;
      }).map((e) => String(/** @type {HTMLElement} */ (e).dataset.key)).filter((k) => !k.startsWith('head.')));  // the heads are a strip that scrolls
      expect(outside).toEqual([]);
    }
    await expectCorrect(lab);
  });

  test('cells are large enough for a finger, and a tap selects one', async ({ lab }) => {
    const box = await boxOf(lab, 'large');
    expect(box.width / 7).toBeGreaterThanOrEqual(39);
    const { x, y } = await cellAt(lab, 'large', 3, 1);
    await lab.touchscreen.tap(x, y);
    await expect.poll(async () => (await inLab(lab, (l) => l.view())).locked).toMatchObject({ row: 3, col: 1 });
  });

  test('a finger that drags a cell changes its number, one step of undo, and the page does not scroll', async ({ lab }) => {
    await inLab(lab, (l) => l.setView({ tab: 'input' }));
    await reveal(lab, 'W_q');
    await lab.touchscreen.tap(30, 24);  // no wheel from here on: controls are larger for fingers
    let box = await boxOf(lab, 'W_q');
    await expect.poll(async () => {
      const last = box;
      box = await boxOf(lab, 'W_q');
      return box.y === last.y;
    }, { intervals: [500] }).toBe(true);
    const before = await inLab(lab, (l) => [...l.matrix('W_q').data]);
    let from = await cellAt(lab, 'W_q', 1, 2);
    const screen = await lab.context().newCDPSession(lab);
    const touch = (/** @type {string} */ type, /** @type {{ x: number, y: number }[]} */ touchPoints) => screen.send('Input.dispatchTouchEvent', { type: /** @type {any} */ (type), touchPoints });
    // A finger that has chosen the cell by a tap drags it; another would scroll.
    await lab.touchscreen.tap(from.x, from.y);
    await expect(control(lab, 'W_q').getByRole('row')).toHaveAttribute('aria-rowindex', '2');
    await expect(control(lab, 'W_q').getByRole('gridcell')).toHaveAttribute('aria-colindex', '3');
    await rest(lab);
    from = await cellAt(lab, 'W_q', 1, 2);  // the map above and the sheet below have come
    // Set off at once: a finger that rests opens the cell's menu.
    await Promise.all([touch('touchStart', [from]), touch('touchMove', [{ x: from.x, y: from.y - 24 }])]);
    for (let i = 5; i <= 12; i++) {
      await touch('touchMove', [{ x: from.x, y: from.y - i * 6 }]);
      await rest(lab);
    }
    await touch('touchEnd', []);
    await rest(lab);
    const after = await inLab(lab, (l) => [...l.matrix('W_q').data]);
    expect(after.filter((value, i) => value !== before[i])).toHaveLength(1);
    expect(await lab.evaluate(() => scrollY)).toBe(0);
    await inLab(lab, (l) => l.undo());
    expect(await inLab(lab, (l) => [...l.matrix('W_q').data])).toEqual(before);
    await expectCorrect(lab);
  });

  test('the button that hides the steps keeps its element and the focus while it is used', async ({ lab }) => {
    await inLab(lab, (l) => { l.setView({ tab: 'heads' }); l.lock({ tensor: 'weights', row: 2, col: 1 }); });
    const fold = control(lab, 'arithmetic.fold');
    await expect(fold).toBeAttached();
    await fold.evaluate((element) => { element.dataset.same = 'yes'; element.focus(); });
    for (let i = 0; i < 3; i++) {
      await lab.keyboard.press('Enter');
      await rest(lab);
      await expect(fold).toBeFocused();
      await expect(fold).toHaveAttribute('data-same', 'yes');
    }
    expect(await lab.locator('[data-id]').evaluateAll((all) => all.length - new Set(all.map((e) => /** @type {HTMLElement} */ (e).dataset.id)).size)).toBe(0);
  });

  test('a finger switches a mask and changes a number', async ({ lab }) => {
    await lab.setViewportSize({ width: 360, height: 1400 });  // so high that nothing has to be scrolled
    await inLab(lab, (l) => l.setView({ tab: 'controls' }));
    await expect(control(lab, 'causal')).toBeAttached();
    await rest(lab);
    const { x, y, width, height } = await boxOf(lab, 'causal');
    await lab.touchscreen.tap(x + width / 2, y + height / 2);
    await expectParam(lab, 'causal', true);
    await expectCorrect(lab);
  });

  test('a tapped text field opens the keyboard: a real field has the focus inside the gesture', async ({ lab }) => {
    await inLab(lab, (l) => l.setView({ tab: 'input' }));
    await expect(control(lab, 'sentence.0')).toBeAttached();
    const { x, y, width, height } = await boxOf(lab, 'sentence.0');
    await lab.touchscreen.tap(x + width / 2, y + height / 2);
    await expect(lab.locator('[data-entry]')).toBeFocused();
    expect(await lab.locator('[data-entry]').evaluate((element) => parseFloat(getComputedStyle(element).fontSize))).toBeGreaterThanOrEqual(16);
  });
});
