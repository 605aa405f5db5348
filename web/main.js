// The index page: one laboratory as large as the window. The page's title and language follow it.
import { mountHeadscope } from './host.js';
import { messagesIn, preferredLanguage } from './base/messages.js';
import { keptView } from './base/storage.js';

/** @typedef {HTMLElement & { headscope?: import('./api/lab.js').Lab }} LaboratoryElement */

const element = /** @type {LaboratoryElement} */ (document.querySelector('.headscope'));
element.dataset.started = '';  // for fallback.js: the modules have arrived
element.replaceChildren();  // what it said when they came too late for it
const kept = keptView();
document.documentElement.lang = kept.language ?? preferredLanguage(navigator.languages);
if (kept.theme && kept.theme !== 'auto') document.documentElement.dataset.theme = kept.theme;  // before the module has drawn
const wish = new URLSearchParams(location.search).get('engine');
const lab = await mountHeadscope(element, { ownsAddress: true, remember: 'page', engine: /** @type {any} */ (wish) });
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
