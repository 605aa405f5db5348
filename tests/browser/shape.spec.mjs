// Line 4: heads, widths, batch and cross-attention; shapes that are always true, and none that are illegal.
import { boxOf, control, expectParam, message, press, rest } from './helpers/drive.mjs';
import { expect, test } from './helpers/fixtures.mjs';
import { expectCorrect, inLab } from './helpers/numbers.mjs';

test('changing the head count cuts the same weights into other heads', async ({ lab }) => {
  const before = await inLab(lab, (l) => [...l.matrix('W_q').data]);
  for (const heads of [1, 2, 8, 16]) {
    await inLab(lab, (l, m) => l.set('num_heads', m), heads);
    const { found } = await expectCorrect(lab);
    expect(found.weights.shape[1]).toBe(heads);
    expect(found.query.shape).toEqual([1, heads, 7, 16 / heads]);
    expect(await inLab(lab, (l) => [...l.matrix('W_q').data])).toEqual(before);
  }
});

test('the head count is chosen by keyboard among the legal values', async ({ lab }) => {
  await control(lab, 'num_heads.4').focus();
  await lab.keyboard.press('ArrowRight');
  await expectParam(lab, 'num_heads', 8);
  await lab.keyboard.press('ArrowLeft');
  await expectParam(lab, 'num_heads', 4);
  await rest(lab);
  await lab.keyboard.press('ArrowLeft');
  await expectParam(lab, 'num_heads', 2);
  await expectCorrect(lab);
});

test('the head count is chosen by a press, and another one typed is refused where it was typed', async ({ lab }) => {
  await press(lab, 'num_heads.16');
  await expectParam(lab, 'num_heads', 16);
  await press(lab, 'num_heads.1');
  await expectParam(lab, 'num_heads', 1);
  await lab.keyboard.press('F2');
  await expect(lab.locator('[data-entry]')).toBeAttached();
  await lab.keyboard.type('5');
  await lab.keyboard.press('Enter');
  await expect(message(lab)).toContainText('5');
  const [said, chips] = [await boxOf(lab, 'status'), await boxOf(lab, 'num_heads.1')];
  expect(said.y).toBeGreaterThanOrEqual(chips.y + chips.height);
  expect(said.y).toBeLessThan(chips.y + chips.height + 16);
  await press(lab, 'num_heads.2');
  await expect(message(lab)).toHaveCount(0);
  await expectCorrect(lab);
});

test('an illegal head count is refused with the legal ones, and nothing changes', async ({ lab }) => {
  const link = await inLab(lab, (l) => l.link());
  const said = await inLab(lab, (l) => { try { l.set('num_heads', 5); return ''; } catch (error) { return /** @type {Error} */ (error).message; } });
  expect(said).toMatch(/5/);
  expect(said).toMatch(/4, 8/);
  expect(await inLab(lab, (l) => l.link())).toBe(link);
});

test('widths change, and every stage has the shape it says', async ({ lab }) => {
  for (const [key, value] of /** @type {const} */ ([['d_model', 24], ['head_dim', 3], ['d_model', 8]])) {
    await inLab(lab, (l, [k, v]) => l.set(k, v), /** @type {[string, number]} */ ([key, value]));
    await expectCorrect(lab);
  }
  await expect(control(lab, 'W_q')).toHaveAttribute('aria-colcount', '8');
});

test('a batch has sentences of its own, padded to the longest', async ({ lab }) => {
  await inLab(lab, (l) => { l.set('batch', 3); l.setSentence('short one', 'query', 1); });
  const { found } = await expectCorrect(lab);
  expect(found.weights.shape).toEqual([3, 4, 7, 7]);
  await inLab(lab, (l) => l.setView({ item: 1 }));
  await expect.poll(async () => (await inLab(lab, (l) => l.view())).item).toBe(1);
});

test('cross-attention reads keys and values from a second sentence of its own width', async ({ lab }) => {
  await press(lab, 'cross');
  await expectParam(lab, 'cross', true);
  await inLab(lab, (l) => { l.set('d_memory', 10); l.setSentence('an entirely different and rather longer sentence', 'memory'); });
  const { found } = await expectCorrect(lab);
  expect(found.weights.shape).toEqual([1, 4, 7, 7]);
  expect(found.memory.shape).toEqual([1, 1, 7, 10]);
  await inLab(lab, (l) => l.setSentence('two words', 'memory'));
  expect((await expectCorrect(lab)).found.weights.shape).toEqual([1, 4, 7, 2]);
  await inLab(lab, (l) => { l.set('value_source', true); l.set('d_value_memory', 13); l.setCell('X_v', 1, 2, 3); });
  const apart = await expectCorrect(lab);
  expect(apart.found.value_memory.shape).toEqual([1, 1, 2, 13]);
  expect(apart.found.value_memory.data[15]).toBe(3);
  await expect(control(lab, 'X_v')).toBeAttached();
});

test('limits are said, not hit', async ({ lab }) => {
  for (const [key, value] of /** @type {[string, number][]} */ ([['d_model', 1e6], ['batch', 33], ['num_heads', 0], ['d_model', NaN], ['temperature', 0]])) {
    const said = await inLab(lab, (l, [k, v]) => { try { l.set(k, v); return ''; } catch (error) { return /** @type {Error} */ (error).name; } },
      /** @type {[string, number]} */ ([key, value]));
    expect(said, `${key} = ${value}`).toBe('HeadscopeError');
  }
  await expectCorrect(lab);
  await expect(message(lab)).not.toBeAttached();
});
