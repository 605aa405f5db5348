// Typing by every way a browser knows: input methods, autocorrect, a caret moved without keys, pasting. No word may be lost.
import { clickCell, control, message, paste, press, rest, reveal } from './helpers/drive.mjs';
import { expect, test } from './helpers/fixtures.mjs';
import { inLab } from './helpers/numbers.mjs';

/** @typedef {import('@playwright/test').Page} Page */

/** @param {Page} page */
const field = (page) => page.locator('[data-entry]');
/** @param {Page} page */
const sentence = (page) => inLab(page, (lab) => lab.sentence().text);

/** The sentence's field, open, with this text and the caret at its end. @param {Page} page @param {string} text */
async function openField(page, text) {
  await inLab(page, (lab, value) => lab.setSentence(value), text);
  await reveal(page, 'sentence.0');
  await press(page, 'sentence.0');
  await expect(field(page)).toBeFocused();
  await page.keyboard.press('Control+End');
  await expect(field(page)).toHaveValue(text);
}

/** What the module has in its field, and that the page's field agrees. @param {Page} page @param {string} text */
async function expectText(page, text) {
  await expect(field(page)).toHaveValue(text);
  await page.keyboard.press('Enter');
  await expect.poll(() => sentence(page)).toBe(text);
}

test('a composition over earlier words stands in their place', async ({ lab }) => {
  await openField(lab, 'the old dog sleeps');
  const keyboard = await lab.context().newCDPSession(lab);
  for (const text of ['y', 'yo', 'young']) {
    await keyboard.send('Input.imeSetComposition', {
      text, selectionStart: text.length, selectionEnd: text.length, ...(text === 'y' ? { replacementStart: 4, replacementEnd: 7 } : {}),
    });
  }
  await expect(field(lab)).toHaveValue('the young dog sleeps');
  await keyboard.send('Input.insertText', { text: 'young' });
  await lab.keyboard.type('er');
  await expectText(lab, 'the younger dog sleeps');
});

test('a composition that is given up leaves the text as it was', async ({ lab }) => {
  await openField(lab, 'one two');
  const keyboard = await lab.context().newCDPSession(lab);
  await keyboard.send('Input.imeSetComposition', { text: 'ni', selectionStart: 2, selectionEnd: 2 });
  await keyboard.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 });
  await lab.keyboard.type('!');
  await expectText(lab, 'one two!');
});

test('a composition over selected words that is given up leaves none of its letters: the words are gone, as in every text field', async ({ lab }) => {
  const keyboard = await lab.context().newCDPSession(lab);
  const giveUp = async () => {
    for (const text of ['n', 'ni', '']) {
      await keyboard.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
      await rest(lab);
    }
  };
  await openField(lab, 'one two three');
  await field(lab).evaluate((/** @type {HTMLTextAreaElement} */ f) => f.setSelectionRange(4, 8));
  await giveUp();
  await expect(field(lab)).toHaveValue('one three');
  await expect.poll(() => sentence(lab)).toBe('one three');
  await lab.keyboard.press('Control+a');
  await expect.poll(() => field(lab).evaluate((/** @type {HTMLTextAreaElement} */ f) => f.selectionEnd - f.selectionStart)).toBe(9);
  await giveUp();
  await expect(field(lab)).toHaveValue('');
  await rest(lab);
  expect(await sentence(lab)).toBe('one three');  // no sentence is empty: the last one stands
  await lab.keyboard.type('four');
  await expectText(lab, 'four');
});

test('composing over four hundred selected words takes their place at once', async ({ lab }) => {
  await openField(lab, Array.from({ length: 400 }, (_, i) => `w${i}`).join(' '));
  await lab.keyboard.press('Control+a');
  await expect.poll(() => field(lab).evaluate((/** @type {HTMLTextAreaElement} */ f) => f.selectionEnd - f.selectionStart)).toBeGreaterThan(1000);
  const before = (await inLab(lab, (l) => l.stats())).frames;
  const keyboard = await lab.context().newCDPSession(lab);
  await keyboard.send('Input.imeSetComposition', { text: 'ni', selectionStart: 2, selectionEnd: 2 });
  await keyboard.send('Input.insertText', { text: '你' });
  await expect(field(lab)).toHaveValue('你');
  expect((await inLab(lab, (l) => l.stats())).frames - before).toBeLessThan(20);
  await expectText(lab, '你');
});

test('autocorrect and spell checkers replace the word they mean', async ({ lab }) => {
  await openField(lab, 'teh dog and teh cat');
  await field(lab).evaluate((/** @type {HTMLTextAreaElement} */ f) => {
    f.setRangeText('the', 0, 3, 'preserve');
    f.dispatchEvent(new InputEvent('input', { inputType: 'insertReplacementText', data: 'the', bubbles: true, composed: true }));
  });
  await lab.keyboard.type('s');
  await expectText(lab, 'the dog and teh cats');
});

test('typing goes where the caret was put without a key', async ({ lab }) => {
  await openField(lab, 'one three');
  await field(lab).evaluate((/** @type {HTMLTextAreaElement} */ f) => f.setSelectionRange(4, 4));
  await lab.keyboard.type('two ');
  await field(lab).evaluate((/** @type {HTMLTextAreaElement} */ f) => f.setSelectionRange(0, 3));
  await lab.keyboard.type('ONE');
  await expectText(lab, 'ONE two three');
});

test('keys and typed text keep their order however fast they come', async ({ lab }) => {
  await openField(lab, 'ad');
  await lab.keyboard.press('Home');
  await lab.keyboard.press('ArrowRight');
  await lab.keyboard.type('b');
  await lab.keyboard.insertText('c');
  await lab.keyboard.press('End');
  await lab.keyboard.type('e');
  await lab.keyboard.press('Backspace');
  await lab.keyboard.type('!');
  await expectText(lab, 'abcd!');
});

test('text dropped by a phone keyboard or a hand is where it was put', async ({ lab }) => {
  await openField(lab, 'one two three');
  await field(lab).evaluate((/** @type {HTMLTextAreaElement} */ f) => {
    f.setSelectionRange(4, 8);
    document.execCommand('delete');
  });
  await lab.keyboard.type('2 ');
  await expectText(lab, 'one 2 three');
});

test('a paste of 9.5 MB into the sentence is refused at once with the limit, and keeps no memory', async ({ lab }) => {
  await openField(lab, 'one two');
  const before = (await inLab(lab, (l) => l.stats())).memoryBytes;
  await paste(lab, 'word '.repeat(1_900_000));
  await expect(message(lab)).toContainText('9.5 MB');
  await expect(message(lab)).toContainText('65,536 bytes');
  await field(lab).evaluate((/** @type {HTMLTextAreaElement} */ f) => {
    f.value = `one two ${'word '.repeat(1_900_000)}`;
    f.dispatchEvent(new InputEvent('input', { inputType: 'insertFromDrop', bubbles: true, composed: true }));
  });
  await expect(field(lab)).toHaveValue('one two');
  expect((await inLab(lab, (l) => l.stats())).memoryBytes).toBeLessThanOrEqual(before + 65536);
  await paste(lab, '我'.repeat(22_000));
  await expect(message(lab)).toContainText('66,000 bytes');
  await lab.keyboard.press('Control+End');
  await lab.keyboard.type('!');
  await expectText(lab, 'one two!');
});

test('tabs and line ends of a paste separate words, and zero characters stay out', async ({ lab }) => {
  await openField(lab, 'x');
  await paste(lab, '\ta\tb\r\nc\rd\0e');
  await expectText(lab, 'x a b c de');
  await clickCell(lab, 'W_q', 0, 0);
  const said = await inLab(lab, (l) => {
    try { l.setSentence('a\0b'); } catch (error) { return /** @type {Error} */ (error).message; }
    return '';
  });
  expect(said).toContain('zero character');
  await lab.evaluate(() => { location.hash = 'text=a%00b'; });
  await expect(message(lab)).toBeAttached();
  expect(await sentence(lab)).toBe('x a b c de');
});

test('an event without what its kind has does not disturb the page', async ({ lab }) => {
  await control(lab, 'causal').focus();
  await lab.evaluate(() => {
    const root = /** @type {ShadowRoot} */ (document.querySelector('.headscope > *')?.shadowRoot);
    const stage = /** @type {Element} */ (root.querySelector('canvas'));
    root.activeElement?.dispatchEvent(new Event('keydown', { bubbles: true }));  // as a browser fills in a form
    stage.dispatchEvent(new Event('touchstart', { bubbles: true, cancelable: true }));
  });
  await lab.keyboard.press('Space');
  await expect.poll(() => inLab(lab, (l) => l.get('causal'))).toBe(true);
});

test('Ctrl+V struck on the keyboard pastes into the sentence, over what is selected and behind the caret', async ({ lab }) => {
  await lab.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await lab.evaluate(() => navigator.clipboard.writeText('one two'));
  await press(lab, 'sentence.edit');
  await expect(lab.locator('[data-entry]')).toBeFocused();
  await lab.keyboard.press('Control+a');
  await lab.keyboard.press('Control+v');
  await expect.poll(async () => (await inLab(lab, (l) => l.sentence())).text).toBe('one two');
  await lab.keyboard.press('End');
  await lab.keyboard.press('Control+v');
  await expect.poll(async () => (await inLab(lab, (l) => l.sentence())).text).toBe('one twoone two');
});

test('an open field takes over what a page, an undo, a preset or a link makes of the sentence, and typing goes on behind it', async ({ lab }) => {
  await openField(lab, 'one two');
  /** @type {[string, () => Promise<unknown>][]} */
  const changes = [
    ['of the page', () => inLab(lab, (l) => l.setSentence('of the page'))],
    ['one two', () => inLab(lab, (l) => { l.apply('text=again&causal=1'); l.setSentence('one two'); })],
    ['one two', () => inLab(lab, (l) => l.undo())],  // takes back what was typed
    ['of a link', () => lab.evaluate(() => { location.hash = 'text=of+a+link'; })],
  ];
  for (const [text, change] of changes) {
    await lab.keyboard.type(' mine');
    await expect.poll(() => sentence(lab)).toContain(' mine');
    await change();
    await expect(field(lab)).toHaveValue(text);
    await expect(field(lab)).toBeFocused();
    expect(await sentence(lab)).toBe(text);
    await lab.keyboard.type('!');
    await expect.poll(() => sentence(lab)).toBe(`${text}!`);
  }
  await inLab(lab, (l) => l.preset('chinese'));
  const preset = await sentence(lab);
  await expect(field(lab)).toHaveValue(preset);
  await lab.keyboard.press('Enter');
  await rest(lab);
  expect(await sentence(lab)).toBe(preset);
});

test('what is being typed is taken when the window becomes a phone, and when it becomes a desktop again', async ({ lab }) => {
  await clickCell(lab, 'W_q', 0, 0);
  await lab.keyboard.press('Enter');
  await expect(field(lab)).toBeFocused();
  await lab.keyboard.press('Control+a');
  await lab.keyboard.type('7.25');
  await expect(field(lab)).toHaveValue('7.25');
  await lab.setViewportSize({ width: 390, height: 844 });
  await expect.poll(() => inLab(lab, (l) => l.value('W_q[0,0]'))).toBe(7.25);
  await expect(field(lab)).not.toBeAttached();
  await inLab(lab, (l) => l.setView({ tab: 'input' }));
  await rest(lab);
  await press(lab, 'sentence.0');
  await expect(field(lab)).toBeFocused();
  await lab.keyboard.press('Control+End');
  const keyboard = await lab.context().newCDPSession(lab);
  await keyboard.send('Input.imeSetComposition', { text: ' gou', selectionStart: 4, selectionEnd: 4 });
  await expect(field(lab)).toHaveValue(/ gou$/);
  await lab.setViewportSize({ width: 1440, height: 900 });
  await expect.poll(() => sentence(lab)).toMatch(/ gou$/);
});
