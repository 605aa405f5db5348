// What is kept between visits: language, theme and the last document, the way back to the start, and storage that does not play along.
import { cellAt, control, dragCell, message, press, reveal } from './helpers/drive.mjs';
import { expect, openLab, test } from './helpers/fixtures.mjs';
import { expectCorrect, inLab } from './helpers/numbers.mjs';

/** @typedef {import('@playwright/test').Page} Page */

/** The line that says the last document was opened again. @param {Page} page */
const line = (page) => page.locator('.reopened');
/** @param {Page} page */
const link = (page) => inLab(page, (lab) => lab.link());
/** @param {Page} page */
const stored = (page) => page.evaluate(() => Object.fromEntries(Object.entries(localStorage)));
/** Leaves the page and comes back to it. @param {Page} page @param {string} address */
async function visitAgain(page, address) {
  await page.goto('about:blank');
  await openLab(page, address);
}

test('language and theme are as they were chosen, even before the laboratory has drawn, and follow the system again when chosen so', async ({ lab, address }) => {
  await press(lab, 'language');
  await inLab(lab, (l) => l.setView({ theme: 'dark' }));
  await expect.poll(() => stored(lab)).toEqual({ 'headscope.language': 'zh-Hans', 'headscope.theme': 'dark' });
  await lab.goto('about:blank');
  await lab.route('**/*.wasm', async (route) => { await new Promise((resolve) => setTimeout(resolve, 700)); await route.continue(); });
  await lab.goto(address);
  await expect(lab.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  await expect(lab.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(await lab.evaluate(() => /** @type {any} */ (document.querySelector('.headscope')).headscope)).toBe(undefined);
  await lab.waitForFunction(() => /** @type {any} */ (document.querySelector('.headscope'))?.headscope?.stats().frames > 0);
  expect(await inLab(lab, (l) => [l.view().language, l.view().theme])).toEqual(['zh-Hans', 'dark']);
  await expect(line(lab)).toHaveCount(0);
  await press(lab, 'language');
  await inLab(lab, (l) => l.setView({ theme: 'auto' }));
  await expect.poll(() => stored(lab)).toEqual({});
});

test('the last document is opened again, with a line that covers nothing, speaks the language and goes when dismissed', async ({ lab, address }) => {
  await dragCell(lab, 'W_q', 2, 3, { dy: -40 });
  await press(lab, 'causal');
  await expect.poll(() => inLab(lab, (l) => l.get('causal'))).toBe(true);
  const edited = await link(lab);
  await visitAgain(lab, address);
  expect(await link(lab)).toBe(edited);
  await expectCorrect(lab);
  await expect(line(lab).getByRole('status')).toHaveText('Your last document was opened again.');
  const bottom = async (/** @type {import('@playwright/test').Locator} */ of) => of.evaluate((element) => element.getBoundingClientRect().bottom);
  const picture = lab.locator('.stage');
  expect(await bottom(picture)).toBe(await line(lab).evaluate((element) => element.getBoundingClientRect().top));
  expect(await bottom(line(lab))).toBe(900);
  await press(lab, 'language');
  await expect(line(lab)).toContainText('已重新打开您上次的文档。从头开始');
  await line(lab).getByRole('button', { name: '关闭' }).click();
  await expect(line(lab)).toHaveCount(0);
  await expect.poll(() => bottom(picture)).toBe(900);
  await visitAgain(lab, address);
  expect(await link(lab)).toBe(edited);
});

for (const way of ['the line\'s button', 'the reset']) {
  test(`${way} leads back to the start, and the next visit begins there`, async ({ lab, address }) => {
    const first = await link(lab);
    await inLab(lab, (l) => l.set('num_heads', 8));
    await visitAgain(lab, address);
    expect(await inLab(lab, (l) => l.get('num_heads'))).toBe(8);
    if (way === 'the reset') await press(lab, 'reset');
    else await line(lab).getByRole('button', { name: 'Start afresh' }).press('Enter');
    await expect(line(lab)).toHaveCount(0);
    expect(await link(lab)).toBe(first);
    await lab.keyboard.press('Control+z');  // the focus is the laboratory's again, and this too is a step
    await expect.poll(() => inLab(lab, (l) => l.get('num_heads'))).toBe(8);
    await lab.keyboard.press('Control+y');
    await expect.poll(() => link(lab)).toBe(first);
    await visitAgain(lab, address);
    expect(await link(lab)).toBe(first);
    await expect(line(lab)).toHaveCount(0);
  });
}

test('a link in the address wins, and looking at it does not take the place of the visitor\'s own document', async ({ lab, address }) => {
  await inLab(lab, (l) => l.set('num_heads', 8));
  await visitAgain(lab, `${address}#num_heads=2`);
  expect(await inLab(lab, (l) => l.get('num_heads'))).toBe(2);
  await expect(line(lab)).toHaveCount(0);
  await lab.evaluate(() => { location.hash = 'causal=1'; });
  await expect.poll(() => inLab(lab, (l) => l.get('causal'))).toBe(true);
  await visitAgain(lab, address);
  expect(await inLab(lab, (l) => [l.get('num_heads'), l.get('causal')])).toEqual([8, false]);
  await visitAgain(lab, `${address}#num_heads=2`);
  await inLab(lab, (l) => l.set('causal', true));  // from here on it is the visitor's
  await visitAgain(lab, address);
  expect(await inLab(lab, (l) => [l.get('num_heads'), l.get('causal')])).toEqual([2, true]);
});

/** @type {Record<string, () => void>} */
const BAD_STORAGE = {
  'is forbidden': () => { Object.defineProperty(globalThis, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } }); },
  'throws at every call': () => { for (const name of /** @type {const} */ (['getItem', 'setItem', 'removeItem'])) Storage.prototype[name] = () => { throw new DOMException('no', 'UnknownError'); }; },
  'is full': () => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; },
  'holds garbage': () => {
    localStorage.setItem('headscope.language', '\u0000');
    localStorage.setItem('headscope.theme', '[object Object]');
    localStorage.setItem('headscope.document.page', '{"%%%=\ud800&&==');
  },
  'holds a document of a later version': () => { localStorage.setItem('headscope.document.page', 'num_heads=2&new_thing=1&v=2'); },
};
for (const [how, spoil] of Object.entries(BAD_STORAGE)) {
  test(`storage that ${how} changes nothing and shows nothing bad`, async ({ page, address, errors }) => {
    expect(errors).toEqual([]);
    // A page that is still blank has no storage to spoil.
    await page.addInitScript(`if (location.protocol !== 'about:') (${spoil})();`);
    await openLab(page, address);
    expect(await link(page)).toBe('v=1');
    expect(await inLab(page, (l) => [l.view().language, l.view().theme, l.canUndo])).toEqual(['en', 'auto', false]);
    await expect(line(page)).toHaveCount(0);
    await expect(message(page)).toHaveCount(0);
    await press(page, 'causal');
    await expect.poll(() => inLab(page, (l) => l.get('causal'))).toBe(true);
    await press(page, 'language');
    await expect(control(page, 'causal')).toHaveAccessibleName('因果掩码');
    await visitAgain(page, address);
    await expectCorrect(page);
  });
}

test('a document that does not fit is forgotten rather than an older one opened', async ({ lab, address }) => {
  await inLab(lab, (l) => l.set('num_heads', 8));
  await expect.poll(() => stored(lab)).toEqual({ 'headscope.document.page': 'num_heads=8&v=1' });
  await inLab(lab, (l) => {
    l.set('d_model', 1024);
    l.setMatrix('W_q', Float32Array.from({ length: 1024 * 1024 }, (_, i) => Math.sin(i)));
  });
  await expect.poll(() => stored(lab)).toEqual({});
  await visitAgain(lab, address);
  expect(await link(lab)).toBe('v=1');
});

test('a document the laboratory stopped over is not tried a second time', async ({ lab, address, errors }) => {
  await inLab(lab, (l) => l.set('num_heads', 8));
  await lab.goto('about:blank');
  await lab.addInitScript(() => {
    const { mark } = performance;
    performance.mark = (...given) => { if (sessionStorage.getItem('once') === null) { sessionStorage.setItem('once', '1'); throw new Error('on purpose'); } return mark.apply(performance, given); };
  });
  await lab.goto(address);
  await expect(lab.getByRole('alert')).toContainText('on purpose');
  expect(errors.splice(0).every((error) => error.includes('on purpose'))).toBe(true);
  await visitAgain(lab, address);
  expect(await link(lab)).toBe('v=1');
});

test('a drag is kept by one writing, and nothing is written while nothing changes', async ({ lab }) => {
  const writings = () => lab.evaluate(() => /** @type {any} */ (globalThis).writings);
  await lab.evaluate(() => {
    const { setItem } = Storage.prototype;
    Object.assign(globalThis, { writings: 0 });
    Storage.prototype.setItem = function (...given) { /** @type {any} */ (globalThis).writings++; setItem.apply(this, given); };
  });
  await reveal(lab, 'W_q');
  const { x, y } = await cellAt(lab, 'W_q', 2, 3);
  await lab.mouse.move(x, y);
  await lab.mouse.down();
  await lab.mouse.move(x, y - 20, { steps: 4 });
  await lab.waitForTimeout(1500);  // a hand that thinks
  expect(await writings()).toBe(0);
  await lab.mouse.move(x, y - 40, { steps: 4 });
  await lab.mouse.up();
  await expect.poll(writings).toBe(1);
  await lab.waitForTimeout(1500);
  expect(await writings()).toBe(1);
});

test('other laboratories keep nothing unless they are given a name, and then each its own', async ({ lab, address }) => {
  await inLab(lab, (l) => l.set('num_heads', 8));
  const mount = (/** @type {object} */ options, /** @type {number} */ heads) => lab.evaluate(async ({ given, wanted }) => {
    const { mountHeadscope } = await import(new URL('web/host.js', location.href).href);
    const place = document.createElement('div');
    Object.assign(place.style, { position: 'relative', width: '700px', height: '500px' });
    document.querySelector('main')?.append(place);
    const made = await mountHeadscope(place, given);
    const found = made.get('num_heads');
    if (wanted) made.set('num_heads', wanted);
    made.destroy();
    place.remove();
    return found;
  }, { given: options, wanted: heads });
  await visitAgain(lab, address);
  expect(await mount({}, 2)).toBe(4);
  expect(await mount({}, 0)).toBe(4);
  expect(await mount({ remember: 'lesson' }, 2)).toBe(4);
  expect(await mount({ remember: 'lesson' }, 0)).toBe(2);
  expect(await mount({ remember: 'lesson', link: 'num_heads=1' }, 0)).toBe(2);
  expect(await mount({ remember: 'other', link: 'num_heads=1' }, 0)).toBe(1);
  await visitAgain(lab, address);
  expect(await inLab(lab, (l) => l.get('num_heads'))).toBe(8);
});
