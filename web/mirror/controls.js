// One real DOM control for each kind of item the module reports.

/** @typedef {import('../types.js').MirrorItem} MirrorItem */
/** @typedef {(item: MirrorItem) => HTMLElement} Create */
/** @typedef {(element: any, item: MirrorItem) => void} Update */

/** @param {Element} element @param {string} name @param {string | number | boolean | undefined} value */
export function attribute(element, name, value) {
  if (value === undefined || value === '') element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
}

/** @param {Element} element @param {string} text */
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** The item's rectangle, relative to its container. @param {HTMLElement} element @param {MirrorItem} item @param {number} [left] @param {number} [top] */
export function placeAt(element, item, left = 0, top = 0) {
  const { style } = element;
  const place = { left: item.x - left, top: item.y - top, width: item.w, height: item.h };
  for (const side of /** @type {(keyof typeof place)[]} */ (Object.keys(place))) {
    const value = `${Math.round(place[side] * 100) / 100}px`;
    if (style[side] !== value) style[side] = value;
  }
}

/** @param {string} tag @param {string} [role] */
const make = (tag, role) => {
  const element = document.createElement(tag);
  if (role) element.setAttribute('role', role);
  if (element instanceof HTMLButtonElement) element.type = 'button';
  return element;
};

/** @type {Update} A name, and the state every control may have. */
function named(element, item) {
  attribute(element, 'aria-label', item.label);
  attribute(element, 'aria-description', item.help);
  attribute(element, 'aria-disabled', item.disabled || undefined);
}

/** @type {Update} */
function button(element, item) {
  named(element, item);
  attribute(element, 'aria-expanded', item.expanded);
  setText(element, item.label);
}

/** @param {string} state the attribute that says it is on @returns {Update} */
const chosen = (state) => (element, item) => {
  named(element, item);
  if (item.value) attribute(element, 'aria-label', `${item.label} ${item.value}`);  // a token and its weight
  attribute(element, state, item.checked ?? false);
  setText(element, item.label);
};

/** @type {Update} */
function slider(element, item) {
  named(element, item);
  attribute(element, 'min', item.low);
  attribute(element, 'max', item.high);
  attribute(element, 'step', item.step || 'any');
  attribute(element, 'aria-valuetext', item.value);
  const now = String(item.now ?? 0);
  if (element.value !== now) element.value = now;
}

/** @type {Update} A choice of many: its value is its text. */
function combobox(element, item) {
  named(element, item);
  attribute(element, 'aria-haspopup', 'listbox');
  attribute(element, 'aria-expanded', item.expanded ?? false);
  setText(element, item.value ?? '');
}

/** @type {Update} */
function textbox(element, item) {
  named(element, item);
  // While it is being typed into, the text agent keeps the value.
  if (!element.dataset.entry && element.value !== item.value) element.value = item.value ?? '';
}

/** @type {Update} A grid of any size with only its active cell in the page, as ARIA allows. */
function grid(element, item) {
  named(element, item);
  attribute(element, 'aria-rowcount', item.rows);
  attribute(element, 'aria-colcount', item.cols);
  const row = element.firstChild;
  const cell = row.firstChild;
  attribute(row, 'aria-rowindex', Math.max(0, item.row ?? 0) + 1);
  attribute(cell, 'aria-colindex', Math.max(0, item.col ?? 0) + 1);
  attribute(cell, 'aria-label', item.cell && `${item.cell.label} ${item.cell.value ?? ''}`);
  attribute(cell, 'data-key', item.cell?.key);
  setText(cell, item.value || '–');
  if (item.cell) placeAt(cell, item.cell, item.x, item.y);
}

/** @type {Create} */
function makeGrid(item) {
  const element = make('div', 'grid');
  element.tabIndex = 0;
  const row = make('div', 'row');
  const cell = make('div', 'gridcell');
  cell.id = `cell-${item.id}`;  // ids are local to the shadow root
  element.setAttribute('aria-activedescendant', cell.id);
  row.append(cell);
  element.append(row);
  return element;
}

/** @type {Update} */
function plain(element, item) {
  setText(element, item.value ? `${item.label} ${item.value}` : item.label);
}

/** @type {Create} */
function makeSlider() {
  const input = document.createElement('input');
  input.type = 'range';
  return input;
}

/** @type {Create} A line of an input element would lose the line breaks of a text with one token per line. */
function makeTextbox() {
  const field = document.createElement('textarea');
  field.rows = 1;
  for (const name of ['autocomplete', 'autocorrect', 'autocapitalize']) field.setAttribute(name, 'off');
  field.spellcheck = false;
  field.tabIndex = 0;
  return field;
}

/** @type {Record<string, { create: Create, update: Update }>} */
export const CONTROLS = {
  button: { create: () => make('button'), update: button },
  link: { create: () => make('button', 'link'), update: button },
  checkbox: { create: () => make('button', 'switch'), update: chosen('aria-checked') },
  radio: { create: () => make('button', 'radio'), update: chosen('aria-checked') },
  tab: { create: () => make('button', 'tab'), update: chosen('aria-selected') },
  option: { create: () => make('button', 'option'), update: chosen('aria-selected') },
  listbox: { create: () => make('button', 'combobox'), update: combobox },
  slider: { create: makeSlider, update: slider },
  textbox: { create: makeTextbox, update: textbox },
  grid: { create: makeGrid, update: grid },
  heading: { create: () => make('h2'), update: plain },
  status: { create: () => make('p'), update: plain },
  text: { create: () => make('p'), update: plain },
};
