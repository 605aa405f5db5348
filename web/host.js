// The host: gives one laboratory an element to live in, and connects the module with the page.
import { createPaste, copyText } from './clipboard.js';
import { loadEngine, chooseEngine, hasSimd } from './engine.js';
import { followEnvironment } from './environment.js';
import { showFailure, StartError } from './failure.js';
import { createFrames } from './frames.js';
import { listenToKeys } from './input_keys.js';
import { listenToPointers } from './input_pointer.js';
import { Lab } from './lab.js';
import { messagesIn, preferredLanguage } from './messages.js';
import { createMirror } from './mirror.js';
import { createModule } from './module.js';
import { createScene } from './scene.js';
import { createShare } from './share.js';
import { watchContext, watchSize } from './surface.js';
import { createTextAgent } from './text_agent.js';
import { watchVisibility } from './visibility.js';

/** @typedef {import('./types.js').MountOptions} MountOptions */
/** @typedef {import('./types.js').Parts} Parts */

/** Bits of hs_news. */
const NEWS = { events: 1, mirror: 2, textEntry: 4, cursor: 8 };

/**
 * Puts a laboratory into an element, which gives it its size. Several may live on a page.
 * @param {Element} element
 * @param {MountOptions} [options]
 * @returns {Promise<Lab>} rejected with a StartError when it cannot run; the element then says why
 */
export async function mountHeadscope(element, options = {}) {
  const language = options.language ?? preferredLanguage(navigator.languages);
  const scene = createScene(element, messagesIn(language).name);
  try {
    if (!hasSimd()) throw new StartError('noWebAssembly');
    const engine = await loadEngine(chooseEngine(options.engine));
    return connect(await createModule(engine, scene.canvas), scene, options, language);
  } catch (error) {
    const reason = error instanceof StartError ? error.reason : 'failed';
    showFailure(scene.root, reason, language);
    throw error instanceof StartError ? error : new StartError(reason, error);
  }
}

/**
 * @param {import('./module.js').Module} module
 * @param {ReturnType<typeof createScene>} scene
 * @param {MountOptions} options
 * @param {import('./messages.js').Language} language
 */
function connect(module, scene, options, language) {
  const { raw, app } = module;
  const { root, canvas, frame } = scene;
  if (!raw._hs_attach(app)) throw new StartError('noWebGl');

  const life = new AbortController();
  const { signal } = life;
  const frames = createFrames((now) => {
    try {
      const again = raw._hs_frame(app, now);
      tellNews();
      return again;
    } catch (error) {
      stop(error);
      return -1;
    }
  });
  /** @type {Parts} */
  const parts = { module, root, canvas, frames, signal, words: () => messagesIn(language) };
  let visible = false;
  let alive = true;  // the WebGL context
  const run = () => frames.setRunning(visible && alive);

  // An API call is heard even when nothing is drawn, but not in the middle of the caller's own code.
  let told = false;
  const lab = new Lab(module, () => {
    frames.request();
    if (told) return;
    told = true;
    queueMicrotask(() => { told = false; if (!signal.aborted) tellNews(); });
  }, destroy);

  followEnvironment(parts, options.language);
  if (options.theme) lab.setView({ theme: options.theme });
  if (options.link) lab.open(options.link);
  const share = createShare(parts, lab, options.ownsAddress ?? false);

  const mirror = createMirror({ ...parts, layer: scene.mirror, live: scene.live });
  const agent = createTextAgent({ ...parts, agent: scene.agent }, {
    mirrored: mirror.element,
    leave: () => (mirror.focusedElement() ?? canvas).focus({ preventScroll: true }),
  });
  const paste = createPaste(parts, (message) => lab.notify(message, true));

  listenToPointers(parts, {
    pressed: () => {
      if (!root.activeElement) canvas.focus({ preventScroll: true });
      frames.now();
    },
    // The interface takes one press or release a frame. Not waiting for the screen keeps a double click double on a slow
    // machine; and a tapped text field must have the focus before the gesture is over, or a phone shows no keyboard.
    released: () => { for (let i = 0; i < 3 && frames.now() === 0; i++); },
  });
  listenToKeys(parts, mirror.ownsKey);
  /** @param {Event} event */
  const focusMoved = (event) => {
    const other = /** @type {Node | null} */ (/** @type {FocusEvent} */ (event).relatedTarget);
    if (root.contains(other)) return;  // from one control to another
    raw._hs_focus(app, Number(event.type === 'focusin'));
    frames.request();
  };
  root.addEventListener('focusin', focusMoved, { signal });
  root.addEventListener('focusout', focusMoved, { signal });

  watchContext(canvas, {
    lost: () => { alive = false; run(); raw._hs_context_lost(app); },
    restored: () => { alive = raw._hs_context_restored(app) !== 0; run(); frames.request(); },
  }, signal);
  watchSize(canvas, (size) => {
    if (canvas.width !== size.pixelWidth) canvas.width = size.pixelWidth;
    if (canvas.height !== size.pixelHeight) canvas.height = size.pixelHeight;
    raw._hs_resize(app, size.width, size.height, size.pixelWidth, size.pixelHeight, 1);
    frames.now();  // a resized canvas is blank until it is drawn
  }, signal);
  watchVisibility(canvas, (now) => { visible = now; run(); }, signal);
  frames.now();
  performance.mark('headscope: first frame');
  return lab;

  function tellNews() {
    const news = raw._hs_news(app);
    if (news & NEWS.cursor) canvas.style.cursor = module.text(raw._hs_cursor(app));
    if (news & NEWS.mirror) mirror.update(module.json(raw._hs_mirror(app)));
    if (news & NEWS.textEntry) agent.update(module.json(raw._hs_text_entry(app)));
    if (news & NEWS.events) for (const { type, ...detail } of module.json(raw._hs_events(app))) dispatch(type, detail);
  }

  /** @param {string} type @param {any} detail */
  function dispatch(type, detail) {
    if (type === 'copy') return void copyText(detail.text, root);
    if (type === 'paste') return void paste.ask();
    if (type === 'share') void share.share(detail.link);
    if (type === 'view') {
      language = detail.language;
      frame.lang = language;
      frame.dataset.theme = detail.theme;
      frame.setAttribute('aria-label', parts.words().name);
    }
    lab.emit(/** @type {any} */ (type), detail);
  }

  /** The module trapped, most likely out of memory: it must not be called again. @param {unknown} error */
  function stop(error) {
    life.abort();
    frames.setRunning(false);
    showFailure(root, 'stopped', language);
    reportError(error);
  }

  function destroy() {
    if (signal.aborted) return;
    life.abort();
    frames.setRunning(false);
    raw._hs_detach(app);
    module.destroy();
    scene.remove();
  }
}
