// Lessons: opened from the bar and by a link, played by keyboard, restored, and in both languages.
import { expect, test } from './helpers/fixtures.mjs';
import { inLab } from './helpers/numbers.mjs';

const lesson = 'self-attention-by-hand';

/** @param {import('@playwright/test').Page} page @param {string} step */
async function openStep(page, step) {
  await page.evaluate((place) => { location.hash = `lesson=${place}`; }, `${lesson}.${step}`);
  await expect(page.locator('.lessons .page')).toHaveAttribute('data-step', step);
}

test('the lessons open from the bar, and a lesson makes the laboratory what its step is about', async ({ lab, page }) => {
  void lab;
  await page.getByRole('button', { name: 'Learn', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /Self-attention by hand/ }).click();
  await expect(page.locator('.lessons h3')).toHaveText('Three inputs');
  expect(await inLab(page, (one) => [one.get('d_model'), one.view().large, one.value('X[0,1,1]')])).toEqual([4, 'X', 2]);
});

test('steps are turned by a presenter’s keys and stand in the address', async ({ lab, page }) => {
  void lab;
  await openStep(page, 'inputs');
  await page.locator('.lessons h3').focus();
  await page.keyboard.press('PageDown');
  await expect(page.locator('.lessons .page')).toHaveAttribute('data-step', 'key');
  expect(new URL(page.url()).hash).toBe(`#lesson=${lesson}.key`);
  await page.keyboard.press('PageUp');
  await expect(page.locator('.lessons .page')).toHaveAttribute('data-step', 'inputs');
});

test('a number in the sentence is the number in the picture: it follows, lights its cell, and is changed by keys; the step’s own numbers come back', async ({ lab, page }) => {
  void lab;
  await openStep(page, 'change');
  const input = page.locator('hs-number[cell="X[0,0,0]"]'), weight = page.locator('hs-number[cell="weights[0,0,0,0]"]');
  await expect(weight).toHaveText('0.0634');
  await input.focus();
  expect(await inLab(page, (one) => one.view().highlights.map(({ address }) => address))).toEqual(['X[0,0,0]']);
  for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowUp');
  expect(await inLab(page, (one) => one.value('X[0,0,0]'))).toBe(2);
  await expect(weight).not.toHaveText('0.0634');
  await page.getByRole('button', { name: 'Back to the lesson’s numbers' }).click();
  expect(await inLab(page, (one) => one.value('X[0,0,0]'))).toBe(1);
  await expect(weight).toHaveText('0.0634');
});

test('what a step has to say after its act is said once the reader got there', async ({ lab, page }) => {
  void lab;
  await openStep(page, 'change');
  await expect(page.locator('.lessons .after')).toBeEmpty();
  await inLab(page, (one) => one.setCell('X[0,0,0]', 4));
  await expect(page.locator('.lessons .after')).toContainText('grows with the square');
});

test('a wrong choice is answered, and the right one opens what follows', async ({ lab, page }) => {
  void lab;
  await openStep(page, 'others');
  await page.getByRole('button', { name: /Each input attends most to itself/ }).click();
  await expect(page.locator('.lessons .reply')).toContainText('[2, 6, 3]');
  await expect(page.locator('.lessons .after')).toBeEmpty();
  await page.getByRole('button', { name: /The second key is the longest/ }).click();
  await expect(page.locator('.lessons .after')).toContainText('lies on the second key');
});

test('another language tells the same step, and keeps what the reader changed', async ({ lab, page }) => {
  void lab;
  await openStep(page, 'change');
  await inLab(page, (one) => { one.setCell('X[0,0,0]', 3); one.setView({ language: 'zh-Hans' }); });
  await expect(page.locator('.lessons h3')).toHaveText('现在动手改');
  expect(await inLab(page, (one) => one.value('X[0,0,0]'))).toBe(3);
});

test('a lesson that is not there is told, and the laboratory stays as it was', async ({ lab, page }) => {
  void lab;
  const before = await inLab(page, (one) => one.link());
  await page.evaluate(() => { location.hash = 'lesson=none'; });
  await expect(page.locator('.lessons .failed')).toContainText('could not be opened');
  expect(await inLab(page, (one) => one.link())).toBe(before);
});
