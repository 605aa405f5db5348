// The page's API to one laboratory: every number a visitor can change or see, without the canvas.
import { Access } from './access.js';
import { flag, float, floats, fields, list, number, oneOf, shown, text, whole } from './check.js';
import { copyView } from './copy_view.js';
import { Emitter } from '../base/emitter.js';
import { viewText } from './view_text.js';

/** @typedef {import('../types.js').TensorName} TensorName */
/** @typedef {import('../types.js').MatrixName} MatrixName */
/** @typedef {import('../types.js').StageName} StageName */
/** @typedef {import('../types.js').CellLike} CellLike */
/** @typedef {import('../types.js').Numbers} Numbers */
/** @typedef {import('../types.js').Region} Region */
/** @typedef {import('../types.js').ViewState} ViewState */
/** @typedef {import('../types.js').Stats} Stats */
/** @typedef {import('../types.js').LabEvents} LabEvents */

/** @type {readonly (keyof LabEvents)[]} */
const EVENTS = ['change', 'select', 'view', 'share', 'error'];
const SENTENCES = ['query', 'memory'];

export class Lab {
  #access;
  /** @type {Emitter<LabEvents>} */
  #events = new Emitter();

  /**
   * @param {import('../module/module.js').Module} module
   * @param {() => void} touched called after anything that may need a new frame
   * @param {() => Promise<void>} wordVectors hands them over
   * @param {(lab: Lab) => void} destroy
   */
  constructor(module, touched, wordVectors, destroy) {
    this.#access = new Access(module, touched, wordVectors);
    this.destroy = () => { destroy(this); this.#events.clear(); };
  }

  get #module() { return this.#access.module; }
  get #raw() { return this.#module.raw; }
  get #app() { return this.#module.app; }

  // ---- Parameters and whole edits

  /** Everything that can be asked for: parameters with their ranges, tensors with their shapes, fields of the view, presets ... */
  get catalogue() { return this.#access.catalogue; }
  /** The parameter table in the current language, with the values of now. */
  params() { return /** @type {import('../types.js').ParamState[]} */ (this.#module.json(this.#raw._hs_params(this.#app))); }
  /**
   * A parameter: a number, a boolean, or a choice's key.
   * @param {string} key
   * @returns {number | boolean | string}
   */
  get(key) {
    const { index, param } = this.#access.param(key);
    const value = this.#raw._hs_param(this.#app, index);
    if (param.type === 'boolean') return value !== 0;
    return param.type === 'choice' ? /** @type {string[]} */ (param.choices)[value] : value;
  }
  /**
   * @param {string} key
   * @param {number | boolean | string} value
   * @returns {void | Promise<void>} as of apply()
   */
  set(key, value) {
    const { index, param } = this.#access.param(key);
    const given = param.type === 'choice' && typeof value === 'string' ? oneOf(`choice of ${key}`, value, param.choices ?? [])
      : number(key, (param.type === 'boolean' || param.wasFlag) && typeof value === 'boolean' ? Number(value) : value);
    return this.#access.doing(() => this.#raw._hs_set_param(this.#app, index, given));
  }
  /**
   * Several changes as one step, all or nothing: key=value pairs joined by '&', as in a link ("num_heads=2&W_q[0,1]=0.5"). With a
   * version ("v=1") it is a whole document, without a change of the present one.
   * @param {string} edit
   * @returns {void | Promise<void>} a promise when the word vectors (embedding=words) must be loaded first, which await takes either way;
   *   it is rejected, and nothing has changed, when they cannot be
   */
  apply(edit) {
    return this.#access.doing(() => this.#raw._hs_apply(this.#app, this.#module.put(text('edit', edit))));
  }

  // ---- Numbers

  /**
   * A copy of any tensor: a matrix [rows, cols], or a stage of the forward pass [items, heads, rows, cols].
   * @param {TensorName} name
   * @param {{ layer?: number, item?: number }} [owner] the batch item is a matrix's; a stage has all of them
   * @returns {Numbers}
   */
  tensor(name, owner = {}) {
    const index = this.#access.tensorIndex('tensor', name);
    const { layer = 0, item = 0 } = fields('owner', owner, ['layer', 'item']);
    const info = this.catalogue.tensors[index];
    return this.#access.keeping(info, () => {
      const view = this.#access.view(index, layer, item);
      const { items, heads, rows, cols } = view;
      return { data: copyView(this.#raw.HEAPF32, view), shape: info.kind === 'stage' ? [items, heads, rows, cols] : [rows, cols] };
    });
  }
  /** A copy of an editable matrix. @param {MatrixName} name @param {number} [item] @returns {Numbers} */
  matrix(name, item = 0) {
    this.#access.tensorIndex('matrix', name);
    return this.tensor(name, { item });
  }
  /** A copy of a stage of the forward pass, [items, heads, rows, cols]. @param {StageName} name @param {number} [layer] @returns {Numbers} */
  stage(name, layer = 0) {
    this.#access.tensorIndex('stage', name);
    return this.tensor(name, { layer });
  }
  /** One number. @param {CellLike} cell @returns {number} */
  value(cell) {
    const { address, row } = this.#access.cell(cell);
    const { value } = this.#access.keeping(row, () => this.#access.answer(this.#raw._hs_value(this.#app, this.#module.put(address))));
    // Nine digits name one float32, and the double nearest to them is another number.
    return typeof value === 'number' ? Math.fround(value) : { nan: NaN, inf: Infinity, '-inf': -Infinity }[/** @type {'nan'} */ (value)];
  }
  /** Where a number comes from. @param {CellLike} cell @returns {import('../types.js').Explanation} */
  explain(cell) {
    const { address } = this.#access.cell(cell);
    return this.#access.answer(this.#raw._hs_explain(this.#app, this.#module.put(address)));
  }

  // ---- Matrices

  /**
   * Sets one number, by name and place or by address: setCell('W_q', 2, 5, 0.5) or setCell('W_q[2,5]', 0.5).
   * @overload
   * @param {MatrixName} name @param {number} row @param {number} col @param {number} value @param {number} [item]
   * @returns {void}
   */
  /**
   * @overload
   * @param {CellLike} cell @param {number} value
   * @returns {void}
   */
  /** @param {any[]} given */
  setCell(...given) {
    const [cell, value] = given.length === 2 ? given : [{ tensor: given[0], row: given[1], col: given[2], item: given[4] }, given[3]];
    const { address } = this.#access.cell(cell);
    const checked = float('value', value);
    this.#access.done(this.#raw._hs_set_cell(this.#app, this.#module.put(address), checked));
  }
  /** Overwrites a matrix, or a region of it, row by row. @param {MatrixName} name @param {ArrayLike<number>} values @param {Region} [region] */
  setMatrix(name, values, region = {}) {
    const { index, layer, item, row, col, rows, cols } = this.#access.region(name, region);
    const numbers = floats('values', values, rows * cols);
    const bytes = this.#module.put(numbers);
    this.#access.done(this.#raw._hs_set_block(this.#app, index, layer, item, row, col, rows, cols, bytes));
  }
  /**
   * @param {MatrixName} name
   * @param {string} kind one of catalogue.fills
   * @param {Region & { factor?: number, seed?: number }} [options]
   */
  fill(name, kind, options = {}) {
    const { index, layer, item, row, col, rows, cols } = this.#access.region(name, options, ['rows', 'cols', 'factor', 'seed']);
    const factor = float('factor', options.factor ?? 1);
    const seed = whole('seed', options.seed ?? 0, 0, this.#access.param('weight_seed').param.max);
    const fill = oneOf('fill', kind, this.catalogue.fills);
    this.#access.done(this.#raw._hs_fill(this.#app, index, layer, item, row, col, rows, cols, fill, factor, seed));
  }
  /** Pastes numbers as text: spreadsheet, NumPy, PyTorch, CSV. @param {MatrixName} name @param {string} block @param {Region} [region] */
  paste(name, block, region = {}) {
    const { index, layer, item, row, col } = this.#access.region(name, region, []);
    const bytes = this.#module.put(text('block', block));
    this.#access.done(this.#raw._hs_paste_block(this.#app, index, layer, item, row, col, bytes));
  }
  /**
   * Tab separated, with digits that read back to the same bits.
   * @param {MatrixName} name
   * @param {number | { layer?: number, item?: number }} [owner] a number is the batch item
   */
  print(name, owner = 0) {
    const { index, layer, item } = this.#access.region(name, typeof owner === 'number' ? { item: owner } : owner, []);
    return this.#module.text(this.#raw._hs_print(this.#app, index, layer, item));
  }
  /**
   * Paints cells of the custom mask, all with one value. Where heads have their own (mask_heads), row head * S_q + query.
   * @param {'mask_allow' | 'mask_bias'} name
   * @param {[row: number, col: number][]} cells
   * @param {number} value
   * @param {number} [item]
   */
  paint(name, cells, value, item = 0) {
    const { index } = this.#access.region(name, { item });
    const places = list('cells', cells).flatMap((cell, i) => {
      const places = list(`cells[${i}]`, cell);
      if (places.length !== 2) throw new RangeError(`cells[${i}]: a cell is a row and a column`);
      return places.map((place) => whole(`cells[${i}]`, place));
    });
    const checked = float('value', value);
    const bytes = this.#module.put(Int32Array.from(places));
    this.#access.done(this.#raw._hs_paint(this.#app, index, item, checked, bytes));
  }

  // ---- Sentences

  /** @param {'query' | 'memory'} [which] @param {number} [item] @returns {{ text: string, tokens: string[] }} */
  sentence(which = 'query', item = 0) {
    const index = oneOf('sentence', which, SENTENCES);
    return this.#module.json(this.#raw._hs_sentence(this.#app, index, this.#access.item(item)));
  }
  /** @param {string} words @param {'query' | 'memory'} [which] @param {number} [item] */
  setSentence(words, which = 'query', item = 0) {
    const index = oneOf('sentence', which, SENTENCES);
    const bytes = this.#module.put(text('text', words));
    this.#access.done(this.#raw._hs_set_sentence(this.#app, index, this.#access.item(item), bytes));
  }
  /** What the dimensions of a space are called, one of catalogue.spaces. @param {string} [space] @returns {string[]} */
  names(space = 'input_names') {
    return this.#module.json(this.#raw._hs_names(this.#app, oneOf('space', space, this.catalogue.spaces)));
  }
  /** Names the dimensions, '' where one has no name; no number depends on it. @param {string[]} names @param {string} [space] */
  setNames(names, space = 'input_names') {
    const index = oneOf('space', space, this.catalogue.spaces);
    const lines = list('names', names).map((name, i) => {
      if (/[,\n，、]/.test(text(`names[${i}]`, name))) throw new RangeError(`names[${i}]: a name has no comma and is one line`);
      return name;
    });
    this.#access.done(this.#raw._hs_set_names(this.#app, index, this.#module.put(lines.join('\n'))));
  }
  /** Keys an item leaves visible under key padding. */
  validLength(item = 0) { return this.#raw._hs_valid_length(this.#app, this.#access.item(item)); }
  /** @param {number} length -1: as many as the item has tokens @param {number} [item] */
  setValidLength(length, item = 0) {
    this.#access.done(this.#raw._hs_set_valid_length(this.#app, this.#access.item(item), whole('length', length, -1)));
  }
  // ---- What was computed

  /** Keeps these stages up to date at every edit, beside what the interface shows. @param {StageName[]} names */
  keep(names) {
    const { tensors } = this.catalogue;
    this.#access.keep(list('names', names).map((name) => tensors[this.#access.tensorIndex('stage', name)].key));
  }
  /** Which keys each query may attend to: 1 = may. @param {number} [item] @param {number} [head] */
  visible(item = 0, head = 0) {
    const view = this.#module.view(this.#raw._hs_visible(this.#app, this.#access.item(item), whole('head', head)));
    if (view.rows === 0) throw new RangeError(`there is no head ${head}`);
    return { data: copyView(this.#raw.HEAPU8, view), shape: [view.rows, view.cols] };
  }
  /** The masks that hide a key from a query. @param {number} item @param {number} query @param {number} key @param {number} [head] @returns {string[]} */
  hiddenBy(item, query, key, head = 0) {
    const bits = this.#raw._hs_hidden_by(this.#app, this.#access.item(item), whole('head', head), whole('query', query), whole('key', key));
    if (bits < 0) throw new RangeError(`there is no head ${head}, no query ${query} or no key ${key}`);
    return this.catalogue.hiddenBy.filter((_, bit) => bits & (1 << bit));
  }

  // ---- View

  /** What is on screen beside the document. @returns {ViewState} */
  view() { return this.#module.json(this.#raw._hs_view(this.#app)); }
  /**
   * Changes what is shown, all or nothing; no number depends on it. Null sets a field as it is at first.
   * @param {import('../types.js').ViewChange | string} change or its text form: "large=weights&head=1", lists joined by ';', nothing for null
   */
  setView(change) {
    const bytes = this.#module.put(typeof change === 'string' ? change : viewText(change, this.catalogue));
    this.#access.done(this.#raw._hs_set_view(this.#app, bytes));
  }
  /** Locks the selection to a cell, whose item, layer and head are shown; null unlocks. @param {CellLike | null} cell */
  lock(cell) {
    const address = cell === null ? '' : this.#access.cell(cell).address;
    this.#access.done(this.#raw._hs_lock(this.#app, this.#module.put(address)));
  }
  /** Shows a message of at most 2000 bytes until it is dismissed. @param {string} message @param {boolean} [isError] */
  notify(message, isError = false) {
    const checked = Number(flag('isError', isError));
    const bytes = this.#module.put(text('message', message));
    this.#access.done(this.#raw._hs_notify(this.#app, bytes, checked));
  }

  // ---- History and links

  /** @returns {boolean} whether there was a step to take back */
  undo() { return this.#step(this.#raw._hs_undo(this.#app)); }
  /** @returns {boolean} */
  redo() { return this.#step(this.#raw._hs_redo(this.#app)); }
  /** @param {number} taken */
  #step(taken) { this.#access.done(0); return taken !== 0; }
  get canUndo() { return (this.#raw._hs_history(this.#app) & 1) !== 0; }
  get canRedo() { return (this.#raw._hs_history(this.#app) & 2) !== 0; }
  reset() { this.#access.done(this.#raw._hs_reset(this.#app)); }
  /** @param {string} name one of catalogue.presets @returns {void | Promise<void>} as of apply() */
  preset(name) {
    const index = oneOf('preset', name, this.catalogue.presets);
    return this.#access.doing(() => this.#raw._hs_preset(this.#app, index));
  }
  /** A library's defaults on the present document. @param {string} name the key of one of catalogue.profiles */
  profile(name) { this.#access.done(this.#raw._hs_profile(this.#app, this.#profile(name))); }
  /** Whether the document has all defaults of a library. @param {string} name */
  agrees(name) { return this.#raw._hs_agrees(this.#app, this.#profile(name)) !== 0; }
  /** @param {string} name */
  #profile(name) { return oneOf('profile', name, this.catalogue.profiles.map(({ key }) => key)); }
  /** The whole document as a URL fragment, without '#'. */
  link() { return this.#module.text(this.#raw._hs_link(this.#app)); }
  /** Opens a link's fragment, which is a whole document with its version and without; see apply() for a part of one. @param {string} link @returns {void | Promise<void>} as of apply() */
  open(link) {
    return this.#access.doing(() => this.#raw._hs_open_link(this.#app, this.#module.put(text('link', link).replace(/^#/, ''))));
  }
  /** Grows with every change of the document. */
  get revision() { return this.#raw._hs_revision(this.#app); }

  // ---- Events, figures

  /**
   * @template {keyof LabEvents} Name
   * @param {Name} name
   * @param {(detail: LabEvents[Name]) => void} listener
   * @returns {() => void} takes the listener off
   */
  on(name, listener) {
    void this.#module;
    oneOf('event', name, EVENTS);
    if (typeof listener !== 'function') throw new TypeError(`listener: ${shown(listener)} is not a function`);
    return this.#events.on(name, listener);
  }
  /**
   * For the host: tells the listeners.
   * @template {keyof LabEvents} Name
   * @param {Name} name
   * @param {LabEvents[Name]} detail
   */
  emit(name, detail) { this.#events.emit(name, detail); }
  /** Figures of the last frame. @returns {Stats} */
  stats() { return { ...this.#module.json(this.#raw._hs_stats(this.#app)), memoryBytes: this.#raw.HEAPU8.byteLength }; }
}
