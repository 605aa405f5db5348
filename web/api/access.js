// One laboratory's module as the page API sees it: there until it is destroyed, asked only for what the catalogue has.
import { addressOf } from './cell.js';
import { fields, oneOf, whole } from './check.js';
import { HeadscopeError } from '../module/module.js';

/** @typedef {import('../types.js').TensorInfo} TensorInfo */

const PLACE = ['layer', 'item', 'row', 'col'];

export class Access {
  #module;
  #touched;
  #wordVectors;
  /** @type {string[]} */
  #kept = [];

  /**
   * @param {import('../module/module.js').Module} module
   * @param {() => void} touched called after anything that may need a new frame
   * @param {() => Promise<void>} wordVectors hands them over
   */
  constructor(module, touched, wordVectors) {
    this.#module = module;
    this.#touched = touched;
    this.#wordVectors = wordVectors;
  }

  get module() {
    if (!this.#module.app) throw new HeadscopeError('this laboratory has been destroyed');
    return this.#module;
  }
  get catalogue() { return this.module.catalogue; }

  /** Ends a call that may have changed something. @param {number} message */
  done(message) {
    this.module.check(message);
    this.#touched();
  }
  /**
   * Makes a call that may change something, and again when it needs the word vectors and they are here.
   * @param {() => number} call gives the message
   * @returns {void | Promise<void>} a promise when they had to be loaded
   */
  doing(call) {
    const { module } = this;
    const message = call();
    if (!message || !module.raw._hs_wants_word_vectors(module.app)) return this.done(message);
    return this.#wordVectors().then(() => this.done(call()));
  }
  /** What a JSON reply holds, or why there is none. @param {number} address */
  answer(address) {
    const { error, ...reply } = this.module.json(address);
    if (error) throw new HeadscopeError(error);
    return reply;
  }

  /** @param {unknown} key */
  param(key) {
    const { params } = this.catalogue;
    const index = oneOf('parameter', key, params.map((param) => param.key));
    return { index, param: params[index] };
  }
  /** @param {unknown} item */
  item(item) {
    const { module } = this;
    return whole('item', item, 0, module.raw._hs_param(module.app, this.param('batch').index) - 1);
  }
  /** The index of a tensor. @param {'tensor' | 'matrix' | 'stage'} what which kind is meant @param {unknown} name */
  tensorIndex(what, name) {
    const { tensors } = this.catalogue;
    const known = tensors.filter(({ kind }) => what === 'tensor' || (what === 'stage') === (kind === 'stage'));
    const row = known[oneOf(what, name, known.map(({ key }) => key))];
    return tensors.indexOf(row);
  }
  /** @param {unknown} cell */
  cell(cell) { return addressOf('cell', cell, this.catalogue.tensors); }

  /** The numbers of a tensor. @param {number} index @param {unknown} layer @param {unknown} item */
  view(index, layer, item) {
    const { module } = this;
    const view = module.view(module.raw._hs_tensor(module.app, index, whole('layer', layer), whole('item', item)));
    const { key, kind } = this.catalogue.tensors[index];
    // Memory may have run out for a stage since it was asked for: an undo can bring back a larger document.
    if (view.items > 0 && view.data === 0) throw new HeadscopeError(`${key} is not kept now: these shapes leave no memory for it`);
    if (view.items === 0 && kind === 'stage' && layer === 0) throw new RangeError(`there is no ${key} in this document`);
    if (view.items === 0) throw new RangeError(`${key} has no layer ${layer} or item ${item}`);
    return view;
  }
  /** Where a region of a matrix lies; the whole of it unless said otherwise. @param {unknown} name @param {unknown} region @param {string[]} more */
  region(name, region, more = ['rows', 'cols']) {
    const index = this.tensorIndex('matrix', name);
    const { layer = 0, item = 0, row = 0, col = 0, rows, cols } = fields('region', region, [...PLACE, ...more]);
    const size = this.view(index, layer, item);
    const at = { index, layer: Number(layer), item: Number(item), row: whole('row', row), col: whole('col', col) };
    const rest = { rows: Math.max(size.rows - at.row, 0), cols: Math.max(size.cols - at.col, 0) };
    return { ...at, rows: whole('rows', rows ?? rest.rows), cols: whole('cols', cols ?? rest.cols) };
  }

  /** @param {string[]} keys */
  keep(keys) {
    this.done(this.#ask(keys));
    this.#kept = keys;
  }
  /** Reads a tensor that may have to be kept for it. @template T @param {TensorInfo} info @param {() => T} read */
  keeping(info, read) {
    if (!info.onRequest) return read();
    this.module.check(this.#ask([...this.#kept, info.key]));
    try { return read(); } finally { this.#ask(this.#kept); }
  }
  /** @param {string[]} keys */
  #ask(keys) { return this.module.raw._hs_keep(this.module.app, this.module.put(keys.join())); }
}
