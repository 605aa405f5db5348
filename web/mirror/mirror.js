// The mirror: real DOM controls over the canvas for screen readers, keyboards and tests, kept equal to what the module drew.
import { CONTROLS, attribute, placeAt } from './controls.js';
import { controlKey } from './keys.js';
import { arrange, gather, joinCells } from './tree.js';

/** @typedef {import('../types.js').Parts} Parts */
/** @typedef {import('../types.js').MirrorItem} MirrorItem */
/** @typedef {import('../types.js').Act} Act */

/** Roles that Tab stops at, when they stand alone. */
const TAB_STOPS = new Set(['button', 'link', 'checkbox', 'radio', 'listbox', 'slider', 'textbox', 'grid']);
/** Says nothing now: an empty line would only be in a reader's way. @param {MirrorItem} item */
const isBlank = ({ role, label, value }) => (role === 'text' || role === 'status' || role === 'heading') && !label && !value;

/** Frames the module may take to move its focus to where the page's went. */
const FOCUS_PATIENCE = 3;

/**
 * @param {Parts & { layer: HTMLElement, live: HTMLElement }} parts
 */
export function createMirror({ module, root, room, frames, signal, layer, live }) {
  /** @type {Map<string, { element: HTMLElement, item?: MirrorItem }>} */
  const known = new Map();
  let moduleFocus = 0;
  let asked = 0;      // the control the module was told to focus
  let patience = 0;
  let announced = '';
  let inDialog = false;
  let updating = false;

  /** @type {Act} */
  const act = (id, kind, { number = 0, row = 0, col = 0, text = '' } = {}) => {
    const bytes = module.put(text);
    module.raw._hs_act(module.app, id, module.catalogue.actions.indexOf(kind), number, row, col, bytes);
    frames.request();
  };

  /** @param {EventTarget | null} target */
  const entryOf = (target) => {
    const element = target instanceof Element ? target.closest('[data-id]') : null;
    return element ? known.get(/** @type {HTMLElement} */ (element).dataset.id ?? '') : undefined;
  };

  /** @param {MirrorItem} item */
  function control(item) {
    const id = String(item.id);
    let entry = known.get(id);
    if (entry?.item?.role !== item.role) entry = undefined;
    if (!entry) {
      const element = CONTROLS[item.role].create(item);
      element.dataset.id = id;
      entry = { element };
      known.set(id, entry);
    }
    entry.item = item;
    if (entry.element.dataset.key !== item.key) attribute(entry.element, 'data-key', item.key);
    CONTROLS[item.role].update(entry.element, item);
    // While it is being typed into, the text agent keeps it at the caret.
    if (!entry.element.dataset.entry) placeAt(entry.element, item);
    return entry.element;
  }

  /** @param {import('./tree.js').ItemSet} set @param {Element | null} focused */
  function container(set, focused) {
    let entry = known.get(set.id);
    if (!entry) {
      const element = document.createElement('div');
      element.className = 'set';
      element.setAttribute('role', set.role);
      entry = { element };
      known.set(set.id, entry);
    }
    attribute(entry.element, 'aria-label', set.label);
    attribute(entry.element, 'data-key', set.key);
    const members = set.items.map(control);
    arrange(entry.element, members, focused);
    // One stop for Tab in a set: the chosen member, else the first.
    const stop = Math.max(0, set.items.findIndex((item) => item.checked));
    members.forEach((member, i) => { member.tabIndex = i === stop || member === focused ? 0 : -1; });
    return entry.element;
  }

  /** Says what the status lines say, when it changed. @param {MirrorItem[]} items */
  function announce(items) {
    const lines = items.filter((item) => item.role === 'status')
      .map(({ label, value = '' }) => (label.includes(value) ? label : `${label} ${value}`));
    const text = lines.filter(Boolean).join('\n');
    if (text !== announced) live.textContent = announced = text;
  }

  /** When the module moves its focus (a click in the picture), the page's focus goes along. @param {MirrorItem[]} items */
  function followFocus(items) {
    const now = items.find((item) => item.focused)?.id ?? 0;
    if (!items.some((item) => item.id === asked)) asked = 0;  // used up before it could take the focus
    const waiting = asked !== 0;
    // The module may refuse: then the page's focus stays where the visitor put it.
    if (now === asked || --patience <= 0) asked = 0;
    if (waiting || now === moduleFocus) {
      if (!asked) moduleFocus = now;
      return;
    }
    moduleFocus = now;
    const element = now ? known.get(String(now))?.element : undefined;
    if (element && room.contains(root.activeElement) && root.activeElement !== element) element.focus({ preventScroll: true });
  }

  /** Where Tab stops, in order. @returns {HTMLElement[]} */
  const stops = () => [.../** @type {NodeListOf<HTMLElement>} */ (layer.querySelectorAll('[data-id]'))].filter((element) => element.tabIndex >= 0);

  /** Something lies over the page, and only what stands in it is left. @param {MirrorItem | undefined} dialog */
  function overlay(dialog) {
    attribute(layer, 'role', dialog && 'dialog');
    attribute(layer, 'aria-modal', dialog && true);
    attribute(layer, 'aria-label', dialog?.label);
    inDialog = dialog !== undefined;
  }

  /** @param {MirrorItem[]} items */
  function update(items) {
    updating = true;
    try { follow(items); } finally { updating = false; }
  }

  /** @param {MirrorItem[]} items */
  function follow(items) {
    announce(items);
    overlay(items.find(({ role }) => role === 'dialog'));
    items = joinCells(items).filter((item) => item.role === 'group' || (CONTROLS[item.role] && !isBlank(item)));
    const focused = root.activeElement;
    const place = stops().indexOf(/** @type {HTMLElement} */ (focused));
    const tree = gather(items);
    const children = tree.map((node) => {
      if ('items' in node) return container(node, focused);
      const element = control(node);
      // No stop for Tab, unless it is there already: a control that was just used up keeps the focus.
      if (TAB_STOPS.has(node.role)) element.tabIndex = node.disabled && element !== focused ? -1 : 0;
      return element;
    });
    arrange(layer, children, focused);
    const alive = new Set([...items.map((item) => String(item.id)), ...tree.map((node) => String(node.id))]);
    for (const id of known.keys()) if (!alive.has(id)) known.delete(id);
    followFocus(items);
    // The focused control is gone: go where the module's focus went (back to what opened a popup), else on with what followed
    // it. Nothing did: the next Tab leaves, as it would have.
    if (place >= 0 && !root.activeElement) (known.get(String(moduleFocus))?.element ?? stops()[place])?.focus({ preventScroll: true });
  }

  layer.addEventListener('focusin', (event) => {
    const item = entryOf(event.target)?.item;
    if (!item || item.focused) return;
    asked = item.id;
    patience = FOCUS_PATIENCE;
    moduleFocus = item.id;
    act(item.id, 'focus');
  }, { signal });
  layer.addEventListener('keydown', (event) => {
    if (!inDialog || event.key !== 'Tab') return;
    const all = stops();
    const last = all.length - 1;
    // At its ends Tab goes round: whoever wants to leave a dialog closes it.
    if (root.activeElement !== all[event.shiftKey ? 0 : last]) return;
    all[event.shiftKey ? last : 0]?.focus({ preventScroll: true });
    event.preventDefault();
  }, { signal });
  layer.addEventListener('click', (event) => {
    const item = entryOf(event.target)?.item;
    if (!item || item.disabled || item.role === 'slider' || item.role === 'textbox') return;
    act(item.id, 'press');
  }, { signal });
  layer.addEventListener('input', (event) => {
    const entry = entryOf(event.target);
    if (entry?.item?.role === 'slider') act(entry.item.id, 'set_number', { number: Number(/** @type {any} */ (entry.element).value) });
  }, { signal });
  layer.addEventListener('change', (event) => {
    const entry = entryOf(event.target);
    // Assistive technology sets a value without typing it.
    if (entry?.item?.role !== 'textbox' || entry.element.dataset.entry) return;
    act(entry.item.id, 'set_text', { text: /** @type {any} */ (entry.element).value });
  }, { signal });

  return {
    update,
    /** The controls are being put in order: a focus that is lost now was not moved by the visitor. */
    isUpdating: () => updating,
    act,
    /** @param {number} id */
    element: (id) => known.get(String(id))?.element,
    /** The control the module has in focus, if it is in the page. */
    focusedElement: () => known.get(String(moduleFocus))?.element,
    /** True when a mirrored control answers this key. @param {EventTarget | null} target @param {KeyboardEvent} event */
    ownsKey(target, event) {
      const entry = entryOf(target);
      if (!entry?.item) return false;
      const answer = controlKey(entry.element, entry.item, event, act);
      if (answer === 'handled') event.preventDefault();
      return answer !== 'module';
    },
  };
}
