// What is kept between visits where the browser allows it: language, theme and the last document.
import { HeadscopeError } from '../module/module.js';
import { createReopened } from './reopened.js';
import { keptView, read, write } from '../base/storage.js';

/** @typedef {import('../types.js').Parts} Parts */

/** A drag is one writing, a moment after its end. */
const SETTLED_MS = 500;

/** @param {string} name */
const placeOf = (name) => `document.${name}`;

/** The last document of the laboratories of a name, as a link. @param {string} name */
export const keptDocument = (name) => read(placeOf(name));

/** For a laboratory that keeps nothing. */
const FORGETFUL = {
  open(/** @type {boolean} */ _) {},
  confirm() {},
  elsewhere: (/** @type {() => void | Promise<void>} */ work) => work(),
  view(/** @type {{ language: string, themeChoice: string }} */ _) {},
  save() {},
};

/**
 * @param {Parts & { scene: import('../drawing/scene.js').Scene }} parts
 * @param {import('../api/lab.js').Lab} lab
 * @param {object} options
 * @param {string} [options.name] laboratories of one name share their last document; none: nothing is kept
 * @param {() => import('../base/messages.js').Language} options.language what is shown when nothing was chosen
 * @param {string} options.theme
 * @param {() => void} options.startAfresh
 */
export function createKept({ scene, frames, signal, words }, lab, { name, language, theme, startAfresh }) {
  if (!name) return FORGETFUL;
  const place = placeOf(name);
  const first = lab.link();
  let seen = lab.revision;  // of a document that is kept, or was never the visitor's own
  /** The document being opened. @type {string | null} */
  let trying = null;
  let timer = 0;
  let pressed = false;
  const line = createReopened(scene, words, () => { startAfresh(); save(); });

  function save() {
    clearTimeout(timer);
    if (signal.aborted || lab.revision === seen) return;
    seen = lab.revision;
    const link = lab.link();
    if (link === first) line.close();
    // Rather none than an older one, when it does not fit.
    if (!write(place, link === first ? null : link)) write(place, null);
  }

  function saveSoon() {
    clearTimeout(timer);
    // Out of sight nothing is scheduled; leaving the page keeps it.
    if (!pressed && frames.running && lab.revision !== seen) timer = window.setTimeout(save, SETTLED_MS);
  }

  /** @param {boolean} now */
  const press = (now) => () => { pressed = now; saveSoon(); };

  lab.on('change', saveSoon);
  scene.stage.addEventListener('pointerdown', press(true), { signal });
  scene.stage.addEventListener('pointerup', press(false), { signal });
  scene.stage.addEventListener('pointercancel', press(false), { signal });
  addEventListener('pagehide', save, { signal });
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') save(); }, { signal });
  signal.addEventListener('abort', () => clearTimeout(timer));

  /**
   * Opens what is not the visitor's own: it does not take the place of what is.
   * @param {() => void | Promise<void>} work @returns {void | Promise<void>}
   */
  function elsewhere(work) {
    save();
    const opened = () => { seen = lab.revision; };
    const opening = work();
    return opening ? opening.then(opened) : opened();
  }

  return {
    /** What was chosen at the last visit, and unless the page was asked for another document the last one. @param {boolean} asked */
    open(asked) {
      lab.setView(keptView());
      const link = asked ? null : read(place);
      if (!link) return;
      // Should it be too much for this browser, it is not tried again: see confirm().
      write(place, null);
      trying = link;
      try {
        const opening = elsewhere(() => lab.open(link));
        if (opening) opening.then(line.open, (error) => lab.notify(error.message, true));
        else line.open();
      } catch (error) {
        if (!(error instanceof HeadscopeError)) throw error;
      }
    },
    /** The document was opened and drawn, or refused: it stays. */
    confirm() {
      if (trying !== null && !signal.aborted) write(place, trying);
      trying = null;
    },
    elsewhere,
    save,
    /** Keeps what is another than would be shown without a choice. @param {{ language: string, themeChoice: string }} view */
    view(view) {
      const { language: keptLanguage = language(), theme: keptTheme = theme } = keptView();
      if (view.language !== keptLanguage) write('language', view.language === language() ? null : view.language);
      if (view.themeChoice !== keptTheme) write('theme', view.themeChoice === theme ? null : view.themeChoice);
      line.retell();
    },
  };
}
