// Connects one module with the page: its frames, its context, its input, its mirror and its events.
import { createPaste } from './base/clipboard.js';
import { createContext } from './drawing/context.js';
import { followEnvironment } from './base/environment.js';
import { createFailure, StartError } from './base/failure.js';
import { createFrames } from './drawing/frames.js';
import { listenToKeys } from './input/keys.js';
import { listenToPinch } from './input/pinch.js';
import { listenToPointers } from './input/pointer.js';
import { Lab } from './api/lab.js';
import { messagesIn, preferredLanguage } from './base/messages.js';
import { createMirror } from './mirror/mirror.js';
import { createKept } from './kept/kept.js';
import { createLessonsDoor } from './lessons/door.js';
import { HeadscopeError } from './module/module.js';
import { createNews } from './mirror/news.js';
import { watchOnScreen } from './drawing/on_screen.js';
import { createShare } from './kept/share.js';
import { watchSize } from './drawing/surface.js';
import { createWordVectors } from './api/word_vectors.js';
import { createTextAgent } from './input/text_agent.js';

/** @typedef {import('./types.js').Parts} Parts */
/** @typedef {import('./drawing/scene.js').Scene} Scene */
/** @typedef {ReturnType<typeof import('./options.js').checkOptions>} Checked */

/**
 * @param {import('./module/module.js').Module} module
 * @param {Scene} scene
 * @param {Checked} checked
 * @param {AbortController} life aborted when the laboratory ends, however it does
 * @returns {Lab}
 */
export function connect(module, scene, { options, ownLanguage, mistakes }, life) {
  const { raw, app } = module;
  const { signal } = life;
  let { language } = options;
  let onScreen = false;

  const frames = createFrames(draw);
  signal.addEventListener('abort', () => frames.setRunning(false));
  /** @type {Parts} */
  const parts = { module, root: scene.root, room: scene.room, stage: scene.stage, frames, signal, words: () => messagesIn(language) };
  const context = createContext({ module, scene, words: parts.words, signal }, {
    wanted: frames.request,
    rest: frames.rest,
    drawAgain: () => { raw._hs_redraw(app); draw(performance.now()); },
    onScreen: () => onScreen,
  });
  const wordVectors = createWordVectors(parts, (message) => lab.notify(message));
  const touched = () => { frames.request(); news.tellSoon(); };
  const lab = new Lab(module, touched, wordVectors, destroy);
  const mirror = createMirror({ ...parts, layer: scene.mirror, live: scene.live });
  const agent = createTextAgent({ ...parts, agent: scene.agent }, {
    mirrored: mirror.element,
    arranging: mirror.isUpdating,
    leave: () => (mirror.focusedElement() ?? scene.stage).focus({ preventScroll: true }),
    refuse,
  });
  const paste = createPaste(parts, agent.limit, refuse);
  const { ownsAddress = false } = options;
  const lessons = createLessonsDoor(parts, scene, lab, { language: () => language, wordVectors, ownsAddress, refuse: (message) => refuse(message) });
  const share = createShare(parts, lab, ownsAddress, { elsewhere: (work) => kept.elsewhere(work), lesson: lessons.open });
  const news = createNews(parts, lab, {
    mirror: mirror.update, textEntry: agent.update, paste: paste.ask, share: share.share,
    words: () => { wordVectors().then(touched, (error) => refuseLater(error.message)); },
    learn: lessons.toggle,
    view(view) {
      const other = language !== view.language;
      language = view.language;
      if (other) lessons.retell();
      kept.view(view);
      showView(scene, view, parts.words().name);
    },
  });

  followEnvironment(parts, ownLanguage);
  if (options.theme) lab.setView({ theme: options.theme });
  if (options.link !== undefined) openFirst(lab, options.link, mistakes)?.catch((error) => refuseLater(parts.words().optionLink(error.message)));
  const kept = createKept({ ...parts, scene }, lab, {
    name: options.remember,
    language: () => ownLanguage ?? preferredLanguage(navigator.languages),
    theme: options.theme ?? 'auto',
    startAfresh: () => (options.link === undefined ? lab.reset() : lab.open(options.link)),
  });
  kept.open(ownsAddress && location.hash.length > 1);
  if (mistakes.length > 0) refuse(mistakes.map((mistake) => mistake(parts.words())).join(' '));
  share.begin();

  takeInput(parts, mirror.ownsKey);
  watchSize(scene.stage, (size) => {
    fitCanvas(scene, size);
    raw._hs_resize(app, size.width, size.height, size.pixelWidth, size.pixelHeight, 1);
    frames.now();  // a resized canvas is blank until it is drawn
  }, signal);
  watchOnScreen(scene.stage, (now) => {
    onScreen = now;
    if (now) context.seen();
    frames.setRunning(now);
  }, signal);
  // Out of sight there is time to find out that there is no WebGL.
  if (onScreen && !context.take()) {
    kept.confirm();
    throw new StartError('noWebGl');
  }
  frames.now();
  performance.mark('headscope: first frame');
  kept.confirm();
  setTimeout(news.open);
  return lab;

  /** @param {number} now */
  function draw(now) {
    try {
      if (!context.ready()) return -1;
      const again = raw._hs_frame(app, now);
      context.drawn();
      news.tell();
      return again;
    } catch (error) {
      stop(error);
      return -1;
    }
  }

  /** What cannot be done is said where the visitor looks, and fires `error`. @param {string} message */
  function refuse(message) { lab.notify(cut(message), true); }
  /** The same of what a promise tells. @param {string} message */
  function refuseLater(message) { if (!signal.aborted) refuse(message); }

  /** The module trapped, most likely out of memory: it must not be called again. @param {unknown} error */
  function stop(error) {
    life.abort();
    loseContext(scene.canvas);
    module.app = 0;  // what the page calls from now on says so, instead of trapping again
    const failure = createFailure('stopped', language);
    scene.root.append(failure);
    scene.strip([failure]);
    reportError(error);
  }

  function destroy() {
    if (!signal.aborted) {
      kept.save();
      life.abort();
      raw._hs_detach(app);
      module.destroy();
    }
    scene.remove();
  }
}

/** Gives a context back without the module's help. @param {HTMLCanvasElement} canvas */
function loseContext(canvas) {
  canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
}

/** The module shows no more than so many bytes as a message. @param {string} message */
const cut = (message) => (message.length > 600 ? `${message.slice(0, 600)}…` : message);

/** The document a page asked for, as a link or as what differs from the first one; a bad one is a mistake like the others, and the first document stays. @param {Lab} lab @param {string} link @param {Checked['mistakes']} mistakes */
function openFirst(lab, link, mistakes) {
  try {
    return lab.apply(link);
  } catch (error) {
    if (!(error instanceof HeadscopeError)) throw error;
    mistakes.push((words) => words.optionLink(error.message));
  }
}

/** @param {Scene} scene @param {{ language: string, theme: string }} view @param {string} name */
function showView({ frame }, { language, theme }, name) {
  frame.lang = language;
  frame.dataset.theme = theme;
  frame.setAttribute('aria-label', name);
}

/** @param {Scene} scene @param {import('./drawing/surface.js').Size} size */
function fitCanvas({ canvas }, { pixelWidth, pixelHeight }) {
  if (canvas.width !== pixelWidth) canvas.width = pixelWidth;
  if (canvas.height !== pixelHeight) canvas.height = pixelHeight;
}

/** @param {Parts} parts @param {ReturnType<typeof createMirror>['ownsKey']} ownsKey */
function takeInput(parts, ownsKey) {
  const { module: { raw, app }, root, room, stage, frames, signal } = parts;
  listenToPinch(parts);
  listenToPointers(parts, {
    pressed: () => {
      if (!room.contains(root.activeElement)) stage.focus({ preventScroll: true });
      frames.now();
    },
    // Dear ImGui takes a release together with the movements before it. Where those are not drawn yet, a quick drag on a slow
    // machine would be none.
    releasing: frames.flush,
    // The interface takes one press or release a frame. Not waiting for the screen keeps a double click double on a slow
    // machine; and a tapped text field must have the focus before the gesture is over, or a phone shows no keyboard.
    released: () => { for (let i = 0; i < 3 && frames.now() === 0; i++); },
  });
  listenToKeys(parts, ownsKey);
  /** @param {Event} event */
  const focusMoved = (event) => {
    const other = /** @type {Node | null} */ (/** @type {FocusEvent} */ (event).relatedTarget);
    if (room.contains(other)) return;  // from one control to another
    raw._hs_focus(app, Number(event.type === 'focusin'));
    frames.request();
  };
  room.addEventListener('focusin', focusMoved, { signal });
  room.addEventListener('focusout', focusMoved, { signal });
}
