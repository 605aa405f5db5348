// Mounting a laboratory: what is wrong with an option is said by its name, what fails leaves nothing behind, and a page that
// cannot load its modules says why.
import http from 'node:http';
import path from 'node:path';
import { message } from './helpers/drive.mjs';
import { expect, openLab, test } from './helpers/fixtures.mjs';

/** @typedef {import('@playwright/test').Page} Page */

/**
 * Mounts one more laboratory with these options, and tells what it said.
 * @param {Page} page @param {unknown} options
 */
const mountWith = (page, options) => page.evaluate(async (given) => {
  const { mountHeadscope } = await import(new URL('web/host.js', location.href).href);
  const place = document.createElement('div');
  Object.assign(place.style, { position: 'relative', width: '700px', height: '500px' });
  document.querySelector('main')?.append(place);
  const lab = await mountHeadscope(place, given);
  /** @type {string[]} */
  const errors = [];
  lab.on('error', (/** @type {any} */ { message: said }) => errors.push(said));
  await new Promise((resolve) => setTimeout(resolve, 50));
  const { language, theme } = lab.view();
  const found = { errors, language, theme, heads: lab.get('num_heads') };
  lab.destroy();
  place.remove();
  return found;
}, options);

/** @type {Record<string, [object, RegExp]>} */
const BAD = {
  'a link that cannot be opened': [{ link: 'v=1&num_heads=5' }, /link.*5/],
  'a link that is no text': [{ link: 5 }, /link cannot be 5/],
  'an unknown theme': [{ theme: 'blue' }, /theme cannot be “blue”.*auto, light, dark/],
  'an unknown language': [{ language: 'fr' }, /language cannot be “fr”.*en, zh-Hans/],
  'an unknown engine': [{ engine: 'turbo' }, /engine cannot be “turbo”.*simd, relaxed/],
  'an option of another name': [{ lang: 'en' }, /no option “lang”.*language/],
  'two mistakes at once': [{ theme: 'blue', link: 'v=1&num_heads=5' }, /theme.*link/],
};
for (const [what, [options, says]] of Object.entries(BAD)) {
  test(`${what} is named by an error event, and the laboratory starts without it`, async ({ lab }) => {
    const found = await mountWith(lab, options);
    expect(found.errors).toHaveLength(1);
    expect(found.errors[0]).toMatch(says);
    expect(found).toMatchObject({ language: 'en', theme: 'auto', heads: 4 });
  });
}

test('good options, and those that are null or left out, are followed without a word', async ({ lab }) => {
  const found = await mountWith(lab, { engine: null, language: 'zh-Hans', theme: 'dark', link: '#v=1&num_heads=8', ownsAddress: false });
  expect(found).toEqual({ errors: [], language: 'zh-Hans', theme: 'dark', heads: 8 });
  const nothing = await mountWith(lab, { engine: null, language: null, theme: null, link: null, remember: null, ownsAddress: null });
  expect(nothing).toEqual({ errors: [], language: 'en', theme: 'auto', heads: 4 });
});

test('an engine the address does not know is said, and the page starts', async ({ page, address, errors }) => {
  expect(errors).toEqual([]);
  await openLab(page, `${address}?engine=turbo`);
  await expect(message(page)).toContainText('“turbo”');
});

test('what is not an element is refused by name', async ({ lab }) => {
  const said = await lab.evaluate(async () => {
    const { mountHeadscope } = await import(new URL('web/host.js', location.href).href);
    return mountHeadscope('#lab').catch((/** @type {Error} */ error) => error.message);
  });
  expect(said).toContain('such as <div>, not #lab');
});

test('an element in which nothing shows is refused by its name', async ({ lab }) => {
  const said = await lab.evaluate(async () => {
    const { mountHeadscope } = await import(new URL('web/host.js', location.href).href);
    const elements = [...['img', 'input', 'textarea', 'canvas', 'video', 'select'].map((name) => document.createElement(name)),
      document.createElementNS('http://www.w3.org/2000/svg', 'g')];
    return Promise.all(elements.map((element) => mountHeadscope(element).then(() => 'was accepted', (/** @type {Error} */ error) => `${error.name} ${error.message}`)));
  });
  expect(said).toEqual(['img', 'input', 'textarea', 'canvas', 'video', 'select', 'g'].map((name) =>
    `TypeError mountHeadscope: the first argument must be an element with room for another, such as <div>, not <${name}>`));
});

test('without WebGL 2 a laboratory in sight is rejected, and one out of sight says why once it is seen', async ({ lab }) => {
  const found = await lab.evaluate(async () => {
    const { mountHeadscope } = await import(new URL('web/host.js', location.href).href);
    HTMLCanvasElement.prototype.getContext = /** @type {any} */ (() => null);  // as where graphics are switched off
    const place = (/** @type {string} */ top) => {
      const element = document.createElement('div');
      Object.assign(element.style, { position: 'absolute', top, left: '0', width: '700px', height: '500px' });
      document.querySelector('main')?.append(element);
      return element;
    };
    const seen = await mountHeadscope(place('0')).then(() => 'was accepted', (/** @type {Error} */ error) => error.name);
    const element = place('3000px');
    Object.assign(globalThis, { element });
    const { num_heads: heads } = Object.fromEntries((await mountHeadscope(element)).params().map((/** @type {any} */ { key, value }) => [key, value]));
    element.style.top = '0';
    return { seen, heads };
  });
  expect(found).toEqual({ seen: 'StartError', heads: 4 });
  await expect.poll(() => lab.evaluate(() => /** @type {any} */ (globalThis).element.firstElementChild.shadowRoot.textContent)).toContain('WebGL 2');
});

test('attempts that fail leave no context, no listener and one message behind', async ({ lab }) => {
  const found = await lab.evaluate(async () => {
    const { mountHeadscope } = await import(new URL('web/host.js', location.href).href);
    const place = document.createElement('div');
    Object.assign(place.style, { position: 'absolute', inset: '0' });
    document.querySelector('main')?.append(place);
    let listening = 0;
    const targets = [document, globalThis, matchMedia('(pointer: coarse)').constructor.prototype];
    for (const target of targets) {
      const add = target.addEventListener;
      target.addEventListener = function (/** @type {any} */ ...args) {
        const signal = args[2]?.signal;
        listening++;
        signal?.addEventListener('abort', () => { listening--; });
        return add.apply(this, args);
      };
    }
    const { mark } = performance;
    performance.mark = () => { throw new Error('on purpose'); };  // the last thing a start does
    const reasons = new Set();
    for (let i = 0; i < 20; i++) await mountHeadscope(place).catch((/** @type {any} */ error) => reasons.add(`${error.name} ${error.message}`));
    performance.mark = mark;
    const children = place.childElementCount;
    const within = [...(place.firstElementChild?.shadowRoot?.children ?? [])].map((child) => child.className);
    const lab = await mountHeadscope(place);
    const after = place.childElementCount;
    lab.destroy();
    const canvas = document.querySelector('.headscope > *')?.shadowRoot?.querySelector('canvas');
    return { reasons: [...reasons], listening, children, within, after, left: place.childElementCount, lost: canvas?.getContext('webgl2')?.isContextLost() };
  });
  expect(found).toEqual({
    reasons: ['StartError The laboratory could not start: on purpose'],
    listening: 0, children: 1, within: ['failure'], after: 1, left: 0, lost: false,
  });
});

test('a sandboxed frame from a server that does not allow it says why', async ({ page, address }) => {
  await page.goto(`${address}assets/favicon.svg`);
  const outer = http.createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html><iframe sandbox="allow-scripts" width="800" height="600" src="${address}"></iframe>`);
  });
  await new Promise((resolve) => outer.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (outer.address());
  await page.goto(`http://127.0.0.1:${port}/`);
  const box = page.frameLocator('iframe').getByRole('alert');
  await expect(box.locator('p[lang=en]')).toContainText('Access-Control-Allow-Origin');
  await expect(box.locator('p[lang=zh-Hans]')).toContainText('allow-same-origin');
  outer.close();
});

test('the page opened as a file says why it is empty', async ({ page }) => {
  const site = process.env.HEADSCOPE_SITE ?? path.resolve(import.meta.dirname, '../../build/site');
  await page.goto(`file://${site}/index.html`);
  const box = page.getByRole('alert');
  await expect(box.locator('p[lang=en]')).toContainText('opened as a file');
  await expect(box.locator('p[lang=zh-Hans]')).toBeVisible();
});
