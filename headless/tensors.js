// Checks of tensor arguments, and the dense shapes and strides that follow from them.
import { HeadscopeError, describe, shapeText } from './errors.js';

/** The core's limits: any one dimension, and the elements of any one tensor (limits.hpp). */
const kMaxDim = 2 ** 20;
export const kMaxElements = 2 ** 28;

/** @typedef {Float32Array | Uint8Array | Int32Array} Data */

/** A tensor with one of the given element types whose data has as many elements as its shape says.
 * @template {Data} T
 * @param {string} name
 * @param {unknown} value
 * @param {(new (...args: any[]) => T)[]} types
 * @returns {{data: T, shape: number[]}} */
export function checkTensor(name, value, types) {
  const names = types.map((type) => type.name).join(' or ');
  if (typeof value !== 'object' || value === null || !('data' in value) || !('shape' in value)) {
    throw new HeadscopeError(name, describe(value), `a tensor {data: ${names}, shape: number[]}`);
  }
  const { data, shape } = value;
  // By tag rather than instanceof: an array from another realm (a frame, a test runner's sandbox) is as good.
  const isOne = ArrayBuffer.isView(data) && types.some((type) => type.name === Reflect.get(data, Symbol.toStringTag));
  if (!isOne) throw new HeadscopeError(`${name}.data`, describe(data), names);
  if (!Array.isArray(shape)) throw new HeadscopeError(`${name}.shape`, describe(shape), 'an array of dimensions');
  const elements = countElements(name, shape);
  const array = /** @type {T} */ (/** @type {unknown} */ (data));
  if (array.length !== elements) {
    throw new HeadscopeError(`${name}.data`, `${array.length} elements`, `${elements} for shape ${shapeText(shape)}`);
  }
  return { data: array, shape: [...shape] };
}

/** @param {string} name @param {unknown[]} shape @returns {number} */
export function countElements(name, shape) {
  let elements = 1;
  shape.forEach((dim, axis) => {
    if (typeof dim !== 'number' || !Number.isInteger(dim) || dim < 1 || dim > kMaxDim) {
      throw new HeadscopeError(`${name}.shape[${axis}]`, describe(dim), `an integer from 1 to ${kMaxDim}`);
    }
    elements *= dim;
  });
  if (elements > kMaxElements) throw new HeadscopeError(name, `${elements} elements`, `at most ${kMaxElements}`);
  return elements;
}

/** A float tensor of exactly this shape; a `null` dimension is free.
 * @param {string} name @param {unknown} value @param {readonly (number | null)[]} shape @param {string} meaning names of the dimensions
 * @returns {{data: Float32Array, shape: number[]}} */
export function checkShape(name, value, shape, meaning) {
  const tensor = checkTensor(name, value, [Float32Array]);
  if (tensor.shape.length !== shape.length || shape.some((dim, axis) => dim !== null && dim !== tensor.shape[axis])) {
    const wanted = shapeText(shape.map((dim) => dim ?? 'any'));
    throw new HeadscopeError(name, `shape ${shapeText(tensor.shape)}`, `${wanted} = ${meaning}`);
  }
  return tensor;
}

/** An integer from 1 to `max`.
 * @param {string} name @param {unknown} value @param {number} max */
export function checkCount(name, value, max) {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= max) return value;
  throw new HeadscopeError(name, describe(value), `an integer from 1 to ${max}`);
}

/** Memory `[batch, heads, rows, columns]` as the core describes it.
 * @typedef {{dims: [number, number, number, number], strides: [number, number, number]}} View */

/** @param {number} batch @param {number} heads @param {number} rows @param {number} columns @returns {View} */
export function denseView(batch, heads, rows, columns) {
  return { dims: [batch, heads, rows, columns], strides: [heads * rows * columns, rows * columns, columns] };
}

/** `[batch, rows, heads*columns]` memory seen as `[batch, heads, rows, columns]`.
 * @param {number} batch @param {number} heads @param {number} rows @param {number} columns @returns {View} */
export function splitView(batch, heads, rows, columns) {
  return { dims: [batch, heads, rows, columns], strides: [heads * rows * columns, columns, heads * columns] };
}
