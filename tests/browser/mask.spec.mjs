// Line 5: masks of every kind, alone and together, painted by hand; and what the picture says about them.
import { cellAt, cellBox, expectParam, press, rest, reveal } from './helpers/drive.mjs';
import { expect, test } from './helpers/fixtures.mjs';
import { expectCorrect, inLab, numberAt } from './helpers/numbers.mjs';
import { coloursOf, colourOf, distance } from './helpers/palette.mjs';

test('the causal mask hides later tokens', async ({ lab }) => {
  await press(lab, 'causal');
  await expectParam(lab, 'causal', true);
  const { found } = await expectCorrect(lab);
  for (let i = 0; i < 7; i++) {
    for (let j = 0; j < 7; j++) {
      if (j > i) expect(numberAt(found.weights, 0, 1, i, j)).toBe(0);
      expect(await inLab(lab, (l, at) => l.visible().data[at], i * 7 + j)).toBe(j > i ? 0 : 1);
    }
  }
  expect(numberAt(found.weights, 0, 0, 0, 0)).toBe(1);
});

test('padding, window and causal compose, and the page says which of them hides a cell', async ({ lab }) => {
  await inLab(lab, (l) => { l.set('key_padding', true); l.setValidLength(4); l.set('window', true); l.set('window_size', 1); l.set('causal', true); });
  await expectCorrect(lab);
  expect(await inLab(lab, (l) => [l.hiddenBy(0, 2, 2), l.hiddenBy(0, 0, 6).length, l.hiddenBy(0, 6, 5), l.hiddenBy(0, 3, 1)]))
    .toEqual([[], 3, ['padding'], ['window']]);
});

test('a mask is painted cell by cell with the mouse', async ({ lab }) => {
  await press(lab, 'custom_mask.boolean');
  await expectParam(lab, 'custom_mask', 'boolean');
  if (!(await inLab(lab, (l) => l.view())).painting) await press(lab, 'painting');
  await reveal(lab, 'large');
  const from = await cellAt(lab, 'large', 2, 1);
  const to = await cellAt(lab, 'large', 2, 4);
  await lab.mouse.move(from.x, from.y);
  await lab.mouse.down();
  await lab.mouse.move(to.x, to.y, { steps: 12 });
  await lab.mouse.up();
  await expect.poll(() => inLab(lab, (l) => [...l.matrix('mask_allow').data.slice(14, 21)])).toEqual([1, 0, 0, 0, 0, 1, 1]);
  await expectCorrect(lab);
  await press(lab, 'undo');
  await expect.poll(() => inLab(lab, (l) => [...l.matrix('mask_allow').data.slice(14, 21)])).toEqual([1, 1, 1, 1, 1, 1, 1]);
});

test('where each head has a mask of its own, a stroke hides keys from the shown head alone', async ({ lab }) => {
  await press(lab, 'custom_mask.boolean');
  await press(lab, 'mask_heads.own');
  await expectParam(lab, 'mask_heads', 'own');
  await inLab(lab, (l) => l.setView({ painting: true, head: 2 }));
  await reveal(lab, 'large');
  await rest(lab);
  const { x, y } = await cellAt(lab, 'large', 2, 1);
  await lab.mouse.click(x, y);
  await expect.poll(() => inLab(lab, (l) => [...l.matrix('mask_allow').data].flatMap((value, at) => (value === 0 ? [at] : [])))).toEqual([(2 * 7 + 2) * 7 + 1]);
  const { found } = await expectCorrect(lab);
  expect([0, 1, 2, 3].map((head) => numberAt(found.weights, 0, head, 2, 1) === 0)).toEqual([false, false, true, false]);
  expect(await inLab(lab, (l) => [l.hiddenBy(0, 2, 1), l.hiddenBy(0, 2, 1, 2), l.visible(0, 2).data[15], l.visible().data[15]])).toEqual([[], ['custom'], 0, 1]);
});

test('a stroke that is over before a frame was drawn is painted all the same', async ({ lab }) => {
  await inLab(lab, (l) => { l.set('custom_mask', 'boolean'); l.setView({ painting: true }); });
  await rest(lab);
  const places = await Promise.all([1, 2, 3, 4].map((col) => cellAt(lab, 'large', 2, col)));
  await lab.locator('.stage').evaluate((stage, points) => {
    const send = (/** @type {string} */ type, /** @type {{ x: number, y: number }} */ { x, y }, /** @type {number} */ buttons) =>
      stage.dispatchEvent(new PointerEvent(type, { clientX: x, clientY: y, buttons, pointerType: 'mouse', pointerId: 1, bubbles: true }));
    send('pointermove', points[0], 0);
    send('pointerdown', points[0], 1);
    for (const point of points.slice(1)) send('pointermove', point, 1);
    send('pointerup', points[points.length - 1], 0);
  }, places);
  await expect.poll(() => inLab(lab, (l) => [...l.matrix('mask_allow').data.slice(14, 21)])).toEqual([1, 0, 0, 0, 0, 1, 1]);
});

test('a painted bias is added to the scaled scores, and minus infinity hides', async ({ lab }) => {
  await inLab(lab, (l) => {
    l.paint('mask_bias', [[0, 1], [3, 3]], -1.5);
    l.paint('mask_bias', [[4, 4]], -Infinity);
  });
  await expectParam(lab, 'custom_mask', 'bias');
  const { found } = await expectCorrect(lab);
  expect(numberAt(found.weights, 0, 0, 4, 4)).toBe(0);
});

test('a row that may attend to nothing is zero, and the page says why', async ({ lab }) => {
  await inLab(lab, (l) => { l.paint('mask_allow', [0, 1, 2, 3, 4, 5, 6].map((j) => /** @type {[number, number]} */ ([1, j])), 0); });
  const { found } = await expectCorrect(lab);
  for (let j = 0; j < 7; j++) expect(numberAt(found.weights, 0, 0, 1, j)).toBe(0);
  for (let d = 0; d < 4; d++) expect(numberAt(found.context, 0, 0, 1, d)).toBe(0);
  const explanation = await inLab(lab, (l) => l.explain({ tensor: 'weights', row: 1, col: 2 }));
  expect(explanation.steps.map((step) => step.kind)).toContain('empty_row');
});

test('a masked cell looks different from a weight of zero', async ({ lab }) => {
  await inLab(lab, (l) => { l.set('causal', true); l.set('temperature', 0.01); });
  const { found } = await expectCorrect(lab);
  await rest(lab);
  const { head } = await inLab(lab, (l) => l.view());
  const zero = [0, 1, 2, 3, 4, 5].flatMap((j) => (numberAt(found.weights, 0, head, 6, j) < 1e-6 ? [j] : []))[0];
  const places = await Promise.all([[0, 6], [6, zero]].map(([row, col]) => cellBox(lab, 'large', row, col)));
  const [masked, nothing] = await coloursOf(lab, places);
  expect(distance(nothing, colourOf(0, 'light', 'sequential'))).toBeLessThanOrEqual(3);
  expect(distance(masked, nothing)).toBeGreaterThan(8);
});
