// Keys while the laboratory has the focus. Tab is never taken: it moves through the controls and out at either end.
import { modifiersOf } from './pointer.js';

/** @typedef {import('../types.js').Parts} Parts */

const CLIPBOARD = new Set(['c', 'x', 'C', 'X']);

/** @param {EventTarget | null} target */
const isField = (target) => target instanceof HTMLTextAreaElement;

/**
 * @param {Parts} parts
 * @param {(target: EventTarget | null, event: KeyboardEvent) => boolean} ownedByPage
 *        true when the focused DOM control answers this key itself
 */
export function listenToKeys({ module, room, frames, signal }, ownedByPage) {
  /** @param {Event} happened */
  function pass(happened) {
    const event = /** @type {KeyboardEvent} */ (happened);
    if (!event.key) return;  // what a browser fills in by itself comes as an event without a key
    if (event.key === 'Tab' || event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
    const target = event.composedPath()[0];
    if (ownedByPage(target, event)) return;
    const printable = [...event.key].length === 1 && !event.ctrlKey && !event.metaKey;
    // A text field hears of characters by what they do to it.
    if (printable && isField(target)) return;
    const down = event.type === 'keydown';
    const keyBytes = new TextEncoder().encode(event.key).length;
    const bytes = module.put(event.key + event.code);
    const used = module.raw._hs_key(module.app, keyBytes, bytes - keyBytes, down ? 1 : 0, modifiersOf(event), event.repeat ? 1 : 0);
    frames.request();
    if (!used) return;
    event.preventDefault();
    // A cell that starts to be typed into has no text field yet.
    if (down && printable) {
      const textBytes = module.put(event.key);
      module.raw._hs_text(module.app, textBytes);
    }
    // The clipboard may only be written while the key press still counts as the visitor's act.
    if (down && (event.ctrlKey || event.metaKey) && CLIPBOARD.has(event.key)) frames.now();
  }
  room.addEventListener('keydown', pass, { signal });
  room.addEventListener('keyup', pass, { signal });
}
