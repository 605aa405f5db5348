// What lessons add to Markdown: live numbers in braces, sliders, links that act, formulas.
import temml from 'temml';

/** {what}, {what : digits}, {what = printed}, {what ≠ printed}, {slider what from..to} */
const LIVE = /^\{(?:(slider) )?([A-Za-z_][\w.]*(?:\[[\d,]+\])?)(?: (\S+)\.\.(\S+))?(?: : (\d))?(?: ([=≠]) ([^\s}]+))?\}/;

const escaped = (/** @type {string} */ text) => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');

/** @type {import('marked').TokenizerAndRendererExtension} */
export const liveNumbers = {
  name: 'live',
  level: 'inline',
  start: (source) => /\{/.exec(source)?.index,
  tokenizer(source) {
    const found = LIVE.exec(source);
    if (!found) return undefined;
    const [raw, slider, what, from, to, digits, relation, printed] = found;
    return { type: 'live', raw, slider, what, from, to, digits, relation, printed };
  },
  renderer({ slider, what, from, to, digits, relation, printed }) {
    const of = what.includes('[') ? `cell="${what}"` : `param="${what}"`;
    if (slider) return `<hs-slider ${of}${from ? ` from="${escaped(from)}" to="${escaped(to)}"` : ''}></hs-slider>`;
    return `<hs-number ${of}${digits ? ` digits="${digits}"` : ''}${printed ? ` printed="${escaped(printed)}"` : ''}${relation === '≠' ? ' differs=""' : ''}></hs-number>`;
  },
};

/** $…$ in a line, $$…$$ on its own: LaTeX as MathML. @param {'inline' | 'block'} level @param {RegExp} pattern @returns {import('marked').TokenizerAndRendererExtension} */
const formula = (level, pattern) => ({
  name: `${level}Formula`,
  level,
  start: (source) => (level === 'block' ? /^\$\$/m : /\$/).exec(source)?.index,
  tokenizer(source) {
    const found = pattern.exec(source);
    return found ? { type: `${level}Formula`, raw: found[0], tex: found[1].trim() } : undefined;
  },
  renderer: ({ tex }) => temml.renderToString(tex, { displayMode: level === 'block', throwOnError: true }),
});

export const formulas = [formula('block', /^\$\$([^$]+)\$\$(?:\n|$)/), formula('inline', /^\$([^$\n]+)\$/)];
