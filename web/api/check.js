// What callers may pass to the page API. A wrong argument is one error that names it, before anything is written: a TypeError for
// what is of another kind, a RangeError for what is not among the known names or possible numbers.

/** A value as messages show it. @param {unknown} value */
export function shown(value) {
  if (typeof value === 'string') return `"${value.length > 60 ? `${value.slice(0, 60)}…` : value}"`;
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'an array' : 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
}

/** Largest whole number the module takes. */
const MOST = 2 ** 31 - 1;

/** @param {string} what @param {unknown} value @returns {number} which may be NaN: numbers are judged by the laboratory */
export function number(what, value) {
  if (typeof value !== 'number') throw new TypeError(`${what}: ${shown(value)} is not a number`);
  return value;
}

/** A number for a matrix: whatever is written must not become an infinity on the way. @param {string} what @param {unknown} value */
export function float(what, value) {
  const given = number(what, value);
  if (Number.isFinite(given) && !Number.isFinite(Math.fround(given))) throw new RangeError(`${what}: ${given} is beyond float32, whose limit is about ±3.4e38`);
  return given;
}

/** An index, a size or a seed. @param {string} what @param {unknown} value @param {number} [least] @param {number} [most] */
export function whole(what, value, least = 0, most = MOST) {
  const given = number(what, value);
  if (Number.isInteger(given) && given >= least && given <= most) return given;
  throw new RangeError(`${what}: ${given} is not a whole number from ${least} to ${most}`);
}

/** @param {string} what @param {unknown} value */
export function text(what, value) {
  if (typeof value !== 'string') throw new TypeError(`${what}: ${shown(value)} is not a text`);
  return value;
}

/** @param {string} what @param {unknown} value */
export function flag(what, value) {
  if (typeof value !== 'boolean') throw new TypeError(`${what}: ${shown(value)} is neither true nor false`);
  return value;
}

/** @param {string} what @param {unknown} value @returns {unknown[]} */
export function list(what, value) {
  if (!Array.isArray(value)) throw new TypeError(`${what}: ${shown(value)} is not an array`);
  return Array.from(value);  // a hole is a value that is undefined
}

/** The index of a name among the known ones. @param {string} what @param {unknown} value @param {readonly string[]} names */
export function oneOf(what, value, names) {
  const index = names.indexOf(text(what, value));
  if (index < 0) throw new RangeError(`unknown ${what} ${shown(value)}; there are: ${names.join(', ')}`);
  return index;
}

/**
 * An object with no other fields than these.
 * @param {string} what @param {unknown} value @param {readonly string[]} names
 * @returns {Record<string, unknown>}
 */
export function fields(what, value, names) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError(`${what}: ${shown(value)} is not an object`);
  for (const name of Object.keys(value)) oneOf(`field of ${what}`, name, names);
  return /** @type {Record<string, unknown>} */ (value);
}

/** Numbers one after the other, as float32. @param {string} what @param {unknown} values @param {number} count */
export function floats(what, values, count) {
  const given = /** @type {ArrayLike<unknown>} */ (values);
  if (typeof values !== 'object' || values === null || !Number.isInteger(given.length)) throw new TypeError(`${what}: ${shown(values)} is not an array of numbers`);
  if (given.length !== count) throw new RangeError(`${what}: ${given.length} values for ${count} numbers`);
  return Float32Array.from({ length: count }, (_, i) => float(`${what}[${i}]`, given[i]));
}
