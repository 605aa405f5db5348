// Every preset opened on the page itself: its numbers, its pictures, and not a word of complaint.
import { control, message, rest } from './helpers/drive.mjs';
import { expect, openLab, test } from './helpers/fixtures.mjs';
import { expectCorrect, inLab } from './helpers/numbers.mjs';

test('each preset opens without a complaint, draws its pictures, and its numbers are right', async ({ page, address, errors }) => {
  test.slow();
  await openLab(page, address);
  const presets = await inLab(page, (l) => l.catalogue.presets);
  expect(presets.length).toBeGreaterThan(3);
  for (const preset of presets) {
    const { frames } = await inLab(page, async (l, name) => { const before = l.stats(); await l.preset(name); return before; }, preset);
    await expect.poll(async () => (await inLab(page, (l) => l.stats())).frames, preset).toBeGreaterThan(frames);
    await rest(page);
    expect(await message(page).count(), preset).toBe(0);
    const { cross, heads } = await inLab(page, (l) => ({ cross: l.get('cross'), heads: Number(l.get('num_heads')) }));
    const grids = await page.getByRole('grid').evaluateAll((all) => all.map((grid) => ({
      key: /** @type {HTMLElement} */ (grid).dataset.key, cells: Number(grid.getAttribute('aria-rowcount')) * Number(grid.getAttribute('aria-colcount')),
    })));
    const names = grids.map(({ key }) => key);
    for (const name of ['X', 'W_q', 'W_k', 'W_v', 'large', ...(cross ? ['X_kv'] : [])]) expect(names, preset).toContain(name);
    expect(grids.filter(({ cells }) => !(cells > 0)), preset).toEqual([]);
    // One texture for each picture at least, one more for every head.
    expect((await inLab(page, (l) => l.stats())).textures, preset).toBeGreaterThanOrEqual(names.length);
    expect(heads, preset).toBeGreaterThan(0);
    await expect(control(page, 'large'), preset).toBeAttached();
    await expectCorrect(page);
  }
  expect(errors).toEqual([]);
});
