// Text to and from the clipboard.

/** @typedef {import('../types.js').Parts} Parts */

/** More text than this is refused before it is copied into the module's memory; a text field takes less. */
const PASTE_LIMIT_BYTES = 10_000_000;
const encoder = new TextEncoder();

/** The text's size when it is over the limit, else 0. UTF-16 units are at most as many as bytes: a giant is not encoded. @param {string} text @param {number} limit */
export function oversize(text, limit) {
  const size = text.length > limit ? text.length : encoder.encode(text).length;
  return size > limit ? size : 0;
}

/**
 * @param {string} text
 * @param {ShadowRoot} root where a selection can be made when the asynchronous clipboard is missing or refused
 */
export async function copyText(text, root) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text, root);
  }
}

/** @param {string} text @param {ShadowRoot} root */
function copyBySelection(text, root) {
  const before = /** @type {HTMLElement | null} */ (root.activeElement);
  const area = document.createElement('textarea');
  area.className = 'offscreen';
  area.value = text;
  root.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  before?.focus({ preventScroll: true });
  return done;
}

/**
 * @param {Parts} parts
 * @param {() => number | null} fieldLimit how many bytes the active text field takes; null when none is active
 * @param {(message: string) => void} refuse
 */
export function createPaste({ module, room, frames, signal, words }, fieldLimit, refuse) {
  /** @param {string} text */
  function give(text) {
    const limit = fieldLimit() ?? PASTE_LIMIT_BYTES;
    const size = oversize(text, limit);
    if (size > 0) return refuse(words().pasteTooLarge(size, limit));
    frames.flush();
    const bytes = module.put(text);
    module.raw._hs_paste(module.app, bytes);
    frames.request();
  }

  room.addEventListener('paste', (event) => {
    const data = /** @type {ClipboardEvent} */ (event).clipboardData;
    if (!data) return;
    event.preventDefault();
    if (data.files.length > 0) return refuse(words().pasteFile);
    give(data.getData('text/plain'));
  }, { signal });

  return {
    /** The visitor pressed a Paste button. */
    async ask() {
      try {
        give(await navigator.clipboard.readText());
      } catch {
        refuse(words().pasteRefused);
      }
    },
  };
}
