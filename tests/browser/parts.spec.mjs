// The page's own small decisions, without a page: text differences, sets of controls, languages, engines.
import { gather } from '../../web/mirror_tree.js';
import { preferredLanguage } from '../../web/messages.js';
import { difference } from '../../web/text_agent.js';
import { expect, test } from './helpers/fixtures.mjs';

test('what a keyboard did to a text becomes deletions and typed text', () => {
  expect(difference('I gave', 'I gave my')).toEqual({ removed: 0, inserted: ' my' });
  expect(difference('teh', 'the')).toEqual({ removed: 2, inserted: 'he' });
  expect(difference('abc', '')).toEqual({ removed: 3, inserted: '' });
  expect(difference('aa', 'aaa')).toEqual({ removed: 0, inserted: 'a' });
  expect(difference('你🧠', '你🧠好')).toEqual({ removed: 0, inserted: '好' });
  expect(difference('🧠', '')).toEqual({ removed: 1, inserted: '' });
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
