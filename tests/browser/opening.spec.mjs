// Line 1 of what a visitor can do: opening the page and seeing a real multi-head self-attention.
import { cellBox, control, rest } from './helpers/drive.mjs';
import { expect, openLab, test } from './helpers/fixtures.mjs';
import { expectCorrect, inLab, numberAt } from './helpers/numbers.mjs';
import { colourOf, coloursOf, expectColour } from './helpers/palette.mjs';

const TOKENS = ['I', 'gave', 'my', 'dog', 'Charlie', 'some', 'food'];

test('the first page shows the attention over the first sentence, with every stage of it', async ({ lab }) => {
  expect((await inLab(lab, (l) => l.sentence())).tokens).toEqual(TOKENS);
  for (const key of ['X', 'W_q', 'W_k', 'W_v', 'W_o', 'query', 'key', 'value', 'large', 'concat', 'output']) {
    await expect(control(lab, key), key).toHaveRole('grid');
  }
  for (let head = 0; head < 4; head++) await expect(control(lab, `head.${head}`)).toBeAttached();
});

test('every number of every stage agrees with an attention computed in float64', async ({ lab }) => {
  const { found } = await expectCorrect(lab);
  expect(found.weights.shape).toEqual([1, 4, 7, 7]);
  expect(found.output.shape).toEqual([1, 1, 7, 16]);
});

for (const density of [1, 2]) {
  for (const theme of /** @type {const} */ (['light', 'dark'])) {
    test(`the large heatmap has the colours of its numbers, ${theme}, ${density} device pixel(s) per pixel`, async ({ browser, address }) => {
      const context = await browser.newContext({ deviceScaleFactor: density, colorScheme: theme, viewport: { width: 1440, height: 900 } });
      const page = await context.newPage();
      await openLab(page, address);
      await rest(page);
      const { found } = await expectCorrect(page);
      const { head } = await inLab(page, (l) => l.view());
      const cells = [];
      for (let row = 0; row < 7; row++) for (let col = 0; col < 7; col++) cells.push({ row, col });
      const places = await Promise.all(cells.map(({ row, col }) => cellBox(page, 'large', row, col)));
      const colours = await coloursOf(page, places);
      cells.forEach(({ row, col }, i) => {
        expectColour(colours[i], colourOf(numberAt(found.weights, 0, head, row, col), theme, 'sequential'), `cell ${row}, ${col}`);
      });
      await context.close();
    });
  }
}

test('both builds of the module give attention that agrees with float64', async ({ page, address, errors }) => {
  expect(errors).toEqual([]);
  for (const [wish, name] of [['simd', 'simd128'], ['relaxed', 'relaxed simd']]) {
    await openLab(page, `${address}?engine=${wish}`);
    expect((await inLab(page, (l) => l.catalogue)).engine).toBe(name);
    await expectCorrect(page);
  }
});

test('the picture is sharp: the drawing buffer has one pixel for each pixel of the screen', async ({ browser, address }) => {
  for (const density of [1, 1.5, 2, 3]) {
    const context = await browser.newContext({ deviceScaleFactor: density, viewport: { width: 700, height: 500 } });
    const page = await context.newPage();
    await openLab(page, address);
    const size = await page.locator('canvas').evaluate((/** @type {HTMLCanvasElement} */ canvas) => [canvas.width, canvas.height]);
    expect(size).toEqual([700 * density, 500 * density]);
    await context.close();
  }
});
