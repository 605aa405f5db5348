// Hands the vectors of words over to a laboratory that needs them, and says so when that takes a while.
import { HeadscopeError } from '../module/module.js';
import { loadWordVectors } from '../module/word_vectors.js';

const SOON_MS = 300;
/** A message that is no error goes by itself after some seconds. */
const AGAIN_MS = 3000;

/**
 * @param {{ module: import('../module/module.js').Module, words: import('../types.js').Parts['words'], signal: AbortSignal }} parts
 * @param {(message: string) => void} notify
 * @returns {() => Promise<void>} rejected, with what to tell the reader, when they cannot be had; then nothing has changed
 */
export function createWordVectors({ module, words, signal }, notify) {
  return async () => {
    let said = false;
    const say = () => { said = true; notify(words().wordsLoading); };
    let timer = setTimeout(() => { say(); timer = setInterval(say, AGAIN_MS); }, SOON_MS);
    const stop = () => clearInterval(timer);
    signal.addEventListener('abort', stop, { once: true });
    const bytes = await loadWordVectors().catch(() => new Uint8Array());
    stop();
    signal.removeEventListener('abort', stop);
    if (!module.app) throw new HeadscopeError('this laboratory has been destroyed');
    if (said) notify('');
    module.check(module.raw._hs_word_vectors(module.app, module.put(bytes)));
    if (bytes.length === 0) throw new HeadscopeError(words().wordsFailed);
  };
}
