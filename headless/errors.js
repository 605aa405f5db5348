// The one error this library throws: which argument, what came, what was expected.

/** Thrown for every wrong argument and for want of memory; nothing has been computed or changed then. */
export class HeadscopeError extends Error {
  /** @param {string} argument as the caller wrote it, such as `key` or `keyValidLengths[1]`
   * @param {string} got @param {string} expected */
  constructor(argument, got, expected) {
    super(`${argument}: got ${got}, expected ${expected}`);
    this.name = 'HeadscopeError';
    this.argument = argument;
    this.got = got;
    this.expected = expected;
  }
}

/** Any value in a few words, for the `got` of a message.
 * @param {unknown} value @returns {string} */
export function describe(value) {
  if (value === undefined) return 'nothing';
  if (value === null || typeof value !== 'object') return typeof value === 'string' ? `"${value}"` : String(value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  return value.constructor?.name ? `a ${value.constructor.name}` : 'an object';
}

/** @param {readonly (number | string)[]} shape */
export const shapeText = (shape) => `[${shape.join(', ')}]`;
