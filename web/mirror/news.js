// What the module has to tell after a frame or a call: events, the mirror, the text field, the cursor.
import { copyText } from '../base/clipboard.js';

/** @typedef {import('../types.js').Parts} Parts */

/** Bits of hs_news. */
const NEWS = { events: 1, mirror: 2, textEntry: 4, cursor: 8 };

/**
 * @param {Parts} parts
 * @param {import('../api/lab.js').Lab} lab
 * @param {object} on
 * @param {(items: any) => void} on.mirror
 * @param {(entry: any) => void} on.textEntry
 * @param {() => void} on.paste
 * @param {(link: string) => void} on.share
 * @param {() => void} on.words
 * @param {() => void} on.learn
 * @param {(view: { language: import('../base/messages.js').Language, theme: string, themeChoice: string }) => void} on.view
 */
export function createNews({ module, root, stage, signal }, lab, on) {
  const { raw, app } = module;
  /** Events of the start, kept until whoever mounted the laboratory has had the chance to listen. @type {[string, any][] | null} */
  let early = [];

  /** @param {string} type @param {any} detail */
  function emit(type, detail) {
    if (early) early.push([type, detail]);
    else lab.emit(/** @type {any} */ (type), detail);
  }

  /** @param {string} type @param {any} detail */
  function dispatch(type, detail) {
    if (type === 'copy') return void copyText(detail.text, root);
    if (type === 'paste') return on.paste();
    if (type === 'words') return on.words();
    if (type === 'learn') return on.learn();
    if (type === 'share') on.share(detail.link);
    if (type === 'view') on.view(detail);
    emit(type, detail);
  }

  function tell() {
    const news = raw._hs_news(app);
    if (news & NEWS.cursor) stage.style.cursor = module.text(raw._hs_cursor(app));
    if (news & NEWS.mirror) on.mirror(module.json(raw._hs_mirror(app)));
    if (news & NEWS.textEntry) on.textEntry(module.json(raw._hs_text_entry(app)));
    if (news & NEWS.events) for (const { type, ...detail } of module.json(raw._hs_events(app))) dispatch(type, detail);
  }

  let due = false;
  return {
    tell,
    /** After an API call: heard of even when nothing is drawn, but not in the middle of the caller's own code. */
    tellSoon() {
      if (due) return;
      due = true;
      queueMicrotask(() => { due = false; if (!signal.aborted) tell(); });
    },
    /** From now on events are told as they come. */
    open() {
      const kept = early ?? [];
      early = null;
      if (!signal.aborted) for (const [type, detail] of kept) lab.emit(/** @type {any} */ (type), detail);
    },
  };
}
