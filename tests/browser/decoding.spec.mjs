// Decoding token by token, by keyboard alone: what a step shows, tells and costs, and what setView refuses.
import { control, expectParam } from './helpers/drive.mjs';
import { expect, test } from './helpers/fixtures.mjs';
import { expectCorrect, inLab } from './helpers/numbers.mjs';

const decoding = (/** @type {import('@playwright/test').Page} */ page) => expect.poll(() => inLab(page, (lab) => lab.view().decoding));

test('a keyboard turns the causal mask on for decoding, steps to and fro, and leaves it', async ({ lab }) => {
  await control(lab, 'decoding').focus();
  await lab.keyboard.press('Enter');
  await expect(lab.getByText('Not causal')).toBeAttached();
  await control(lab, 'decoding.fix').focus();
  await lab.keyboard.press('Enter');
  await expectParam(lab, 'causal', true);
  const { query } = await inLab(lab, (l) => l.view());
  await decoding(lab).toBe(query);
  await control(lab, 'decoding.next').focus();
  await lab.keyboard.press('Enter');
  await decoding(lab).toBe(query + 1);
  await expect(control(lab, 'decoding.step')).toContainText(`Step ${query + 2} of 7`);
  await control(lab, 'decoding.back').focus();
  for (let i = 0; i < 2; ++i) await lab.keyboard.press('Space');
  await decoding(lab).toBe(query - 1);
  await control(lab, `token.${query - 1}`).focus();
  await lab.keyboard.press('Home');
  await decoding(lab).toBe(0);
  await expect(control(lab, 'decoding.back')).toBeDisabled();
  await expect(control(lab, 'token.3')).toHaveAccessibleName(/not there yet/);
  await expectCorrect(lab); // the numbers are those of the pass, whatever step is shown
  await control(lab, 'decoding').focus();
  await lab.keyboard.press('Enter');
  await decoding(lab).toBe(null);
});

test('cached keys say so to a screen reader', async ({ lab }) => {
  await inLab(lab, (l) => { l.set('causal', true); l.setView({ decoding: 3 }); });
  await control(lab, 'key').getByRole('gridcell').focus();
  await expect(control(lab, 'key.cell')).toHaveAccessibleName(/cached, not recomputed/);
  await inLab(lab, (l) => l.setView({ language: 'zh-Hans' }));
  await expect(control(lab, 'key.cell')).toHaveAccessibleName(/已缓存，不再重算/);
});

test('a step is refused where the document looks ahead, with the reason, and let go with the mask', async ({ lab }) => {
  const refusal = await inLab(lab, (l) => { try { l.setView({ decoding: 2, head: 3 }); } catch (error) { return String(error); } return ''; });
  expect(refusal).toContain('Not causal');
  expect(await inLab(lab, (l) => l.view())).toMatchObject({ decoding: null, second_head: null, head: 0 });
  await inLab(lab, (l) => { l.set('causal', true); l.setView({ decoding: 2 }); l.set('causal', false); });
  await decoding(lab).toBe(null);
});
