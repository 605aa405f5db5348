// The page's own small decisions, without a page: text differences, sets of controls, languages, engines.
import { gather } from '../../web/mirror/tree.js';
import { preferredLanguage } from '../../web/base/messages.js';
import { both, difference } from '../../web/input/text_difference.js';
import { expect, test } from './helpers/fixtures.mjs';

test('what happened to a text is one part of it replaced, in the units of the page and never half a character', () => {
  expect(difference('I gave', 'I gave my')).toEqual({ begin: 6, end: 6, inserted: ' my' });
  expect(difference('my old dog', 'my young dog')).toEqual({ begin: 3, end: 6, inserted: 'young' });
  expect(difference('teh', 'the')).toEqual({ begin: 1, end: 3, inserted: 'he' });
  expect(difference('abc', '')).toEqual({ begin: 0, end: 3, inserted: '' });
  expect(difference('aa', 'aaa')).toEqual({ begin: 2, end: 2, inserted: 'a' });
  expect(difference('same', 'same')).toEqual({ begin: 4, end: 4, inserted: '' });
  expect(difference('你🧠', '你🧠好')).toEqual({ begin: 3, end: 3, inserted: '好' });
  expect(difference('🧠a', '🧡a')).toEqual({ begin: 0, end: 2, inserted: '🧡' });  // one half of the pair is the same
  expect(difference('\u{10400}', '\u{10800}')).toEqual({ begin: 0, end: 2, inserted: '\u{10800}' });
});

test('what two did to a text at a time is done by both, wherever the other was', () => {
  const before = { text: 'one three', start: 9, end: 9 };
  // Typed at the end, while a word was replaced at the beginning: the caret stays behind what was typed.
  expect(both(before, { text: 'one three!', start: 10, end: 10 }, { text: 'ONE three', start: 9, end: 9 })).toEqual({ text: 'ONE three!', start: 10, end: 10 });
  expect(both(before, { text: 'one three!', start: 10, end: 10 }, { text: '1 three', start: 7, end: 7 })).toEqual({ text: '1 three!', start: 8, end: 8 });
  // Typed in the middle, while something else selected the end.
  expect(both({ ...before, start: 4, end: 4 }, { text: 'one x three', start: 6, end: 6 }, { text: 'one three', start: 4, end: 9 }))
    .toEqual({ text: 'one x three', start: 6, end: 11 });
  // The module's caret moved, the field's text changed.
  expect(both(before, { ...before, start: 0, end: 0 }, { text: 'one', start: 3, end: 3 })).toEqual({ text: 'one', start: 0, end: 0 });
  // Nobody did anything, or one of them did.
  expect(both(before, before, before)).toEqual(before);
  expect(both(before, { ...before, start: 2, end: 2 }, before)).toEqual({ ...before, start: 2, end: 2 });
  expect(both(before, before, { ...before, start: 0, end: 3 })).toEqual({ ...before, start: 0, end: 3 });
});

test('radios stand in the group that names them, options under their menu, tabs by themselves', () => {
  const item = (/** @type {number} */ id, /** @type {string} */ role, /** @type {string} */ key) => ({ id, role, key, label: key, x: 0, y: 0, w: 1, h: 1 });
  const tree = gather([
    item(1, 'button', 'undo'), item(2, 'group', 'scale'), item(3, 'radio', 'scale.a'), item(4, 'radio', 'scale.b'),
    item(5, 'checkbox', 'causal'), item(6, 'listbox', 'init'), item(7, 'option', 'init.x'), item(8, 'tab', 't1'), item(9, 'tab', 't2'),
  ]);
  const said = tree.map((node) => ('items' in node ? [node.role, node.label, ...node.items.map((each) => each.key)] : node.key));
  expect(said).toEqual(['undo', ['radiogroup', 'scale', 'scale.a', 'scale.b'], 'causal', 'init', ['listbox', 'init', 'init.x'], ['tablist', '', 't1', 't2']]);
});

test('any Chinese gets simplified Chinese, any other language English, and the first known one wins', () => {
  expect(preferredLanguage(['zh-TW', 'en'])).toBe('zh-Hans');
  expect(preferredLanguage(['fr', 'zh'])).toBe('zh-Hans');
  expect(preferredLanguage(['fr', 'en-GB', 'zh'])).toBe('en');
  expect(preferredLanguage(['sw'])).toBe('en');
  expect(preferredLanguage([])).toBe('en');
});
