// The host: gives one laboratory an element to live in, or says there why it cannot.
import { connect } from './connect.js';
import { chooseEngine, hasSimd, loadEngine } from './module/engine.js';
import { createFailure, StartError } from './base/failure.js';
import { messagesIn } from './base/messages.js';
import { createModule } from './module/module.js';
import { checkOptions } from './options.js';
import { keptDocument } from './kept/kept.js';
import { asksForWordVectors, loadWordVectors } from './module/word_vectors.js';
import { createScene } from './drawing/scene.js';

/** @typedef {import('./types.js').MountOptions} MountOptions */

/** Elements whose children are never shown, if they can have any. */
const CHILDLESS = /^(audio|br|canvas|embed|hr|iframe|img|input|object|picture|progress|select|textarea|video)$/;

/** What a failed attempt left in an element, until the next. @type {WeakMap<Element, () => void>} */
const failures = new WeakMap();

/**
 * Puts a laboratory into an element, which gives it its size. Several may live on a page.
 *
 * An option that means nothing (an unknown name or value, a link that cannot be opened) is named in the laboratory and by
 * its first `error` event; it starts as if that option had not been given.
 * @param {Element} element
 * @param {MountOptions} [options]
 * @returns {Promise<import('./api/lab.js').Lab>} rejected with a StartError when it cannot run; the element then says why. Out of
 *   sight no WebGL context is taken, and none is missed: there the element says so once it is seen
 */
export async function mountHeadscope(element, options = {}) {
  if (!(element instanceof HTMLElement) || CHILDLESS.test(element.localName)) {
    const given = element instanceof Element ? `<${element.localName}>` : String(element);
    throw new TypeError(`mountHeadscope: the first argument must be an element with room for another, such as <div>, not ${given}`);
  }
  failures.get(element)?.();
  const checked = checkOptions(options ?? {});
  const { language, engine } = checked.options;
  const scene = createScene(element, messagesIn(language).name);
  const life = new AbortController();
  /** @type {import('./module/module.js').Module | undefined} */
  let module;
  try {
    if (!hasSimd()) throw new StartError('noWebAssembly');
    const vectors = wanted(checked.options);
    module = await createModule(await loadEngine(chooseEngine(engine)), scene.canvas);
    const bytes = await vectors;
    if (bytes) module.raw._hs_word_vectors(module.app, module.put(bytes));
    return connect(module, scene, checked, life);
  } catch (cause) {
    const error = cause instanceof StartError ? cause : new StartError('broken', cause);
    life.abort();
    if (module) giveUp(module);
    const failure = createFailure(error.reason, language, error.cause);
    scene.root.append(failure);
    scene.strip([failure]);
    failures.set(element, () => { failures.delete(element); scene.remove(); });
    throw error;
  }
}

/**
 * The vectors of words, when the document that will be opened needs them. Whoever opens it says so if they did not come.
 * @param {ReturnType<typeof checkOptions>['options']} options
 */
function wanted({ link, ownsAddress, remember }) {
  const links = [link, ownsAddress && location.hash, remember && keptDocument(remember)];
  return links.some(asksForWordVectors) ? loadWordVectors().catch(() => undefined) : undefined;
}

/** @param {import('./module/module.js').Module} module */
function giveUp(module) {
  try {
    module.raw._hs_detach(module.app);
    module.destroy();
  } catch { /* it trapped: its memory goes with it */ }
}
