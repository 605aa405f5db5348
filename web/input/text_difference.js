// What turns one text into another: the part that changed, in UTF-16 units, never cutting a character in two.

/** @param {string} text @param {number} at */
const isSplit = (text, at) => {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  return before >= 0xd800 && before < 0xdc00 && after >= 0xdc00 && after < 0xe000;
};

/**
 * [begin, end) of `before` is `inserted` in `after`.
 * @param {string} before
 * @param {string} after
 */
export function difference(before, after) {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  if (isSplit(before, head) || isSplit(after, head)) head--;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  if (isSplit(before, before.length - tail) || isSplit(after, after.length - tail)) tail--;
  return { begin: head, end: before.length - tail, inserted: after.slice(head, after.length - tail) };
}

/** @typedef {{ text: string, start: number, end: number }} State a text and its selection */
/** @typedef {ReturnType<typeof difference>} Change */

/** Where a place is after a change; one inside of what went is behind what came. @param {number} at @param {Change} change */
function moved(at, { begin, end, inserted }) {
  if (at < begin) return at;
  return at >= end ? at + inserted.length - (end - begin) : begin + inserted.length;
}

/**
 * Two changed the same field at a time: what both did, first one and then the other.
 * @param {State} before what both had
 * @param {State} first
 * @param {State} second
 * @returns {State}
 */
export function both(before, first, second) {
  const one = difference(before.text, first.text);
  const other = difference(before.text, second.text);
  const there = { begin: moved(other.begin, one), end: Math.max(moved(other.begin, one), moved(other.end, one)), inserted: other.inserted };
  const text = first.text.slice(0, there.begin) + there.inserted + first.text.slice(there.end);
  // Who changed a text without more has its caret where the change put it: then the other's caret stands.
  const followed = second.start === moved(before.start, other) && second.end === moved(before.end, other);
  const place = (/** @type {'start' | 'end'} */ side) => (followed ? moved(first[side], there) : moved(second[side], one));
  return { text, start: place('start'), end: place('end') };
}
