// Lessons: opened from the bar and by a link, played by keyboard, restored, and in both languages.
import { expect, openLab, test } from './helpers/fixtures.mjs';
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

test('a finger drags a number in the sentence, and the page does not scroll with it', async ({ browser, address }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  await openLab(page, address);
  await openStep(page, 'change');
  const box = await page.locator('hs-number[cell="X[0,0,0]"]').boundingBox();
  if (!box) throw new Error('the number is not on screen');
  const client = await context.newCDPSession(page);
  const touch = (/** @type {'touchStart' | 'touchMove' | 'touchEnd'} */ type, /** @type {number[]} */ ...along) => client.send('Input.dispatchTouchEvent', {
    type, touchPoints: along.map((x) => ({ x: box.x + x, y: box.y + box.height / 2 })),
  });
  await touch('touchStart', 3);
  for (let x = 9; x <= 63; x += 6) await touch('touchMove', x);
  await touch('touchEnd');
  expect(await inLab(page, (one) => one.value('X[0,0,0]'))).toBeCloseTo(2, 5);
  await context.close();
});

test('what is typed and pasted in the column stays there: a number in a sentence takes digits, and the laboratory hears nothing of them', async ({ lab, page }) => {
  void lab;
  await openStep(page, 'change');
  const input = page.locator('hs-number[cell="X[0,0,0]"]');
  await input.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('2.5?');
  await expect(input.locator('input')).toHaveValue('2.5?');
  expect(await inLab(page, (one) => one.view().help)).toBe(false);
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Enter');
  expect(await inLab(page, (one) => one.value('X[0,0,0]'))).toBe(2.5);
});

test('a number that is asked for takes any answer, and a wrong one is told by the mistake that gives it', async ({ lab, page }) => {
  void lab;
  await page.route('**/assets/lessons/self-attention-by-hand.en.json', async (route) => {
    const told = await (await route.fetch()).json();
    Object.assign(told.steps[3], {
      ask: { cell: 'scaled[0,0,0,0]', wrong: { scaled: { apply: 'scale_mode=sqrt' }, itself: { value: 5 } } },
      replies: { right: ['It is two.'], scaled: ['Not scaled here.'], itself: ['With itself.'], other: ['Multiply and add.'] },
      after: ['And so on.'],
    });
    await route.fulfill({ json: told });
  });
  await openStep(page, 'scores');
  const field = page.getByRole('textbox', { name: 'Your answer' }), reply = page.locator('.lessons .reply');
  for (const [guess, said] of [['', 'Type a number'], ['two', 'Type a number'], ['1e400', 'Type a number'], ['1e40', 'Multiply and add.'], ['1.155', 'Not scaled here.'], ['5', 'With itself.'], ['2', 'It is two.']]) {
    await field.fill(guess);
    await page.getByRole('button', { name: 'Check' }).click();
    await expect(reply, guess).toContainText(said);
  }
  await expect(page.locator('.lessons .after')).toHaveText('And so on.');
  expect(await inLab(page, (one) => one.get('scale_mode'))).toBe('off');
});

test('a lesson whose view means nothing is told, and the laboratory stays as it was', async ({ lab, page }) => {
  void lab;
  await page.route('**/assets/lessons/self-attention-by-hand.en.json', async (route) => {
    const told = await (await route.fetch()).json();
    told.steps[0].view = 'large=nonsense';
    await route.fulfill({ json: told });
  });
  const before = await inLab(page, (one) => one.link());
  await page.evaluate((place) => { location.hash = `lesson=${place}`; }, lesson);
  await expect(page.locator('.lessons .failed')).toContainText('nonsense');
  expect(await inLab(page, (one) => one.link())).toBe(before);
});

test('closing the lessons gives the room, the controls and the focus back', async ({ lab, page }) => {
  void lab;
  await openStep(page, 'key');
  await page.getByRole('button', { name: 'Close the lessons' }).click();
  await expect(page.locator('.lessons')).toHaveCount(0);
  expect(await inLab(page, (one) => { const { rail_folded, large, highlights } = one.view(); return { rail_folded, large, highlights }; }))
    .toEqual({ rail_folded: false, large: 'weights', highlights: [] });
  await expect(page.locator('[data-key=learn]')).toBeFocused();
  expect(new URL(page.url()).hash).toBe('');
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
