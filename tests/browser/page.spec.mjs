// The page around the laboratory: what it says when it cannot run, its policy, the WebGL context, and life in another page.
import { control, press, rest } from './helpers/drive.mjs';
import { expect, openLab, test } from './helpers/fixtures.mjs';
import { expectCorrect, inLab } from './helpers/numbers.mjs';

for (const [what, cripple, says] of /** @type {const} */ ([
  ['WebAssembly SIMD', () => { WebAssembly.validate = () => false; }, 'WebAssembly SIMD'],
  ['WebGL 2', () => { HTMLCanvasElement.prototype.getContext = () => null; }, 'WebGL 2'],
])) {
  test(`without ${what} the page says so in both languages`, async ({ page, address }) => {
    await page.addInitScript(cripple);
    await page.goto(address);
    const box = page.getByRole('alert');
    await expect(box.locator('p[lang=en]')).toContainText(says);
    await expect(box.locator('p[lang=zh-Hans]')).toContainText(says);
  });
}

test('when the module does not arrive the page says so and offers to try again', async ({ page, address }) => {
  await page.route('**/*.wasm', (route) => route.abort());
  await page.goto(address);
  await expect(page.getByRole('alert')).toContainText('could not be loaded');
  await page.unroute('**/*.wasm');
  await page.getByRole('button', { name: 'Reload' }).click();
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector('.headscope'))?.headscope);
});

test('without JavaScript the page says what it needs, in both languages', async ({ request, page, address }) => {
  const html = await (await request.get(address)).text();
  // A parsed document that runs no script reads what is in noscript.
  const said = await page.evaluate((text) => [...new DOMParser().parseFromString(text, 'text/html').querySelectorAll('noscript p')]
    .map((p) => `${/** @type {HTMLElement} */ (p).lang}: ${p.textContent}`), html);
  expect(said[0]).toMatch(/^en: .*allow JavaScript/);
  expect(said[1]).toMatch(/^zh-Hans: .*JavaScript/);
});

test('everything comes from one origin under a strict policy, and nothing lands on window', async ({ page, address }) => {
  /** @type {string[]} */
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  const response = await page.goto(address);
  const policy = response?.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
  expect(policy).not.toContain('unsafe-inline');
  const before = await page.evaluate(() => Object.getOwnPropertyNames(globalThis));
  await openLab(page, address);
  expect(requests.filter((url) => !url.startsWith(address))).toEqual([]);
  expect((await page.evaluate(() => Object.getOwnPropertyNames(globalThis))).filter((name) => !before.includes(name))).toEqual([]);
  expect(await page.evaluate(() => document.querySelectorAll('[id]').length)).toBe(0);
});

test('a lost WebGL context comes back with the same picture and the same numbers', async ({ lab }) => {
  await inLab(lab, (l) => { l.set('causal', true); l.setCell('W_q', 0, 0, 2); });
  await lab.mouse.move(2, 2);
  await rest(lab);
  await lab.waitForTimeout(1500);  // what the edit reached is no longer marked
  const link = await inLab(lab, (l) => l.link());
  const before = await lab.screenshot();
  await lab.locator('canvas').evaluate(async (/** @type {HTMLCanvasElement} */ canvas) => {
    const loser = canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context');
    const lost = new Promise((resolve) => canvas.addEventListener('webglcontextlost', resolve, { once: true }));
    loser?.loseContext();
    await lost;
    await new Promise((resolve) => setTimeout(resolve, 50));  // restoring is allowed once the event is over
    const back = new Promise((resolve) => canvas.addEventListener('webglcontextrestored', resolve, { once: true }));
    loser?.restoreContext();
    await back;
  });
  await rest(lab);
  await expect.poll(async () => (await lab.screenshot()).equals(before)).toBe(true);
  expect(await inLab(lab, (l) => l.link())).toBe(link);
  await press(lab, 'causal');
  await expect.poll(() => inLab(lab, (l) => l.get('causal'))).toBe(false);
});

test('two laboratories live on one page, each with its own numbers, and leave nothing behind', async ({ page, address, errors }) => {
  expect(errors).toEqual([]);
  await openLab(page, address);
  const found = await page.evaluate(async () => {
    const { mountHeadscope } = await import(new URL('web/host.js', location.href).href);
    document.body.style.fontFamily = 'cursive';
    const places = [1, 2].map(() => document.querySelector('main')?.appendChild(document.createElement('div')));
    const labs = await Promise.all(places.map((place) => {
      Object.assign(place?.style ?? {}, { position: 'relative', width: '720px', height: '480px' });
      return mountHeadscope(place, {});
    }));
    labs[0].set('num_heads', 8);
    labs[1].set('num_heads', 2);
    const heads = labs.map((each) => each.get('num_heads'));
    const styles = document.styleSheets.length;
    for (const each of labs) each.destroy();
    return { heads, styles, left: places.map((place) => place?.childElementCount), first: /** @type {any} */ (document.querySelector('.headscope')).headscope.get('num_heads') };
  });
  expect(found).toEqual({ heads: [8, 2], styles: 1, left: [0, 0], first: 4 });
});

test.describe('at a device pixel per pixel', () => {
  test.use({ deviceScaleFactor: 1 });

  test('the laboratory follows the size of its element and the zoom of the page', async ({ lab }) => {
    for (const [width, height] of [[1000, 700], [360, 640], [2560, 1440], [1440, 900]]) {
      await lab.setViewportSize({ width, height });
      await expect.poll(() => lab.locator('canvas').evaluate((/** @type {HTMLCanvasElement} */ canvas) => [canvas.width, canvas.height])).toEqual([width, height]);
      await expect(control(lab, 'share')).toBeAttached();
      const overflowing = await lab.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      expect(overflowing).toBe(false);
    }
    await expectCorrect(lab);
  });
});

test('the page\'s icon passes the page\'s own policy', async ({ page, address, errors }) => {
  await page.goto(address);
  // A browser without windows fetches no icon by itself, so the page does, as any picture of its own.
  const width = await page.evaluate(async () => {
    const icon = /** @type {HTMLLinkElement} */ (document.querySelector('link[rel=icon]'));
    const image = Object.assign(new Image(), { src: icon.href });
    await image.decode();
    return image.naturalWidth;
  });
  expect(width).toBeGreaterThan(0);
  expect(errors).toEqual([]);
});
