// The address of a number as text: "weights[0,1,3,0]" is item, head, row and column as far as the tensor has them, "W_q[2,5]".
import { fields, oneOf, shown, whole } from './check.js';

/** @typedef {import('../types.js').TensorInfo} TensorInfo */

const FIELDS = ['tensor', 'layer', 'item', 'head', 'row', 'col', 'address'];
const ADDRESS = /^(?:L\d+\.)?(\w+)\[[\d,]+\]$/;

/**
 * The address of a cell, given as such or as an object; whether there is such a cell is for the laboratory.
 * @param {string} what the argument's name
 * @param {unknown} cell
 * @param {readonly TensorInfo[]} tensors
 * @returns {{ address: string, row: TensorInfo }} with the tensor's row of the table
 */
export function addressOf(what, cell, tensors) {
  const names = tensors.map(({ key }) => key);
  if (typeof cell === 'string') {
    const name = ADDRESS.exec(cell)?.[1];
    if (!name) throw new RangeError(`${what}: ${shown(cell)} is no address such as weights[0,1,3,0] or W_q[2,5]`);
    return { address: cell, row: tensors[oneOf('tensor', name, names)] };
  }
  const given = fields(what, cell, FIELDS);
  const row = tensors[oneOf('tensor', given.tensor, names)];
  /** @param {string} name @param {boolean} has */
  const index = (name, has) => whole(`${what}.${name}`, given[name] ?? 0, 0, has ? undefined : 0);
  const layer = index('layer', row.perLayer);
  const item = index('item', row.perItem);
  const head = index('head', row.perHead);
  const place = [...(row.perItem ? [item] : []), ...(row.perHead ? [head] : []),
    whole(`${what}.row`, given.row), whole(`${what}.col`, given.col)];
  return { address: `${layer > 0 ? `L${layer + 1}.` : ''}${row.key}[${place.join()}]`, row };
}
