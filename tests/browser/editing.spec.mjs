// Line 2: any number can be edited, by mouse, keyboard and paste, and everything downstream follows in the same frame.
import { cellAt, clickCell, control, dragCell, paste, press, typeCell } from './helpers/drive.mjs';
import { expect, test } from './helpers/fixtures.mjs';
import { expectCorrect, inLab, readInputs, readStages } from './helpers/numbers.mjs';
import { attention } from './helpers/reference.mjs';

/** @typedef {import('../../web/types.js').MatrixName} MatrixName */

/** What W_v has a part in. */
const STAGES_OF_V = /** @type {const} */ (['value', 'context', 'concat', 'output']);

/** @param {import('@playwright/test').Page} page @param {MatrixName} name */
const matrix = (page, name) => inLab(page, (lab, wanted) => [...lab.matrix(wanted).data], name);

/** Where two lists differ. @param {number[]} before @param {number[]} after */
const changed = (before, after) => before.flatMap((value, i) => (value === after[i] ? [] : [i]));

for (const name of /** @type {const} */ (['X', 'W_q', 'W_k', 'W_v', 'W_o'])) {
  test(`dragging a cell of ${name} changes that number alone, and every stage follows`, async ({ lab }) => {
    const before = await matrix(lab, name);
    await dragCell(lab, name, 2, 3, { dy: -60 });
    await expect.poll(async () => changed(before, await matrix(lab, name))).toEqual([2 * 16 + 3]);
    expect((await matrix(lab, name))[2 * 16 + 3]).toBeGreaterThan(before[2 * 16 + 3]);
    await expectCorrect(lab);
  });
}

test('a drag is one step of undo', async ({ lab }) => {
  const before = await matrix(lab, 'W_k');
  await dragCell(lab, 'W_k', 0, 0, { dy: -80 });
  await expect.poll(async () => changed(before, await matrix(lab, 'W_k'))).toEqual([0]);
  await press(lab, 'undo');
  await expect.poll(() => matrix(lab, 'W_k')).toEqual(before);
});

test('a double click types a number, and it is kept to the last bit of float32', async ({ lab }) => {
  await typeCell(lab, 'W_v', 1, 2, '-0.12345679');
  await expect.poll(async () => (await matrix(lab, 'W_v'))[1 * 16 + 2]).toBe(Math.fround(-0.12345679));
  await expectCorrect(lab);
});

test('arrow keys move through the cells, Enter types, Escape gives up, Delete makes zero', async ({ lab }) => {
  await clickCell(lab, 'W_q', 0, 0);
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown']) await lab.keyboard.press(key);
  const active = lab.locator('[data-key=W_q] [role=gridcell]');
  await expect(active).toHaveAttribute('aria-colindex', '3');
  await expect(control(lab, 'W_q').locator('[role=row]')).toHaveAttribute('aria-rowindex', '2');
  const before = await matrix(lab, 'W_q');

  await lab.keyboard.press('Enter');
  await lab.keyboard.type('5');
  await lab.keyboard.press('Escape');
  expect(await matrix(lab, 'W_q')).toEqual(before);

  await lab.keyboard.press('Enter');
  await lab.keyboard.press('Control+a');
  await lab.keyboard.type('1.5');
  await lab.keyboard.press('Enter');
  await expect.poll(async () => (await matrix(lab, 'W_q'))[1 * 16 + 2]).toBe(1.5);

  await clickCell(lab, 'W_q', 3, 4);
  await lab.keyboard.press('Delete');
  await expect.poll(async () => (await matrix(lab, 'W_q'))[3 * 16 + 4]).toBe(0);
  await expectCorrect(lab);
});

const PASTES = {
  'a spreadsheet': '1\t2\t3\n4\t5\t6',
  'a NumPy print-out': '[[1. 2. 3.]\n [4. 5. 6.]]',
  'a NumPy repr': 'array([[1., 2., 3.],\n       [4., 5., 6.]], dtype=float32)',
  'a PyTorch print-out': 'tensor([[1., 2., 3.],\n        [4., 5., 6.]], grad_fn=<MmBackward0>)',
  'CSV': '1,2,3\n4,5,6\n',
};
for (const [source, text] of Object.entries(PASTES)) {
  test(`a block from ${source} is pasted from the active cell on`, async ({ lab }) => {
    const before = await matrix(lab, 'W_o');
    await clickCell(lab, 'W_o', 4, 5);
    await paste(lab, text);
    await expect.poll(async () => (await matrix(lab, 'W_o')).slice(4 * 16 + 5, 4 * 16 + 8)).toEqual([1, 2, 3]);
    const after = await matrix(lab, 'W_o');
    expect(after.slice(5 * 16 + 5, 5 * 16 + 8)).toEqual([4, 5, 6]);
    expect(changed(before, after)).toHaveLength(6);
    await expectCorrect(lab);
  });
}

test('Ctrl+C copies a row and Ctrl+Shift+C a matrix, and pasting them elsewhere gives the same bits', async ({ lab, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const from = await matrix(lab, 'W_q');
  const copy = async (/** @type {string} */ keys, /** @type {number} */ numbers) => {
    await clickCell(lab, 'W_q', 0, 0);
    await lab.keyboard.press(keys);
    await expect.poll(async () => (await lab.evaluate(() => navigator.clipboard.readText())).trim().split(/\s+/).length).toBe(numbers);
    return lab.evaluate(() => navigator.clipboard.readText());
  };
  await clickCell(lab, 'W_k', 2, 0);
  const row = await copy('Control+c', 16);
  await clickCell(lab, 'W_k', 2, 0);
  await paste(lab, row);
  await expect.poll(async () => (await matrix(lab, 'W_k')).slice(2 * 16, 3 * 16)).toEqual(from.slice(0, 16));

  const whole = await copy('Control+Shift+c', 256);
  await clickCell(lab, 'W_k', 0, 0);
  await paste(lab, whole);
  await expect.poll(() => matrix(lab, 'W_k')).toEqual(from);
  await expectCorrect(lab);
});

test('whole matrices are zeroed, made the identity, scaled and drawn at random, with the seed shown and kept', async ({ lab }) => {
  await inLab(lab, (l) => l.fill('W_q', 'zero'));
  expect(await matrix(lab, 'W_q')).toEqual(new Array(256).fill(0));
  await inLab(lab, (l) => l.fill('W_q', 'identity'));
  expect(await matrix(lab, 'W_q')).toEqual(Array.from({ length: 256 }, (_, i) => (i % 17 === 0 ? 1 : 0)));
  await inLab(lab, (l) => l.fill('W_q', 'scale', { factor: 2.5 }));
  expect((await matrix(lab, 'W_q'))[17]).toBe(2.5);
  for (const kind of ['gaussian', 'uniform', 'xavier', 'kaiming', 'orthogonal']) {
    await inLab(lab, (l, k) => l.fill('W_q', k, { seed: 7 }), kind);
    const first = await matrix(lab, 'W_q');
    await inLab(lab, (l, k) => l.fill('W_q', k, { seed: 8 }), kind);
    expect(await matrix(lab, 'W_q')).not.toEqual(first);
    await inLab(lab, (l, k) => l.fill('W_q', k, { seed: 7 }), kind);
    expect(await matrix(lab, 'W_q')).toEqual(first);
    await expectCorrect(lab);
  }
  await inLab(lab, (l) => l.fill('W_q', 'zero', { row: 3, rows: 1 }));
  expect((await matrix(lab, 'W_q')).slice(48, 64)).toEqual(new Array(16).fill(0));
});

test('the operations of a matrix are offered where its cells are, and act on it', async ({ lab }) => {
  await clickCell(lab, 'W_k', 1, 1);
  const { x, y } = await cellAt(lab, 'W_k', 1, 1);
  const before = await matrix(lab, 'W_k');
  await lab.mouse.click(x, y, { button: 'right' });
  await press(lab, 'op.scope.row');
  await press(lab, 'op.zero');
  await expect.poll(async () => (await matrix(lab, 'W_k')).slice(16, 32)).toEqual(new Array(16).fill(0));
  expect((await matrix(lab, 'W_k')).slice(32)).toEqual(before.slice(32));
  await press(lab, 'op.scope.column');
  await press(lab, 'op.zero');
  await expect.poll(async () => (await matrix(lab, 'W_k')).filter((_, i) => i % 16 === 1)).toEqual(new Array(16).fill(0));
  await press(lab, 'op.scope.matrix');
  await press(lab, 'op.orthogonal');
  await expect.poll(async () => changed(before, await matrix(lab, 'W_k')).length).toBe(256);
  await lab.keyboard.press('Escape');
  await expectCorrect(lab);
});

test('what follows from an edit is there in the same frame: with each change event every stage is of the numbers of now', async ({ lab }) => {
  const inputs = await readInputs(lab);
  const before = await readStages(lab, STAGES_OF_V);
  await inLab(lab, (l, names) => {
    /** @type {{ W_v: number[], stages: number[][] }[]} */
    const heard = /** @type {any} */ (globalThis).heard = [];
    l.on('change', () => heard.push({ W_v: [...l.matrix('W_v').data], stages: names.map((name) => [...l.stage(name).data]) }));
  }, STAGES_OF_V);
  await dragCell(lab, 'W_v', 0, 0, { dy: -30 });
  const heard = /** @type {{ W_v: number[], stages: number[][] }[]} */ (await lab.evaluate(() => /** @type {any} */ (globalThis).heard));
  expect(heard.length).toBeGreaterThan(0);
  for (const { W_v, stages } of heard) {
    expect(W_v[0]).toBeGreaterThan(inputs.weights.W_v.data[0]);
    const expected = attention({ ...inputs, weights: { ...inputs.weights, W_v: { data: W_v, shape: [16, 16] } } });
    STAGES_OF_V.forEach((name, i) => {
      expect(stages[i], name).not.toEqual(before[name].data);
      expected[name].flat(3).forEach((number, j) => expect(Math.abs(stages[i][j] - number), `${name}[${j}]`).toBeLessThanOrEqual(1e-5));
    });
  }
});
