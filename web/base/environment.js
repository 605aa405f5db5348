// What the system and the browser prefer, now and whenever it changes: darkness, motion, pointer, language, room for a keyboard.
import { LANGUAGES, preferredLanguage } from './messages.js';

/** @typedef {import('../types.js').Parts} Parts */

/** @param {Parts} parts @param {import('./messages.js').Language} [language] */
export function followEnvironment({ module, stage, frames, signal }, language) {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  const coarse = matchMedia('(pointer: coarse)');

  function tell() {
    const preferred = LANGUAGES.indexOf(language ?? preferredLanguage(navigator.languages));
    module.raw._hs_environment(module.app, Number(dark.matches), Number(calm.matches), Number(coarse.matches), preferred);
    frames.request();
  }
  for (const query of [dark, calm, coarse]) query.addEventListener('change', tell, { signal });
  addEventListener('languagechange', tell, { signal });
  tell();

  // A phone's keyboard covers the page without resizing it.
  const seen = window.visualViewport;
  function keepClear() {
    if (!seen || seen.scale !== 1) return;
    const hidden = stage.getBoundingClientRect().bottom - (seen.offsetTop + seen.height);
    module.raw._hs_safe_area(module.app, 0, 0, 0, Math.max(0, Math.round(hidden)));
    frames.request();
  }
  seen?.addEventListener('resize', keepClear, { signal });
}
