// Line 3: the sentence, its tokens, and the vectors that belong to them.
import { boxOf, control, message, press, rest, reveal } from './helpers/drive.mjs';
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

/** A token of the sentence above the pictures. @param {Page} page @param {number} index */
const token = (page, index) => control(page, `token.${index}`);
/** @param {Page} page */
const field = (page) => page.locator('[data-entry]');

test('a token pointed at shows its weights, a click keeps it, and arrows walk on', async ({ lab }) => {
  const weights = await inLab(lab, (l) => { const { data, shape } = l.stage('weights'); return Array.from({ length: shape[2] }, (_, q) => [...data.slice(q * shape[3], (q + 1) * shape[3])]); });
  const shown = async (/** @type {number} */ key) => Number((await token(lab, key).getAttribute('aria-label'))?.split(' ').at(-1));
  await expect(token(lab, 4)).toHaveAttribute('aria-checked', 'true');
  expect(await shown(6)).toBeCloseTo(weights[4][6], 3);
  const { x, y, width, height } = await boxOf(lab, 'token.1');
  await lab.mouse.move(x + width / 2, y + height / 2);
  await expect.poll(() => shown(6)).toBeCloseTo(weights[1][6], 3);
  await lab.mouse.click(x + width / 2, y + height / 2);
  await expect(token(lab, 1)).toHaveAttribute('aria-checked', 'true');
  await token(lab, 1).focus();
  await lab.keyboard.press('ArrowRight');
  await expect(token(lab, 2)).toBeFocused();
  await expect.poll(() => inLab(lab, (l) => l.view().query)).toBe(2);
});

test('the sentence above the pictures is edited in its place, and everything follows each letter', async ({ lab }) => {
  const before = await inLab(lab, (l) => l.link());
  await press(lab, 'token.3');
  await lab.waitForTimeout(700);  // not a double click
  await press(lab, 'token.3');
  await expect(field(lab)).toBeFocused();
  await lab.keyboard.type('s');
  await expect.poll(() => tokens(lab)).toEqual(['I', 'gave', 'my', 'dogs', 'Charlie', 'some', 'food']);
  await lab.keyboard.type(' and 猫');
  await expect.poll(() => tokens(lab)).toEqual(['I', 'gave', 'my', 'dogs', 'and', '猫', 'Charlie', 'some', 'food']);
  await expectCorrect(lab);
  await lab.keyboard.press('Enter');
  await expect(field(lab)).toHaveCount(0);
  await inLab(lab, (l) => { l.undo(); });
  expect(await inLab(lab, (l) => l.link())).toBe(before);
});

test('Escape gives back the sentence and the edited vectors of its words', async ({ lab }) => {
  await inLab(lab, (l) => l.setCell('X', 3, 5, 9.5));
  await token(lab, 4).focus();
  await lab.keyboard.press('Enter');
  await expect(field(lab)).toBeFocused();
  await lab.keyboard.press('Control+a');
  await lab.keyboard.type('gone');
  await expect.poll(() => tokens(lab)).toEqual(['gone']);
  await lab.keyboard.press('Escape');
  await expect.poll(() => tokens(lab)).toHaveLength(7);
  expect((await vector(lab, 3))[5]).toBe(9.5);
  await expect(token(lab, 0)).toBeAttached();
});

test('an input method composes above the pictures, and its letters become no tokens', async ({ lab }) => {
  await press(lab, 'sentence.edit');
  await expect(field(lab)).toBeFocused();
  await lab.keyboard.press('Control+a');
  await lab.keyboard.press('Backspace');
  const keyboard = await lab.context().newCDPSession(lab);
  for (const text of ['n', 'ni', '你', '你h', '你好']) {
    await keyboard.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    await rest(lab);
    expect(await tokens(lab)).toHaveLength(7);
  }
  await keyboard.send('Input.insertText', { text: '你好' });
  await expect.poll(() => tokens(lab)).toEqual(['你', '好']);
});

test('a sentence beyond the limit keeps the last good one and says the limit beside the field', async ({ lab }) => {
  await press(lab, 'sentence.edit');
  await expect(field(lab)).toBeFocused();
  await lab.keyboard.press('Control+a');
  await lab.keyboard.insertText('a '.repeat(1025));
  await expect(control(lab, 'sentence_line.refusal')).toContainText('1024');
  expect(await tokens(lab)).toHaveLength(7);
  await lab.keyboard.press('Escape');
  await expect(control(lab, 'sentence_line.refusal')).toHaveCount(0);
  await expect(message(lab)).toHaveCount(0);
});

test('a long sentence scrolls sideways by the wheel with Shift, and comes back to the query', async ({ lab }) => {
  await inLab(lab, (l) => l.setSentence(Array.from({ length: 120 }, (_, i) => `word${i}`).join(' ')));
  await rest(lab);
  const { x, y } = await boxOf(lab, 'token.4');
  await lab.mouse.move(x + 5, y + 5);
  await lab.keyboard.down('Shift');
  await lab.mouse.wheel(0, 400);
  await lab.keyboard.up('Shift');
  await expect.poll(async () => (await boxOf(lab, 'token.4')).x).toBeLessThan(x - 100);
  await lab.mouse.move(5, 5);
  await inLab(lab, (l) => l.setView({ query: 100 }));
  await expect.poll(async () => (await boxOf(lab, 'token.100')).x).toBeLessThan(1280);
});
