// What a page asks for when it mounts a laboratory. An option that means nothing is left out and named: a reader of an
// article is better served by a laboratory in the wrong colours than by none.
import { LANGUAGES, preferredLanguage } from './base/messages.js';

/** @typedef {import('./types.js').MountOptions} MountOptions */
/** @typedef {{ [Name in keyof MountOptions]?: NonNullable<MountOptions[Name]> }} Given what is not null */
/** @typedef {(words: ReturnType<typeof import('./base/messages.js').messagesIn>) => string} Mistake in the reader's words */

/** @type {Record<keyof MountOptions, { known: readonly string[], accepts(value: unknown): boolean }>} */
const OPTIONS = {
  engine: oneOf(['simd', 'relaxed']),
  language: oneOf(LANGUAGES),
  theme: oneOf(['auto', 'light', 'dark']),
  link: { known: ['a share link’s fragment'], accepts: (value) => typeof value === 'string' },
  remember: { known: ['a name'], accepts: (value) => typeof value === 'string' && value !== '' && value.length <= 100 },
  ownsAddress: { known: ['true', 'false'], accepts: (value) => typeof value === 'boolean' },
};

/** @param {readonly string[]} known */
function oneOf(known) {
  return { known, accepts: (/** @type {unknown} */ value) => typeof value === 'string' && known.includes(value) };
}

/** A value as a message shows it: nobody reads a megabyte. @param {unknown} value */
function shown(value) {
  const text = typeof value === 'string' ? `“${value}”` : typeof value === 'object' ? Object.prototype.toString.call(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/**
 * The options that can be followed, and what is wrong with the others. Undefined and null mean: not given.
 * @param {object} given
 */
export function checkOptions(given) {
  /** @type {Mistake[]} */
  const mistakes = [];
  /** @type {Record<string, any>} */
  const chosen = {};
  for (const [name, value] of Object.entries(given)) {
    const option = Object.hasOwn(OPTIONS, name) ? OPTIONS[/** @type {keyof MountOptions} */ (name)] : undefined;
    if (!option) mistakes.push((words) => words.optionUnknown(shown(name).slice(1, -1), Object.keys(OPTIONS)));
    else if (value === undefined || value === null) continue;
    else if (!option.accepts(value)) mistakes.push((words) => words.optionValue(name, shown(value), option.known));
    else chosen[name] = value;
  }
  const options = /** @type {Given} */ (chosen);
  return { options: { ...options, language: options.language ?? preferredLanguage(navigator.languages) }, ownLanguage: options.language, mistakes };
}
