// Line 7: scale, temperature, biases, output projection, positions; each by its control, each against float64.
import { control, expectParam, press } from './helpers/drive.mjs';
import { expect, test } from './helpers/fixtures.mjs';
import { expectCorrect, inLab } from './helpers/numbers.mjs';

test('the scale is 1/√h, off, or a typed value', async ({ lab }) => {
  for (const mode of ['off', 'value', 'sqrt']) {
    await press(lab, `scale_mode.${mode}`);
    await expectParam(lab, 'scale_mode', mode);
    if (mode === 'value') await inLab(lab, (l) => l.set('scale_value', -0.75));
    await expectCorrect(lab);
  }
});

for (const key of ['biases', 'output_projection', 'window']) {
  test(`${key} can be switched on and off`, async ({ lab }) => {
    await inLab(lab, (l) => { for (const name of /** @type {const} */ (['b_q', 'b_k', 'b_v', 'b_o'])) l.fill(name, 'gaussian', { seed: 5 }); });
    const before = await inLab(lab, (l, name) => l.get(name), key);
    for (const value of [!before, before]) {
      await press(lab, key);
      await expectParam(lab, key, value);
      await expect(control(lab, key)).toHaveAttribute('aria-checked', String(value));
      await expectCorrect(lab);
    }
  });
}

test('positions are off, sinusoidal, or in the scores: ALiBi and RoPE', async ({ lab }) => {
  for (const choice of ['sinusoidal', 'alibi', 'rope', 'off']) {
    await press(lab, 'positions');
    await press(lab, `positions.${choice}`);
    await expectParam(lab, 'positions', choice);
    await expectCorrect(lab);
  }
});

test('queries and keys are normalised, then rotated in either way', async ({ lab }) => {
  await press(lab, 'qk_norm');
  await press(lab, 'positions');
  await press(lab, 'positions.rope');
  await press(lab, 'rope_pairs.interleaved');
  await expectParam(lab, 'rope_pairs', 'interleaved');
  await expectCorrect(lab);
  await press(lab, 'stage.rotated_query');
  expect(await inLab(lab, (l) => l.view().large)).toBe('rotated_query');
});

test('the temperature is a slider that takes steps, ends and typed values', async ({ lab }) => {
  await control(lab, 'temperature').focus();
  await lab.keyboard.press('ArrowRight');
  await expect.poll(async () => Number(await inLab(lab, (l) => l.get('temperature')))).toBeGreaterThan(1);
  await lab.keyboard.press('Enter');
  await expect(lab.locator('[data-entry]')).toBeFocused();
  await lab.keyboard.press('Control+a');
  await lab.keyboard.type('0.25');
  await lab.keyboard.press('Enter');
  await expectParam(lab, 'temperature', 0.25);
  await expectCorrect(lab);
});

test('a soft cap limits the scores', async ({ lab }) => {
  await inLab(lab, (l) => { l.fill('W_q', 'gaussian', { seed: 1, factor: 40 }); l.set('softcap', 3); });
  const { found } = await expectCorrect(lab);
  expect(Math.max(...found.scaled.data)).toBeLessThanOrEqual(3);
});

test('scores in the tens of thousands give a softmax without NaN', async ({ lab }) => {
  await inLab(lab, (l) => { l.fill('W_q', 'scale', { factor: 200 }); l.fill('W_k', 'scale', { factor: 200 }); });
  const weights = await inLab(lab, (l) => [...l.stage('weights').data]);
  for (let row = 0; row < 28; row++) {
    expect(weights.slice(row * 7, row * 7 + 7).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
  }
});
