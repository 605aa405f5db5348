// A prepared problem in the module's memory: write the inputs, run, read the results, as often as wanted.
import { CallWords, kCallWords, kOutOfMemory, kReasons } from './abi.js';
import { HeadscopeError, describe, shapeText } from './errors.js';
import { aligned } from './memory.js';

/** @typedef {import('./memory.js').Memory} Memory */
/** @typedef {import('./problem.js').Problem} Problem */
/** @typedef {import('./types.d.ts').Tensor} Tensor */

/** StatusWords (call.hpp): got, expected as float64, code, argument. */
const kStatusBytes = 24;

const kWholeNumbers = ['allowed', 'keyMask', 'keyValidLengths'];

/** Whether an input's memory is kept and can be rewritten. @param {import('./problem.js').Input} input */
const isKeptFloats = ({ parameter, field }) => !parameter && !kWholeNumbers.includes(field);

/** @param {readonly number[]} shape */
const sizeOf = (shape) => shape.reduce((product, dim) => product * dim, 1);

/** Addresses for all arrays one after the other. Arrays given twice (self-attention) are laid out once.
 * @param {import('./problem.js').Input[]} inputs @param {import('./problem.js').Output[]} outputs */
function layOut(inputs, outputs) {
  let bytes = 0;
  /** @type {Map<unknown, number>} */
  const offsets = new Map();
  for (const { data } of inputs) {
    if (offsets.has(data)) continue;
    offsets.set(data, bytes);
    bytes += aligned(data.byteLength);
  }
  for (const output of outputs) {
    offsets.set(output, bytes);
    bytes += aligned(4 * sizeOf(output.shape));
  }
  return { bytes, offsets };
}

/** Names the largest of the problem's tensors: without that one there might be room.
 * @param {Problem} problem @param {number} bytes that could not be had */
function noRoom({ inputs, outputs }, bytes) {
  const tensors = [
    ...inputs.map(({ name, data }) => ({ name, size: data.length, what: `${data.length} elements` })),
    ...outputs.map(({ name, shape }) => ({ name, size: sizeOf(shape), what: `shape ${shapeText(shape)}` })),
  ];
  const largest = tensors.reduce((most, one) => (one.size > most.size ? one : most));
  return new HeadscopeError(largest.name, `${largest.what}, and no room for ${bytes} bytes`, 'tensors that together fit in WebAssembly memory');
}

/** Throws what the module reported at `status`. @param {Memory} memory @param {number} status @param {Problem} problem @returns {never} */
function raise(memory, status, problem) {
  const view = new DataView(memory.exports.memory.buffer, status, kStatusBytes);
  const [got, expected, code] = [view.getFloat64(0, true), view.getFloat64(8, true), view.getInt32(16, true)];
  if (code === kOutOfMemory) throw noRoom(problem, got);
  throw new HeadscopeError(memory.text(view.getUint32(20, true)), ...(kReasons[code] ?? kReasons[1])(got, expected));
}

export class Plan {
  #tile;
  #memory;
  #problem;
  /** @type {Map<unknown, number>} */
  #offsets;
  #arena = 0;
  #status = 0;
  #plan = 0;
  /** @type {Map<unknown, Float32Array>} */
  #views = new Map();
  /** @type {ArrayBuffer | undefined} the memory those views are of */
  #viewed;

  /** @param {Memory} memory @param {Problem} problem @param {() => number} tile the kernel for the next run */
  constructor(memory, problem, tile) {
    this.#tile = tile;
    this.#memory = memory;
    this.#problem = problem;
    const kept = problem.inputs.filter((input) => !input.parameter);
    const { bytes, offsets } = layOut(kept, problem.outputs);
    this.#offsets = offsets;
    try {
      this.#status = this.#allocate(kStatusBytes);
      this.#arena = this.#allocate(bytes);
      for (const { data } of kept) this.#copyIn(data, this.#address(data));
      this.#prepare(problem);
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  /** @param {number} bytes */
  #allocate(bytes) {
    const address = this.#memory.allocate(bytes);
    if (address === 0) throw noRoom(this.#problem, bytes);
    return address;
  }

  /** @param {unknown} key an input's data or an output */
  #address(key) {
    return this.#arena + /** @type {number} */ (this.#offsets.get(key));
  }

  /** @param {import('./tensors.js').Data} data @param {number} address */
  #copyIn(data, address) {
    this.#memory.bytes(address, data.byteLength).set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }

  /** Packs the parameters; what they were copied to is needed only while this runs.
   * @param {Problem} problem */
  #prepare(problem) {
    const memory = this.#memory;
    const parameters = problem.inputs.filter((input) => input.parameter);
    const { bytes, offsets } = layOut(parameters, []);
    const callBytes = aligned(kCallWords * 4);
    const temporary = this.#allocate(callBytes + bytes);
    try {
      const call = new CallWords();
      for (const [field, value] of Object.entries(problem.ints)) call.setInt(/** @type {any} */ (field), value);
      for (const [field, value] of Object.entries(problem.floats)) call.setFloat(/** @type {any} */ (field), value);
      for (const { field, data, rest, parameter } of problem.inputs) {
        const address = parameter ? temporary + callBytes + /** @type {number} */ (offsets.get(data)) : this.#address(data);
        if (parameter) this.#copyIn(data, address);
        call.setMemory(field, address, rest);
      }
      for (const output of problem.outputs) {
        const { dims, strides } = output.view;
        call.setMemory(output.field, this.#address(output), [...dims, ...strides]);
      }
      memory.bytes(temporary, kCallWords * 4).set(new Uint8Array(call.words.buffer));
      this.#plan = memory.exports.hs_prepare(temporary, Number(problem.multiHead), this.#status);
      if (this.#plan === 0) raise(memory, this.#status, problem);
    } finally {
      memory.free(temporary);
    }
  }

  /** The module's memory behind an input, to write to. The view is good until the next call that may allocate: ask again
   * rather than keep it. Inputs that were given as the same array share their memory.
   * @param {string} name @returns {Float32Array} */
  input(name) {
    const found = this.#problem.inputs.find((input) => input.name === name && isKeptFloats(input));
    if (!found) throw new HeadscopeError('input', describe(name), `one of ${this.inputNames.join(', ')}`);
    return this.#floats(found.data, found.data.length);
  }

  get inputNames() {
    return this.#problem.inputs.filter(isKeptFloats).map((input) => input.name);
  }

  #checkPrepared() {
    if (this.#plan === 0) throw new HeadscopeError('plan', 'a disposed plan', 'one that is still prepared');
  }

  /** Made once for as long as the memory stays where it is. @param {unknown} key an input's data or an output @param {number} length */
  #floats(key, length) {
    this.#checkPrepared();
    const { buffer } = this.#memory.exports.memory;
    if (buffer !== this.#viewed) this.#views.clear();
    this.#viewed = buffer;
    const known = this.#views.get(key);
    if (known) return known;
    const fresh = this.#memory.floats(this.#address(key), length);
    this.#views.set(key, fresh);
    return fresh;
  }

  /** Computes every requested stage from what the inputs hold now. */
  run() {
    this.#checkPrepared();
    if (!this.#memory.exports.hs_run(this.#plan, this.#tile(), this.#status)) raise(this.#memory, this.#status, this.#problem);
  }

  /** A result without a copy: a view of the module's memory that the next run overwrites.
   * @param {string} [name] @returns {Tensor} */
  view(name = 'output') {
    const output = this.#problem.outputs.find((candidate) => candidate.name === name);
    if (!output) throw new HeadscopeError('view', describe(name), `one of ${this.#problem.outputs.map((o) => o.name).join(', ')}`);
    return { data: this.#floats(output, sizeOf(output.shape)), shape: [...output.shape] };
  }

  /** All results, copied: the caller's own. @returns {Record<string, Tensor>} */
  results() {
    return Object.fromEntries(this.#problem.outputs.map(({ name }) => {
      const { data, shape } = this.view(name);
      return [name, { data: data.slice(), shape }];
    }));
  }

  /** Gives the memory back. */
  dispose() {
    const { exports } = this.#memory;
    exports.hs_release(this.#plan);
    this.#memory.free(this.#arena);
    this.#memory.free(this.#status);
    this.#plan = this.#arena = this.#status = 0;
  }
}
