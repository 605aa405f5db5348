// Line 6: every head at once and one large; one selection shown everywhere; where a number comes from.
import { cellAt, clickCell, control, press, reveal } from './helpers/drive.mjs';
import { expect, test } from './helpers/fixtures.mjs';
import { expectCorrect, inLab, numberAt, readStages } from './helpers/numbers.mjs';

test('pointing at a cell selects it; a click locks it, a second click lets go', async ({ lab }) => {
  await reveal(lab, 'large');
  const { x, y } = await cellAt(lab, 'large', 3, 1);
  await lab.mouse.move(x, y);
  await expect.poll(async () => (await inLab(lab, (l) => l.view())).hovered).toMatchObject({ tensor: 'weights', row: 3, col: 1 });
  await lab.mouse.click(x, y);
  await expect.poll(async () => (await inLab(lab, (l) => l.view())).locked).toMatchObject({ row: 3, col: 1 });
  const away = await cellAt(lab, 'large', 5, 5);
  await lab.mouse.move(away.x, away.y);
  await expect.poll(async () => (await inLab(lab, (l) => l.view())).hovered).toMatchObject({ row: 5, col: 5 });
  await lab.mouse.click(x, y);
  await expect.poll(async () => (await inLab(lab, (l) => l.view())).locked).toBeNull();
});

test('choosing a head shows it large', async ({ lab }) => {
  await press(lab, 'head.2');
  await expect.poll(async () => (await inLab(lab, (l) => l.view())).head).toBe(2);
  await expect(control(lab, 'head.2')).toHaveAttribute('aria-checked', 'true');
  await expect(control(lab, 'large')).toHaveAccessibleName(/3/);
});

test('scores, scaled scores, masked scores and weights can each be shown large, with their own numbers', async ({ lab }) => {
  await inLab(lab, (l) => l.set('causal', true));
  const { found } = await expectCorrect(lab);
  for (const stage of /** @type {const} */ (['scores', 'scaled', 'masked_scores', 'weights'])) {
    await press(lab, `stage.${stage}`);
    await expect.poll(async () => (await inLab(lab, (l) => l.view())).large).toBe(stage);
    await clickCell(lab, 'large', 2, 1);
    const number = numberAt(found[stage], 0, (await inLab(lab, (l) => l.view())).head, 2, 1);
    const shown = number.toFixed(2).replace('-', '−');
    await expect(control(lab, 'large').getByRole('gridcell')).toContainText(shown.slice(0, -1));
  }
});

test('a weight is explained by its dot product, scale, exponent and sum, with the actual numbers', async ({ lab }) => {
  const { inputs, expected } = await expectCorrect(lab);
  const [head, row, col] = [1, 4, 2];
  const found = await inLab(lab, (l, [h, r, c]) => l.explain({ tensor: 'weights', head: h, row: r, col: c }), [head, row, col]);
  const steps = found.steps;
  const dot = steps.find((step) => step.kind === 'dot');
  expect(dot?.terms.length).toBe(4);
  dot?.terms.forEach(([a, b], d) => {
    expect(a).toBeCloseTo(expected.query[0][head][row][d], 5);
    expect(b).toBeCloseTo(expected.key[0][head][col][d], 5);
  });
  const products = dot?.terms.reduce((sum, [a, b]) => sum + Number(a) * Number(b), 0) ?? NaN;
  expect(Number(dot?.result)).toBeCloseTo(products, 4);
  expect(products / 2).toBeCloseTo(expected.scaled[0][head][row][col], 4);
  const exponents = expected.masked_scores[0][head][row].map((s) => Math.exp(s - Math.max(...expected.masked_scores[0][head][row])));
  const exponent = steps.find((step) => step.kind === 'exponent');
  expect(Number(exponent?.result)).toBeCloseTo(exponents[col], 5);
  const share = steps.find((step) => step.kind === 'normalise');
  expect(Number(share?.terms[0][1])).toBeCloseTo(exponents.reduce((a, b) => a + b, 0), 4);
  expect(Number(found.value)).toBeCloseTo(expected.weights[0][head][row][col], 6);
  expect(inputs.params.num_heads).toBe(4);
});

test('every stage can be explained, and its last step is the number shown', async ({ lab }) => {
  await inLab(lab, (l) => { l.set('biases', true); l.fill('b_q', 'gaussian', { seed: 3 }); l.set('positions', true); l.set('softcap', 5); });
  const { found } = await expectCorrect(lab);
  for (const stage of /** @type {const} */ (['input', 'query', 'key', 'value', 'scores', 'scaled', 'masked_scores', 'weights', 'context', 'concat', 'output'])) {
    const explanation = await inLab(lab, (l, name) => l.explain({ tensor: name, row: 2, col: 3 }), stage);
    const number = numberAt(found[stage], 0, 0, 2, 3);
    expect(Number(explanation.value), stage).toBeCloseTo(number, 5);
    expect(Number(explanation.steps.at(-1)?.result), stage).toBeCloseTo(number, 4);
  }
});

test('the selected number is told to assistive technology, once', async ({ lab }) => {
  await clickCell(lab, 'large', 3, 1);
  const { weights } = await readStages(lab, ['weights']);
  const { head } = await inLab(lab, (l) => l.view());
  const shown = numberAt(weights, 0, head, 3, 1).toFixed(4).slice(0, -1);
  await expect(lab.locator('.live')).toContainText(shown);
  expect((await lab.locator('.live').textContent())?.split(shown).length).toBe(2);
});
