// The text agent: a real text field at the caret while the module has an active one, for input methods, phone keyboards
// and assistive technology. The field's text and selection are the truth: what happens in it the module does after it.
// Keys go the other way: the module acts on them, and the field then follows.
import { oversize } from '../base/clipboard.js';
import { both, difference } from './text_difference.js';

/** @typedef {import('../types.js').Parts} Parts */
/** @typedef {import('../types.js').TextEntry} TextEntry */

/** What is being typed into, when the field has no mirrored control of its own: a cell of a grid. @param {Element | null} control */
const nameOf = (control) =>
  (control?.querySelector('[role=gridcell]') ?? control)?.getAttribute('aria-label') ?? '';

/** @typedef {import('./text_difference.js').State} State */

/** @param {HTMLTextAreaElement} field @returns {State} */
const stateOf = (field) => ({ text: field.value, start: field.selectionStart, end: field.selectionEnd });
/** @param {State} a @param {State} b */
const isSame = (a, b) => a.text === b.text && a.start === b.start && a.end === b.end;

/**
 * Where the text being composed stands: before the caret, as a rule; some keyboards put the caret inside it.
 * @param {string} composed @param {{ text: string, end: number }} now @param {string} before the text without it
 */
function composedRange(composed, now, before) {
  const start = now.end - composed.length;
  if (start >= 0 && now.text.startsWith(composed, start)) return { start, end: now.end };
  const { begin, inserted } = difference(before, now.text);
  return { start: begin, end: begin + inserted.length };
}

/**
 * @param {Parts & { agent: HTMLTextAreaElement }} parts
 * @param {{ mirrored: (id: number) => HTMLElement | undefined, arranging: () => boolean, leave: () => void, refuse: (message: string) => void }} page
 *        the mirror's own text field for an item, whether the mirror is taking one away just now, where the focus goes when typing ends, and who says what cannot be done
 */
export function createTextAgent({ module, root, room, frames, signal, words, agent }, { mirrored, arranging, leave, refuse }) {
  /** @type {TextEntry | null} */
  let entry = null;
  /** @type {HTMLTextAreaElement | null} */
  let field = null;
  let composing = false;
  let uncomposed = '';  // the field's text before the composition
  /** The field as the module knows it. @type {State} */
  let settled = { text: '', start: 0, end: 0 };
  let early = '';       // typed into a mirrored field before the module has made it the active one

  /** @param {string} text */
  const type = (text) => {
    if (!text) return;
    const bytes = module.put(text);
    module.raw._hs_text(module.app, bytes);
    frames.request();
  };
  const strikeTab = () => {
    for (const down of [1, 0]) {
      module.put('TabTab');
      module.raw._hs_key(module.app, 3, 3, down, 0, 0);
    }
    frames.request();
  };

  /** @param {HTMLTextAreaElement} element @param {State} to */
  function show(element, to) {
    // Setting an equal value would still disturb a phone's keyboard.
    if (element.value !== to.text) element.value = to.text;
    if (element.selectionStart !== to.start || element.selectionEnd !== to.end) element.setSelectionRange(to.start, to.end);
  }

  /** Tells the module what is new in the field, in one step: the text that changed, and the selection. */
  function send() {
    if (!field) return;
    const now = stateOf(field);
    if (isSame(now, settled)) return;
    const { begin, end, inserted } = difference(settled.text, now.text);
    if (entry && oversize(inserted, entry.limit)) {  // dropped: not even the module's memory need take it
      show(field, settled);
      return refuse(words().pasteTooLarge(oversize(inserted, entry.limit), entry.limit));
    }
    const bytes = module.put(inserted);
    const refused = module.raw._hs_replace_text(module.app, begin, end, now.start, now.end, bytes) !== 0;
    frames.request();
    if (refused) show(field, settled);
    else settled = now;
  }

  /** As `send`, after the keys that came before. */
  function pass() {
    if (!field || isSame(stateOf(field), settled)) return;
    frames.flush();
    send();
  }

  /** A character, where the field's caret is. @param {string} text */
  function typeAt(text) {
    if (!field) return;
    pass();  // somebody other than the module may have moved the caret
    type(text);
  }

  /** @param {TextEntry} now */
  function settle(now) {
    if (!field || composing) return;
    const here = stateOf(field);
    const there = { text: now.text, start: now.start, end: now.end };
    // What happened in the field since is to happen after the module's keys.
    const merged = isSame(here, settled) ? there : both(settled, there, here);
    settled = there;
    show(field, merged);
    send();
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
    const from = room.contains(root.activeElement) ? root.activeElement : null;
    if (next === agent) agent.setAttribute('aria-label', nameOf(from));
    if (field) delete field.dataset.entry;
    field = next;
    field.dataset.entry = 'on';
    settled = stateOf(field);
    agent.disabled = field !== agent;
    describe(field, now);
    if (from) field.focus({ preventScroll: true });
    type(early);
    early = '';
  }

  const mine = (/** @type {Event} */ event) => field !== null && event.composedPath()[0] === field;

  room.addEventListener('beforeinput', (e) => {
    const event = /** @type {InputEvent} */ (e);
    if (composing || event.isComposing) return;
    // The field must look as the module will once it has taken the keys before this.
    if (event.inputType !== 'insertText' || !event.cancelable) {
      if (mine(event)) frames.flush();
      return;
    }
    event.preventDefault();
    if (mine(event)) typeAt(event.data ?? '');
    else early += event.data ?? '';
  }, { signal });
  room.addEventListener('input', (event) => { if (mine(event)) pass(); }, { signal });
  room.addEventListener('compositionstart', (event) => {
    if (mine(event)) frames.flush();
    composing = event.composedPath()[0] instanceof HTMLTextAreaElement;
    uncomposed = field?.value ?? '';
  }, { signal });
  room.addEventListener('compositionupdate', (event) => {
    if (!mine(event)) return;
    const { data } = /** @type {CompositionEvent} */ (event);
    // The field has it only after this event.
    field?.addEventListener('input', () => {
      // Given up: it is over with compositionend, when the module knows the letters are gone. Sooner it would take them for typed.
      if (!field || !composing || !data) return;
      const { start, end: stop } = composedRange(data, stateOf(field), uncomposed);
      module.raw._hs_compose(module.app, start, stop);
      frames.request();
    }, { once: true, signal });
  }, { signal });
  room.addEventListener('compositionend', (event) => {
    composing = false;
    if (!mine(event)) {
      early += /** @type {CompositionEvent} */ (event).data;
      return;
    }
    pass();
    module.raw._hs_compose(module.app, 0, 0);
    frames.request();
  }, { signal });
  // Assistive technology moves the caret without a key. Some browsers tell the field, others the document.
  const moved = () => { if (field && !composing && root.activeElement === field && entry) pass(); };
  root.addEventListener('selectionchange', moved, { signal });
  document.addEventListener('selectionchange', moved, { signal });
  room.addEventListener('focusout', (event) => {
    early = '';
    if (!mine(event) || !entry || arranging()) return;
    // The page's focus went elsewhere, so the typing is over: the module takes Tab for that, and must have taken it
    // before it hears where the focus went.
    strikeTab();
    frames.flush();
  }, { signal });

  return {
    /** The module's text field after a frame. @param {TextEntry | null} now */
    update(now) {
      entry = now;
      if (!entry) return end();
      begin(entry);
      settle(entry);
    },
    /** How many bytes the active field takes; null when none is active. */
    limit: () => entry?.limit ?? null,
  };
}
