// Line 4: heads, widths, batch and cross-attention; shapes that are always true, and none that are illegal.
import { control, expectParam, message, press } from './helpers/drive.mjs';
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

test('the head count follows its slider by keyboard and stops only at legal values', async ({ lab }) => {
  await control(lab, 'num_heads').focus();
  await lab.keyboard.press('ArrowRight');
  await expectParam(lab, 'num_heads', 8);
  await lab.keyboard.press('ArrowLeft');
  await lab.keyboard.press('ArrowLeft');
  await expectParam(lab, 'num_heads', 2);
  await expectCorrect(lab);
});

test('the head count follows a drag of its slider', async ({ lab }) => {
  const box = await control(lab, 'num_heads').boundingBox();
  if (!box) throw new Error('no slider');
  const y = box.y + box.height * 0.75;
  await lab.mouse.move(box.x + box.width * 0.4, y);
  await lab.mouse.down();
  await lab.mouse.move(box.x + box.width + 20, y, { steps: 10 });
  await lab.mouse.up();
  await expectParam(lab, 'num_heads', 16);
  await lab.mouse.move(box.x + box.width - 4, y);
  await lab.mouse.down();
  await lab.mouse.move(box.x - 20, y, { steps: 10 });
  await lab.mouse.up();
  await expectParam(lab, 'num_heads', 1);
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
});

test('limits are said, not hit', async ({ lab }) => {
  for (const [key, value] of /** @type {[string, number][]} */ ([['d_model', 1e6], ['batch', 9], ['num_heads', 0], ['d_model', NaN], ['temperature', 0]])) {
    const said = await inLab(lab, (l, [k, v]) => { try { l.set(k, v); return ''; } catch (error) { return /** @type {Error} */ (error).name; } },
      /** @type {[string, number]} */ ([key, value]));
    expect(said, `${key} = ${value}`).toBe('HeadscopeError');
  }
  await expectCorrect(lab);
  await expect(message(lab)).not.toBeAttached();
});
