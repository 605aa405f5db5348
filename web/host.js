// The host: gives one laboratory an element to live in, or says there why it cannot.
import { connect } from './connect.js';
import { chooseEngine, hasSimd, loadEngine } from './engine.js';
import { createFailure, StartError } from './failure.js';
import { messagesIn } from './messages.js';
import { createModule } from './module.js';
import { checkOptions } from './options.js';
import { createScene } from './scene.js';

/** @typedef {import('./types.js').MountOptions} MountOptions */

/** What a failed attempt left in an element, until the next. @type {WeakMap<Element, () => void>} */
const failures = new WeakMap();

/**
 * Puts a laboratory into an element, which gives it its size. Several may live on a page.
 *
 * An option that means nothing (an unknown name or value, a link that cannot be opened) is named in the laboratory and by
 * its first `error` event; it starts as if that option had not been given.
 * @param {Element} element
 * @param {MountOptions} [options]
 * @returns {Promise<import('./lab.js').Lab>} rejected with a StartError when it cannot run; the element then says why
 */
export async function mountHeadscope(element, options = {}) {
  if (!(element instanceof Element)) throw new TypeError(`mountHeadscope: the first argument must be an element, not ${String(element)}`);
  failures.get(element)?.();
  const checked = checkOptions(options ?? {});
  const { language, engine } = checked.options;
  const scene = createScene(element, messagesIn(language).name);
  const life = new AbortController();
  /** @type {import('./module.js').Module | undefined} */
  let module;
  try {
    if (!hasSimd()) throw new StartError('noWebAssembly');
    module = await createModule(await loadEngine(chooseEngine(engine)), scene.canvas);
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

/** @param {import('./module.js').Module} module */
function giveUp(module) {
  try {
    module.raw._hs_detach(module.app);
    module.destroy();
  } catch { /* it trapped: its memory goes with it */ }
}
