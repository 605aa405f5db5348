// A change of the view as the text the module reads: key=value pairs joined by '&', lists joined by ';'.
import { addressOf } from './cell.js';
import { fields, flag, list, number, oneOf, whole } from './check.js';

/** @typedef {import('../types.js').Catalogue} Catalogue */

/** @param {unknown} change @param {Catalogue} catalogue */
export function viewText(change, catalogue) {
  const given = fields('view', change, catalogue.view.map(({ key }) => key));
  return Object.entries(given).filter(([, value]) => value !== undefined).map(([key, value]) => `${key}=${valueText(key, value, catalogue)}`).join('&');
}

/** @param {string} key @param {unknown} value @param {Catalogue} catalogue */
function valueText(key, value, { view, tensors }) {
  const field = /** @type {Catalogue['view'][number]} */ (view.find((row) => row.key === key));
  if (value === null) return '';  // the field's first value: none, where that can be
  const address = (/** @type {unknown} */ cell) => addressOf(key, cell, tensors).address;
  switch (field.kind) {
    case 'choice': return oneOf(key, value, field.choices ?? []), value;
    case 'stage': return oneOf(key, value, tensors.filter((row) => row.perHead && row.cols === 'keys').map((row) => row.key)), value;
    case 'tensor': return oneOf(key, value, tensors.map((row) => row.key)), value;
    case 'index': return whole(key, value);
    case 'number': return number(key, value);
    case 'flag': return Number(flag(key, value));
    case 'cell': return address(value);
    case 'cells': return list(key, value).map(address).join(';');
    default: return list(key, value).map((name) => (oneOf(key, name, field.choices ?? []), name)).join(';');
  }
}
