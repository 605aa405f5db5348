// The page's API to one laboratory: every number a visitor can change or see, without the canvas.
import { copyView } from './copy_view.js';
import { Emitter } from './emitter.js';

/** @typedef {import('./types.js').MatrixName} MatrixName */
/** @typedef {import('./types.js').StageName} StageName */
/** @typedef {import('./types.js').Cell} Cell */
/** @typedef {import('./types.js').Numbers} Numbers */
/** @typedef {import('./types.js').Region} Region */
/** @typedef {import('./types.js').ViewState} ViewState */
/** @typedef {import('./types.js').Stats} Stats */
/** @typedef {import('./types.js').LabEvents} LabEvents */

/** Stages that are kept on request only, with their bits in hs_keep. @type {Partial<Record<StageName, number>>} */
const ON_REQUEST = { scores: 1, scaled: 2, masked_scores: 4 };

export class Lab {
  #module;
  #touched;
  #kept = 0;
  /** @type {Emitter<LabEvents>} */
  #events = new Emitter();

  /**
   * @param {import('./module.js').Module} module
   * @param {() => void} touched called after anything that may need a new frame
   * @param {(lab: Lab) => void} destroy
   */
  constructor(module, touched, destroy) {
    this.#module = module;
    this.#touched = touched;
    this.destroy = () => { destroy(this); this.#events.clear(); };
  }

  get #raw() { return this.#module.raw; }
  get #app() { return this.#module.app; }

  /** The index of a name in one of the catalogue's lists. @param {readonly string[]} names @param {string} name @param {string} what */
  #index(names, name, what) {
    const index = names.indexOf(name);
    if (index < 0) throw new RangeError(`unknown ${what} "${name}"; there are: ${names.join(', ')}`);
    return index;
  }
  /** @param {string} name */
  #matrixIndex(name) { return this.#index(this.#module.catalogue.matrices, name, 'matrix'); }
  /** @param {string} name */
  #stageIndex(name) { return this.#index(this.#module.catalogue.stages, name, 'stage'); }
  /** @param {string} key */
  #param(key) {
    const { params } = this.#module.catalogue;
    const index = this.#index(params.map((param) => param.key), key, 'parameter');
    return { index, param: params[index] };
  }
  /** @param {number} message */
  #done(message) {
    this.#module.check(message);
    this.#touched();
  }

  // ---- Parameters

  /** Names of everything that can be asked for: parameters with their ranges, matrices, stages, presets, fills ... */
  get catalogue() { return this.#module.catalogue; }
  /** The parameter table in the current language, with the values of now. */
  params() { return /** @type {import('./types.js').ParamState[]} */ (this.#module.json(this.#raw._hs_params(this.#app))); }
  /**
   * A parameter: a number, a boolean, or a choice's key.
   * @param {string} key
   * @returns {number | boolean | string}
   */
  get(key) {
    const { index, param } = this.#param(key);
    const value = this.#raw._hs_param(this.#app, index);
    if (param.type === 'boolean') return value !== 0;
    return param.type === 'choice' ? param.choices[value] : value;
  }
  /** @param {string} key @param {number | boolean | string} value */
  set(key, value) {
    const { index, param } = this.#param(key);
    const number = typeof value === 'string' && param.type === 'choice'
      ? this.#index(param.choices, value, `choice of ${key}`) : Number(value);
    this.#done(this.#raw._hs_set_param(this.#app, index, number, 0));
  }

  // ---- Matrices

  /** A copy of an editable matrix. @param {MatrixName} name @param {number} [item] @returns {Numbers} */
  matrix(name, item = 0) {
    const view = this.#module.view(this.#raw._hs_matrix(this.#app, this.#matrixIndex(name), item));
    if (!view) throw new RangeError(`${name} has no item ${item}`);
    return { data: copyView(this.#raw.HEAPF32, view), shape: [view.rows, view.cols] };
  }
  /** Where a region lies; the whole matrix unless said otherwise. @param {MatrixName} name @param {Region} region */
  #region(name, { item = 0, row = 0, col = 0, rows, cols }) {
    const [height, width] = this.matrix(name, item).shape;
    return { index: this.#matrixIndex(name), item, row, col, rows: rows ?? height - row, cols: cols ?? width - col };
  }
  /** @param {MatrixName} name @param {number} row @param {number} col @param {number} value @param {number} [item] */
  setCell(name, row, col, value, item = 0) {
    this.#done(this.#raw._hs_set_cell(this.#app, this.#matrixIndex(name), item, row, col, value, 0));
  }
  /** Overwrites a matrix, or a region of it, row by row. @param {MatrixName} name @param {ArrayLike<number>} values @param {Region} [region] */
  setMatrix(name, values, region = {}) {
    const at = this.#region(name, region);
    if (values.length !== at.rows * at.cols) throw new RangeError(`${name}: ${values.length} values for ${at.rows} × ${at.cols}`);
    this.#module.put(Float32Array.from(values));
    this.#done(this.#raw._hs_set_block(this.#app, at.index, at.item, at.row, at.col, at.rows, at.cols, 0));
  }
  /**
   * @param {MatrixName} name
   * @param {string} kind one of catalogue.fills
   * @param {Region & { factor?: number, seed?: number }} [options]
   */
  fill(name, kind, options = {}) {
    const at = this.#region(name, options);
    const { factor = 1, seed = 0 } = options;
    const fill = this.#index(this.#module.catalogue.fills, kind, 'fill');
    this.#done(this.#raw._hs_fill(this.#app, at.index, at.item, at.row, at.col, at.rows, at.cols, fill, factor, seed));
  }
  /** Pastes numbers as text: spreadsheet, NumPy, PyTorch, CSV. @param {MatrixName} name @param {string} text @param {Region} [region] */
  paste(name, text, { item = 0, row = 0, col = 0 } = {}) {
    const bytes = this.#module.put(text);
    this.#done(this.#raw._hs_paste_block(this.#app, this.#matrixIndex(name), item, row, col, bytes));
  }
  /** Tab separated, with digits that read back to the same bits. @param {MatrixName} name @param {number} [item] */
  print(name, item = 0) { return this.#module.text(this.#raw._hs_print(this.#app, this.#matrixIndex(name), item)); }
  /**
   * Paints cells of the custom mask, all with one value.
   * @param {'mask_allow' | 'mask_bias'} name
   * @param {[row: number, col: number][]} cells
   * @param {number} value
   * @param {number} [item]
   */
  paint(name, cells, value, item = 0) {
    this.#module.put(Int32Array.from(cells.flat()));
    this.#done(this.#raw._hs_paint(this.#app, this.#matrixIndex(name), item, cells.length, value, 0));
  }

  // ---- Sentences

  /** @param {'query' | 'memory'} [which] @param {number} [item] @returns {{ text: string, tokens: string[] }} */
  sentence(which = 'query', item = 0) { return this.#module.json(this.#raw._hs_sentence(this.#app, Number(which === 'memory'), item)); }
  /** @param {string} text @param {'query' | 'memory'} [which] @param {number} [item] */
  setSentence(text, which = 'query', item = 0) {
    const bytes = this.#module.put(text);
    this.#done(this.#raw._hs_set_sentence(this.#app, Number(which === 'memory'), item, bytes));
  }
  /** Keys an item leaves visible under key padding. */
  validLength(item = 0) { return this.#raw._hs_valid_length(this.#app, item); }
  /** @param {number} length -1: as many as the item has tokens @param {number} [item] */
  setValidLength(length, item = 0) { this.#done(this.#raw._hs_set_valid_length(this.#app, item, length)); }

  // ---- What was computed

  /** A copy of a stage of the forward pass, [items, heads, rows, cols]. @param {StageName} name @returns {Numbers} */
  stage(name) {
    const index = this.#stageIndex(name);
    const extra = ON_REQUEST[name] ?? 0;
    if (extra) this.#module.check(this.#raw._hs_keep(this.#app, this.#kept | extra));
    try {
      const view = this.#module.view(this.#raw._hs_stage(this.#app, index));
      if (!view) throw new Error(`${name} is not kept`);
      return { data: copyView(this.#raw.HEAPF32, view), shape: [view.items, view.heads, view.rows, view.cols] };
    } finally {
      if (extra) this.#module.check(this.#raw._hs_keep(this.#app, this.#kept));
    }
  }
  /** Keeps these stages up to date at every edit, beside what the interface shows. @param {StageName[]} names */
  keep(names) {
    const bits = names.reduce((sum, name) => sum | (ON_REQUEST[name] ?? 0), 0);
    this.#done(this.#raw._hs_keep(this.#app, bits));
    this.#kept = bits;
  }
  /** Which keys each query may attend to: 1 = may. @param {number} [item] */
  visible(item = 0) {
    const view = this.#module.view(this.#raw._hs_visible(this.#app, item));
    if (!view) throw new RangeError(`no item ${item}`);
    return { data: copyView(this.#raw.HEAPU8, view), shape: [view.rows, view.cols] };
  }
  /** The masks that hide a key from a query. @param {number} item @param {number} query @param {number} key @returns {string[]} */
  hiddenBy(item, query, key) {
    const bits = this.#raw._hs_hidden_by(this.#app, item, query, key);
    return this.#module.catalogue.hiddenBy.filter((_, bit) => bits & (1 << bit));
  }
  /** Where a number comes from. @param {Cell} cell @returns {import('./types.js').Explanation | null} */
  explain({ stage, item = 0, head = 0, row, col }) {
    return this.#module.json(this.#raw._hs_explain(this.#app, this.#stageIndex(stage), item, head, row, col));
  }

  // ---- View

  /** @returns {ViewState} */
  view() { return this.#module.json(this.#raw._hs_view(this.#app)); }
  /** Changes what is shown; no number depends on it. @param {Partial<import('./types.js').ViewChange>} change */
  setView(change) {
    const { catalogue } = this.#module;
    /** @type {Record<string, readonly string[]>} */
    const names = { language: catalogue.languages, theme: catalogue.themes, large: catalogue.stages, gallery: catalogue.stages, tab: catalogue.tabs };
    const fields = ['language', 'theme', 'item', 'head', 'large', 'gallery', 'tab', 'painting'];
    for (const [name, value] of Object.entries(change)) {
      const field = this.#index(fields, name, 'field of the view');
      const number = name in names ? this.#index(names[name], String(value), name) : Number(value);
      if (!this.#raw._hs_set_view(this.#app, field, number)) throw new RangeError(`${name}: ${value} is not possible now`);
    }
    this.#touched();
  }
  /** Locks the selection to a cell; null unlocks. @param {Cell | null} cell */
  lock(cell) {
    const { stage, item = 0, head = 0, row, col } = cell ?? { stage: null, row: 0, col: 0 };
    const index = stage === null ? -1 : this.#stageIndex(stage);
    if (!this.#raw._hs_lock(this.#app, index, item, head, row, col) && cell) throw new RangeError(`${stage} has no such cell`);
    this.#touched();
  }
  /** Shows a message of at most 2000 bytes until it is dismissed. @param {string} message @param {boolean} [isError] */
  notify(message, isError = false) {
    const bytes = this.#module.put(message);
    this.#done(this.#raw._hs_notify(this.#app, bytes, Number(isError)));
  }

  // ---- History and links

  /** @returns {boolean} whether there was a step to take back */
  undo() { const done = this.#raw._hs_undo(this.#app) !== 0; this.#touched(); return done; }
  /** @returns {boolean} */
  redo() { const done = this.#raw._hs_redo(this.#app) !== 0; this.#touched(); return done; }
  get canUndo() { return (this.#raw._hs_history(this.#app) & 1) !== 0; }
  get canRedo() { return (this.#raw._hs_history(this.#app) & 2) !== 0; }
  reset() { this.#done(this.#raw._hs_reset(this.#app)); }
  /** @param {string} name one of catalogue.presets */
  preset(name) { this.#done(this.#raw._hs_preset(this.#app, this.#index(this.#module.catalogue.presets, name, 'preset'))); }
  /** The whole document as a URL fragment, without '#'. */
  link() { return this.#module.text(this.#raw._hs_link(this.#app)); }
  /** @param {string} link */
  open(link) {
    const bytes = this.#module.put(link.replace(/^#/, ''));
    this.#done(this.#raw._hs_open_link(this.#app, bytes));
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
  on(name, listener) { return this.#events.on(name, listener); }
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
