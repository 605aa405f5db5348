// The index page: one laboratory as large as the window. The page's title and language follow it.
import { mountHeadscope } from './host.js';
import { messagesIn, preferredLanguage } from './messages.js';

/** @typedef {HTMLElement & { headscope?: import('./lab.js').Lab }} LaboratoryElement */

const element = /** @type {LaboratoryElement} */ (document.querySelector('.headscope'));
element.dataset.started = '';  // for fallback.js: the modules have arrived
document.documentElement.lang = preferredLanguage(navigator.languages);
const wish = new URLSearchParams(location.search).get('engine');
const lab = await mountHeadscope(element, { ownsAddress: true, engine: /** @type {any} */ (wish) });
element.headscope = lab;

/** @param {{ language: 'en' | 'zh-Hans', theme: string }} view */
function follow({ language, theme }) {
  document.documentElement.lang = language;
  document.documentElement.dataset.theme = theme;
  document.title = messagesIn(language).title;
}
lab.on('view', follow);
const { language, dark } = lab.view();
follow({ language: language === 'zh-Hans' ? 'zh-Hans' : 'en', theme: dark ? 'dark' : 'light' });
