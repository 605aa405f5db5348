// The text agent: a real text field at the caret while the module has an active one, for input methods, phone keyboards
// and assistive technology. What happens in it is passed on; its text and selection are then set to the module's.

/** @typedef {import('./types.js').Parts} Parts */
/** @typedef {import('./types.js').TextEntry} TextEntry */

/** At most so many frames until the module has taken every key of a fast typist. */
const FLUSH_FRAMES = 12;

/**
 * What turns one text into the other at the caret: characters to take away before it, then text to type.
 * @param {string} before
 * @param {string} after
 */
export function difference(before, after) {
  const a = [...before];
  const b = [...after];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  return { removed: a.length - head - tail, inserted: b.slice(head, b.length - tail).join('') };
}

/** What is being typed into, when the field has no mirrored control of its own: a cell of a grid. @param {Element | null} control */
const nameOf = (control) =>
  (control?.querySelector('[role=gridcell]') ?? control)?.getAttribute('aria-label') ?? '';

/**
 * @param {Parts & { agent: HTMLTextAreaElement }} parts
 * @param {{ mirrored: (id: number) => HTMLElement | undefined, leave: () => void }} page
 *        the mirror's own text field for an item, and where the focus goes when typing ends
 */
export function createTextAgent({ module, root, frames, signal, agent }, { mirrored, leave }) {
  /** @type {TextEntry | null} */
  let entry = null;
  /** @type {HTMLTextAreaElement | null} */
  let field = null;
  let composing = false;
  let settled = '';  // the field's text as the module knows it
  let early = '';    // typed into a mirrored field before the module has made it the active one

  /** @param {string} text */
  const type = (text) => {
    if (!text) return;
    const bytes = module.put(text);
    module.raw._hs_text(module.app, bytes);
    frames.request();
  };
  /** @param {string} text */
  const compose = (text) => {
    const bytes = module.put(text);
    module.raw._hs_compose(module.app, bytes);
    frames.request();
  };
  /** @param {'Backspace' | 'Tab'} name */
  const strike = (name) => {
    for (const down of [1, 0]) {
      module.put(name + name);
      module.raw._hs_key(module.app, name.length, name.length, down, 0, 0);
    }
    frames.request();
  };

  /** Passes on what a keyboard did to the field without telling in advance. */
  function passDifference() {
    if (!field) return;
    const { removed, inserted } = difference(settled, field.value);
    settled = field.value;
    for (let i = 0; i < removed; i++) strike('Backspace');
    type(inserted);
  }

  /** @param {TextEntry} now */
  function settle(now) {
    if (!field || composing) return;
    settled = now.text;
    // Setting an equal value would still disturb a phone's keyboard.
    if (field.value !== now.text) field.value = now.text;
    if (field.selectionStart !== now.start || field.selectionEnd !== now.end) field.setSelectionRange(now.start, now.end);
    // At the caret, so that the input method's candidates open beside it.
    Object.assign(field.style, { left: `${now.x}px`, top: `${now.y}px`, width: '2px', height: `${now.height}px` });
  }

  /** @param {HTMLTextAreaElement} element @param {TextEntry} now */
  function describe(element, now) {
    element.inputMode = now.numeric ? 'decimal' : 'text';
    element.enterKeyHint = now.multiline ? 'enter' : 'done';
  }

  function end() {
    const had = field;
    field = null;
    if (!had) return;
    composing = false;
    const focused = root.activeElement === had;
    delete had.dataset.entry;
    if (focused) leave();
    if (had === agent) agent.disabled = true;
  }

  /** @param {TextEntry} now */
  function begin(now) {
    const own = now.id ? mirrored(now.id) : undefined;
    const next = own instanceof HTMLTextAreaElement ? own : agent;
    if (next === field) return;
    const from = root.activeElement;
    if (next === agent) agent.setAttribute('aria-label', nameOf(from));
    if (field) delete field.dataset.entry;
    field = next;
    field.dataset.entry = 'on';
    settled = now.text;
    agent.disabled = field !== agent;
    describe(field, now);
    if (from) field.focus({ preventScroll: true });
    type(early);
    early = '';
  }

  const mine = (/** @type {Event} */ event) => field !== null && event.composedPath()[0] === field;

  root.addEventListener('beforeinput', (e) => {
    const event = /** @type {InputEvent} */ (e);
    if (composing || event.isComposing || event.inputType !== 'insertText' || !event.cancelable) return;
    event.preventDefault();
    if (mine(event)) type(event.data ?? '');
    else early += event.data ?? '';
  }, { signal });
  root.addEventListener('input', (event) => { if (mine(event) && !composing) passDifference(); }, { signal });
  root.addEventListener('compositionstart', (event) => { composing = event.composedPath()[0] instanceof HTMLTextAreaElement; }, { signal });
  root.addEventListener('compositionupdate', (event) => {
    if (mine(event)) compose(/** @type {CompositionEvent} */ (event).data);
  }, { signal });
  root.addEventListener('compositionend', (event) => {
    composing = false;
    if (!mine(event)) {
      early += /** @type {CompositionEvent} */ (event).data;
      return;
    }
    compose('');
    passDifference();
  }, { signal });
  root.addEventListener('focusout', (event) => {
    early = '';
    if (!mine(event) || !entry) return;
    // The page's focus went elsewhere, so the typing is over: the module takes Tab for that, and must have taken it
    // before it hears where the focus went.
    strike('Tab');
    for (let i = 0; i < FLUSH_FRAMES && frames.now() === 0; i++);
  }, { signal });

  return {
    /** The module's text field after a frame. @param {TextEntry | null} now */
    update(now) {
      entry = now;
      if (!entry) return end();
      begin(entry);
      settle(entry);
    },
    get active() { return entry !== null; },
  };
}
