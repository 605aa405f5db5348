// WebGL contexts: few on a page, lost at any time, and no laboratory without its picture.
import { press, rest } from './helpers/drive.mjs';
import { expect, openLab, test } from './helpers/fixtures.mjs';
import { inLab } from './helpers/numbers.mjs';
import { decode } from './helpers/png.mjs';

/** Takes the context away as a driver does, for good. @param {import('@playwright/test').Page} page */
const lose = (page) => page.locator('canvas').first().evaluate((/** @type {HTMLCanvasElement} */ canvas) => {
  canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
});

test('a context that is lost and not restored is replaced, with the same picture', async ({ lab }) => {
  await lab.mouse.move(2, 2);
  await rest(lab);
  const before = await lab.screenshot();
  await lose(lab);
  await expect.poll(async () => (await lab.screenshot()).equals(before)).toBe(true);
  await press(lab, 'causal');
  await expect.poll(() => inLab(lab, (l) => l.get('causal'))).toBe(true);
  await lab.mouse.move(2, 2);
  await expect.poll(async () => (await lab.screenshot()).equals(before)).toBe(false);
});

test('where no context is to be had the laboratory says so, keeps its numbers, and draws when asked again', async ({ lab }) => {
  await inLab(lab, (l) => l.set('num_heads', 8));
  await lab.evaluate(() => {
    const { getContext } = HTMLCanvasElement.prototype;
    Object.assign(globalThis, { allow: () => { HTMLCanvasElement.prototype.getContext = getContext; } });
  });
  await lose(lab);
  await lab.evaluate(() => { HTMLCanvasElement.prototype.getContext = () => null; });
  await expect(lab.getByRole('alert')).toContainText('graphics memory');
  expect(await inLab(lab, (l) => l.get('num_heads'))).toBe(8);
  await lab.evaluate(() => /** @type {any} */ (globalThis).allow());
  const { frames } = await inLab(lab, (l) => l.stats());
  await lab.getByRole('button', { name: 'Draw again' }).click();
  await expect(lab.getByRole('alert')).toHaveCount(0);
  await expect.poll(async () => (await inLab(lab, (l) => l.stats())).frames).toBeGreaterThan(frames);
});

test('what was refused a context takes one when it comes into sight again', async ({ lab }) => {
  await lab.evaluate(() => {
    const { getContext } = HTMLCanvasElement.prototype;
    Object.assign(globalThis, { allow: () => { HTMLCanvasElement.prototype.getContext = getContext; } });
  });
  await lose(lab);
  await lab.evaluate(() => { HTMLCanvasElement.prototype.getContext = () => null; });
  await expect(lab.getByRole('alert')).toBeVisible();
  const move = (/** @type {string} */ transform) => lab.evaluate((value) => { /** @type {HTMLElement} */ (document.querySelector('.headscope')).style.transform = value; }, transform);
  await move('translateY(3000px)');
  await lab.evaluate(() => /** @type {any} */ (globalThis).allow());
  await lab.waitForTimeout(300);
  await move('');
  await expect(lab.getByRole('alert')).toHaveCount(0);
});

test('a laboratory mounted out of sight takes its context when it is seen, or says that there is none', async ({ lab }) => {
  await lab.evaluate(async () => {
    const { mountHeadscope } = await import(new URL('web/host.js', location.href).href);
    const place = document.createElement('div');
    Object.assign(place.style, { position: 'absolute', top: '3000px', width: '700px', height: '500px' });
    document.querySelector('main')?.append(place);
    const made = await mountHeadscope(place);
    if (made.stats().frames !== 0) throw new Error('it drew out of sight');
    HTMLCanvasElement.prototype.getContext = () => null;
    place.style.top = '0';
  });
  await expect(lab.getByRole('alert')).toContainText('WebGL 2');
  await expect(lab.getByRole('button', { name: 'Draw again' })).toBeVisible();
});

// What follows counts pixels.
test.describe('pixel by pixel', () => {
  test.use({ deviceScaleFactor: 1 });

  test('of twenty-one laboratories on one page every one shows its picture, and each draws when its numbers change', async ({ page, address, errors }) => {
    test.slow();
    await page.setViewportSize({ width: 1440, height: 1000 });
    await openLab(page, address);
    await page.evaluate(async () => {
      const { mountHeadscope } = await import(new URL('web/host.js', location.href).href);
      /** @type {HTMLElement} */ (document.querySelector('.headscope')).style.display = 'none';
      const all = [];
      for (let i = 0; i < 21; i++) {
        const place = document.createElement('div');
        place.className = 'small';
        Object.assign(place.style, { position: 'absolute', left: `${(i % 7) * 205}px`, top: `${Math.floor(i / 7) * 330}px`, width: '200px', height: '320px' });
        document.querySelector('main')?.append(place);
        all.push(await mountHeadscope(place, { engine: 'simd' }));
      }
      Object.assign(globalThis, { all });
    });
    /** How many colours each of them shows. */
    const colours = async () => {
      const picture = decode(await page.screenshot());
      return Array.from({ length: 21 }, (_, i) => {
        const seen = new Set();
        for (let y = 8; y < 312; y += 4) for (let x = 8; x < 192; x += 4) seen.add(picture.at((i % 7) * 205 + x, Math.floor(i / 7) * 330 + y).join());
        return seen.size;
      });
    };
    await rest(page);
    const before = await colours();
    expect(Math.min(...before), String(before)).toBeGreaterThan(8);
    // Nobody takes a context from another without a reason: nothing is drawn any more.
    expect(await page.evaluate(async () => {
      let frames = 0;
      const ask = window.requestAnimationFrame;
      window.requestAnimationFrame = (work) => { frames++; return ask(work); };
      await new Promise((done) => setTimeout(done, 1000));
      window.requestAnimationFrame = ask;
      return frames;
    })).toBe(0);
    // The first one gave its context up long ago.
    const changed = await page.evaluate(async () => {
      const first = /** @type {any} */ (globalThis).all[0];
      const { frames } = first.stats();
      first.setView({ theme: 'dark' });
      await new Promise((resolve) => setTimeout(resolve, 1000));
      return first.stats().frames - frames;
    });
    expect(changed).toBeGreaterThan(0);
    const after = await colours();
    expect(Math.min(...after), String(after)).toBeGreaterThan(8);
    await page.evaluate(() => {
      for (const lab of /** @type {any} */ (globalThis).all) lab.destroy();
      for (const place of document.querySelectorAll('.small')) place.remove();
    });
    await page.evaluate(() => { /** @type {HTMLElement} */ (document.querySelector('.headscope')).style.display = ''; });
    await press(page, 'causal');
    await expect.poll(() => inLab(page, (l) => l.get('causal'))).toBe(true);
    await expect.poll(() => page.locator('canvas').count()).toBe(1);  // drawn anew, no picture over it
    expect(errors).toEqual([]);
  });

  test('no picture is larger than a graphics processor draws: a very long one is made smaller, and its end is there', async ({ page, address, errors }) => {
    expect(errors).toEqual([]);
    await openLab(page, address);
    const size = await page.evaluate(async () => {
      const place = /** @type {HTMLElement} */ (document.querySelector('.headscope'));
      Object.assign(place.style, { inset: 'auto', position: 'absolute', width: '600px', height: '12000px' });
      await new Promise((resolve) => setTimeout(resolve, 500));
      const canvas = /** @type {HTMLCanvasElement} */ (place.firstElementChild?.shadowRoot?.querySelector('canvas'));
      const gl = /** @type {WebGL2RenderingContext} */ (canvas.getContext('webgl2'));
      return { canvas: [canvas.width, canvas.height], buffer: [gl.drawingBufferWidth, gl.drawingBufferHeight] };
    });
    expect(size.canvas[1]).toBeLessThanOrEqual(8192);
    expect(size.canvas[1]).toBeGreaterThan(8000);
    expect(size.buffer).toEqual(size.canvas);
  });
});
