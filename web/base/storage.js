// The browser's storage of this origin. It may be forbidden or full, and may hold anything: then it is as if it were empty.
import { LANGUAGES } from './messages.js';

const THEMES = /** @type {const} */ (['auto', 'light', 'dark']);

/** @param {string} key */
export function read(key) {
  try { return localStorage.getItem(`headscope.${key}`); } catch { return null; }
}

/** @param {string} key @param {string | null} value null forgets @returns {boolean} false when it could not be kept */
export function write(key, value) {
  try {
    if (value === null) localStorage.removeItem(`headscope.${key}`);
    else localStorage.setItem(`headscope.${key}`, value);
    return true;
  } catch { return false; }
}

/** What the visitor chose instead of what the page or the system would choose. */
export function keptView() {
  const language = LANGUAGES.find((one) => one === read('language'));
  const theme = THEMES.find((one) => one === read('theme'));
  return { ...(language && { language }), ...(theme && { theme }) };
}
