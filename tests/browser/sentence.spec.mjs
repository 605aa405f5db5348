// Line 3: the sentence, its tokens, and the vectors that belong to them.
import { control, press, reveal } from './helpers/drive.mjs';
import { expect, test } from './helpers/fixtures.mjs';
import { expectCorrect, inLab } from './helpers/numbers.mjs';

/** @typedef {import('@playwright/test').Page} Page */

/** @param {Page} page */
const tokens = (page) => inLab(page, (lab) => lab.sentence().tokens);
/** @param {Page} page @param {number} row */
const vector = (page, row) => inLab(page, (lab, r) => { const { data, shape } = lab.matrix('X'); return [...data.slice(r * shape[1], (r + 1) * shape[1])]; }, row);

/** Clicks into the sentence's field and replaces its text by typing. @param {Page} page @param {string} text */
async function typeSentence(page, text) {
  await reveal(page, 'sentence.0');
  await press(page, 'sentence.0');
  await expect(page.locator('[data-entry]')).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

test('typing a sentence makes its words the tokens, and the same word has the same vector everywhere', async ({ lab }) => {
  const dog = await vector(lab, 3);
  await typeSentence(lab, 'dog sees dog');
  await expect.poll(() => tokens(lab)).toEqual(['dog', 'sees', 'dog']);
  expect(await vector(lab, 0)).toEqual(dog);
  expect(await vector(lab, 2)).toEqual(dog);
  await expectCorrect(lab);
});

test('adding or removing a token keeps the edits of the others', async ({ lab }) => {
  await inLab(lab, (l) => l.setCell('X', 3, 5, 9.5));
  await typeSentence(lab, 'my old dog some');
  await expect.poll(() => tokens(lab)).toEqual(['my', 'old', 'dog', 'some']);
  expect((await vector(lab, 2))[5]).toBe(9.5);
  await expectCorrect(lab);
});

test('tokens are cut by words, by characters or by lines', async ({ lab }) => {
  await press(lab, 'tokens_by.characters');
  await typeSentence(lab, '我爱你👩‍👩‍👧é');
  await expect.poll(() => tokens(lab)).toEqual(['我', '爱', '你', '👩‍👩‍👧', 'é']);
  await expectCorrect(lab);
  await inLab(lab, (l) => { l.set('tokens_by', 'lines'); l.setSentence('New York\nis big'); });
  expect(await tokens(lab)).toEqual(['New York', 'is big']);
  await expectCorrect(lab);
});

test('an input method composes into the sentence, and the text is not there before it is committed', async ({ lab }) => {
  await press(lab, 'sentence.0');
  await expect(lab.locator('[data-entry]')).toBeFocused();
  await lab.keyboard.press('Control+a');
  await lab.keyboard.press('Backspace');
  const keyboard = await lab.context().newCDPSession(lab);
  for (const text of ['n', 'ni', '你', '你h', '你好']) {
    await keyboard.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  }
  await keyboard.send('Input.insertText', { text: '你好' });
  await expect(control(lab, 'sentence.0')).toHaveValue('你好');
  await lab.keyboard.type('吗');
  await lab.keyboard.press('Enter');
  await expect.poll(() => tokens(lab)).toEqual(['你', '好', '吗']);
});

test('any script, emoji and mathematical signs may be tokens', async ({ lab }) => {
  await typeSentence(lab, 'שלום مرحبا ∇·E 𝔸 🧠 Ünïcödé');
  await expect.poll(async () => (await inLab(lab, (l) => l.sentence())).text).toBe('שלום مرحبا ∇·E 𝔸 🧠 Ünïcödé');
  await expectCorrect(lab);
});
