// Line 9: the share link, and every way in which a link can be bad.
import { message, press } from './helpers/drive.mjs';
import { expect, openLab, test } from './helpers/fixtures.mjs';
import { expectCorrect, inLab, readInputs, readStages, STAGES } from './helpers/numbers.mjs';

/** @param {import('@playwright/test').Page} page */
const changeEverything = (page) => inLab(page, (l) => {
  l.set('num_heads', 8); l.set('batch', 2); l.set('cross', true); l.set('d_memory', 6); l.set('causal', true); l.set('window', true);
  l.set('temperature', 0.7); l.set('biases', true); l.set('positions', true); l.set('scale_mode', 'value'); l.set('scale_value', 0.3);
  l.setSentence('狗 🐕 & #hash=50% + plus', 'query', 0);
  l.setCell('W_q', 3, 3, Math.fround(1 / 3)); l.fill('W_v', 'orthogonal', { seed: 99 }); l.fill('b_k', 'gaussian', { seed: 4 });
  l.setCell('X', 0, 0, -0); l.setCell('X', 0, 1, 1e-40); l.setCell('X', 0, 2, 3.4028234663852886e38 / 1e30);
  l.paint('mask_bias', [[0, 0]], -2.25); l.setValidLength(3, 1);
});

test('sharing puts the link into the address and the clipboard, and opening it restores every bit', async ({ lab, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await changeEverything(lab);
  await press(lab, 'share');
  await expect.poll(() => lab.evaluate(() => location.hash.length)).toBeGreaterThan(10);
  const address = await lab.evaluate(() => navigator.clipboard.readText());
  expect(address).toBe(lab.url());
  await expect(message(lab)).toBeAttached();
  const before = { inputs: await readInputs(lab), stages: await readStages(lab, STAGES) };
  const other = await context.newPage();
  await openLab(other, address);
  expect(await readInputs(other)).toEqual(before.inputs);
  expect(await readStages(other, STAGES)).toEqual(before.stages);
  expect(await inLab(other, (l) => Object.is(l.matrix('X').data[0], -0))).toBe(true);
  await expectCorrect(other);
});

test('a link that is too long for an address is said to be, with its length and the limit, and is copied as text', async ({ lab, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const link = await inLab(lab, (l) => {
    l.set('d_model', 512);
    l.setMatrix('W_q', Float32Array.from({ length: 512 * 512 }, (_, i) => Math.sin(i)));
    return l.link().length;
  });
  expect(link).toBeGreaterThan(2 ** 20);
  const before = lab.url();
  await press(lab, 'share');
  await expect(message(lab)).toContainText('1,048,576');
  const said = await message(lab).textContent();
  expect(said).toContain(`${(link + before.length + 1).toLocaleString('en')} characters`);
  expect(said?.length).toBeLessThan(400);
  expect(lab.url()).toBe(before);
  expect(await lab.evaluate(async () => (await navigator.clipboard.readText()).length)).toBe(link + before.length + 1);
});

test('the message about a copied link does not repeat it', async ({ lab, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await inLab(lab, (l) => l.set('num_heads', 8));
  await press(lab, 'share');
  await expect(message(lab)).toContainText('Link copied');
  expect(await message(lab).textContent()).not.toContain('num_heads');
});

test('a fragment that is refused fires an error event, at the start as later', async ({ page, address, errors }) => {
  expect(errors).toEqual([]);
  await page.addInitScript(() => {
    const heard = /** @type {string[]} */ ([]);
    Object.assign(globalThis, { heard });
    // Listens as soon as the page's own script lets others reach the laboratory.
    Object.defineProperty(Element.prototype, 'headscope', {
      configurable: true,
      set(lab) {
        Object.defineProperty(this, 'headscope', { value: lab });
        lab.on('error', (/** @type {any} */ { message: said }) => heard.push(said));
      },
    });
  });
  await openLab(page, `${address}#v=1&num_heads=5`);
  const heard = () => page.evaluate(() => /** @type {any} */ (globalThis).heard);
  await expect.poll(heard).toHaveLength(1);
  await page.evaluate(() => { location.hash = 'v=1&num_heads=77'; });
  await expect.poll(heard).toHaveLength(2);
  expect((await heard())[1]).toContain('77');
});

test('an unchanged laboratory has a short link, and a parameter is readable in it', async ({ lab }) => {
  expect((await inLab(lab, (l) => l.link())).length).toBeLessThan(20);
  await inLab(lab, (l) => l.set('num_heads', 8));
  expect(await inLab(lab, (l) => l.link())).toContain('num_heads=8');
});

test('changing the fragment by hand changes the laboratory, as one step of undo', async ({ lab }) => {
  const eight = await inLab(lab, (l) => { l.set('num_heads', 8); const made = l.link(); l.undo(); return made; });
  await lab.evaluate((hash) => { location.hash = hash; }, eight);
  await expect.poll(() => inLab(lab, (l) => l.get('num_heads'))).toBe(8);
  await inLab(lab, (l) => l.undo());
  expect(await inLab(lab, (l) => l.get('num_heads'))).toBe(4);
});

test('a link written by hand opens without a version: in the address, when the address changes, as an option and by call', async ({ page, address, errors }) => {
  expect(errors).toEqual([]);
  await openLab(page, `${address}#num_heads=2&causal=1`);
  const state = () => inLab(page, (l) => [l.get('num_heads'), l.get('causal')]);
  expect(await state()).toEqual([2, true]);
  await page.evaluate(() => { location.hash = 'num_heads=8'; });
  await expect.poll(state).toEqual([8, false]);  // a whole document: what it does not say is as at first
  await inLab(page, (l) => l.open('causal=1'));
  expect(await state()).toEqual([4, true]);
  const mounted = await page.evaluate(async () => {
    const { mountHeadscope } = await import(new URL('web/host.js', location.href).href);
    const place = document.createElement('div');
    Object.assign(place.style, { position: 'relative', width: '700px', height: '500px' });
    document.querySelector('main')?.append(place);
    const lab = await mountHeadscope(place, { link: 'num_heads=2&causal=1' });
    const found = [lab.get('num_heads'), lab.get('causal')];
    lab.destroy();
    return found;
  });
  expect(mounted).toEqual([2, true]);
});

/** @type {Record<string, (link: string) => string>} */
const BAD = {
  'is truncated': (link) => link.slice(0, Math.floor(link.length * 0.7)),
  'has an unknown key': (link) => `${link}&colour=blue`,
  'has a key twice': (link) => `${link}&num_heads=2`,
  'has an absurd dimension': (link) => link.replace(/num_heads=\d+/, 'num_heads=99999999'),
  'has no number where one belongs': (link) => link.replace(/num_heads=\d+/, 'num_heads=NaN'),
  'is of a newer version': (link) => (/(^|&)v=/.test(link) ? link.replace(/(^|&)v=[^&]*/, '$1v=999') : `v=999&${link}`),
  'is not a link at all': () => '%%%=\u0000&&&&====',
};
for (const [how, spoil] of Object.entries(BAD)) {
  test(`a link that ${how} is refused with a message, and the state stays`, async ({ lab }) => {
    const good = await inLab(lab, (l) => { l.set('num_heads', 8); l.setCell('W_q', 0, 0, 0.125); return l.link(); });
    await inLab(lab, (l) => { l.undo(); l.undo(); l.set('causal', true); });
    const before = await readInputs(lab);
    await lab.evaluate((hash) => { location.hash = hash; }, spoil(good));
    await expect(message(lab)).toBeAttached();
    expect(await readInputs(lab)).toEqual(before);
    await expectCorrect(lab);
  });
}

test('a page opened with a bad link says so and shows the first document', async ({ page, address, errors }) => {
  expect(errors).toEqual([]);
  await openLab(page, address);
  const good = await inLab(page, (l) => { l.set('num_heads', 8); return l.link(); });
  await page.goto('about:blank');
  await openLab(page, `${address}#${good.replace('num_heads=8', 'num_heads=5')}`);
  await expect(message(page)).toContainText('5');
  expect(await inLab(page, (l) => l.get('num_heads'))).toBe(4);
  await expectCorrect(page);
});
