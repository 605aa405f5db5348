// A validated problem: what goes in, what comes out and how it lies in memory. Made by the two entries, run by a plan.

import { HeadscopeError, shapeText } from './errors.js';
import { kMaxElements } from './tensors.js';

/** @typedef {import('./abi.js').Field} Field */
/** @typedef {import('./tensors.js').Data} Data */
/** @typedef {import('./tensors.js').View} View */

/** One array that goes in. `rest` are the words after its address. Parameters are packed once and not kept as they are.
 * @typedef {{field: Field, name: string, data: Data, rest: readonly number[], parameter?: boolean}} Input */

/** One tensor that comes out, under its public name.
 * @typedef {{field: Field, name: string, shape: number[], view: View}} Output */

export class Problem {
  /** @param {boolean} multiHead */
  constructor(multiHead) {
    this.multiHead = multiHead;
    /** @type {Input[]} */
    this.inputs = [];
    /** @type {Output[]} */
    this.outputs = [];
    /** @type {Partial<Record<Field, number>>} */
    this.ints = {};
    /** @type {Partial<Record<Field, number>>} */
    this.floats = {};
    /** Multiply-adds of the whole, roughly: whether choosing a kernel is worth its time. */
    this.work = 0;
  }

  /** @param {Field} field @param {string} name @param {Data} data @param {View} view */
  addTensor(field, name, data, view) {
    this.inputs.push({ field, name, data, rest: [...view.dims, ...view.strides] });
  }

  /** @param {Field} field @param {string} name @param {Data} data @param {readonly number[]} [rest] */
  addArray(field, name, data, rest = []) {
    this.inputs.push({ field, name, data, rest });
  }

  /** @param {Field} field @param {string} name @param {Data} data @param {readonly number[]} [rest] */
  addParameter(field, name, data, rest = []) {
    this.inputs.push({ field, name, data, rest, parameter: true });
  }

  /** @param {Field} field @param {string} name @param {number[]} shape @param {View} view */
  addOutput(field, name, shape, view) {
    const elements = shape.reduce((product, dim) => product * dim, 1);
    if (elements > kMaxElements) throw new HeadscopeError(name, `${elements} elements of shape ${shapeText(shape)}`, `at most ${kMaxElements}`);
    this.outputs.push({ field, name, shape, view });
  }
}
