// What stands in the laboratory's place when it cannot run: a sentence in both languages, the visitor's own first.
import { LANGUAGES, messagesIn } from './messages.js';

/** @typedef {'noWebAssembly' | 'noWebGl' | 'failed' | 'openedAsFile' | 'otherOrigin' | 'broken' | 'stopped'} Reason */

/** Why a laboratory could not start. */
export class StartError extends Error {
  name = 'StartError';
  /** @param {Reason} reason @param {unknown} [cause] */
  constructor(reason, cause) {
    super(sentence('en', reason, cause), { cause });
    this.reason = reason;
  }
}

/** A file did not arrive. Browsers do not tell a page why, but where the page itself is from says much. @param {string} address */
export function whyNotLoaded(address) {
  if (location.protocol === 'file:') return 'openedAsFile';
  return new URL(address, location.href).origin === self.origin ? 'failed' : 'otherOrigin';
}

/** @param {import('./messages.js').Language} language @param {Reason} reason @param {unknown} cause */
function sentence(language, reason, cause) {
  const words = messagesIn(language);
  return reason === 'broken' ? words.broken(cause instanceof Error ? cause.message : String(cause)) : words[reason];
}

/** @param {string} text @param {string} button @param {() => void} pressed */
export function createNotice(text, button, pressed) {
  const paragraph = document.createElement('p');
  paragraph.textContent = text;
  return createBox([paragraph], button, pressed);
}

/** @param {HTMLElement[]} paragraphs @param {string} [button] @param {() => void} [pressed] */
function createBox(paragraphs, button, pressed) {
  const box = document.createElement('div');
  box.className = 'failure';
  box.setAttribute('role', 'alert');
  box.append(...paragraphs);
  if (button && pressed) {
    const again = document.createElement('button');
    again.textContent = button;
    again.addEventListener('click', pressed);
    box.append(again);
  }
  return box;
}

/**
 * @param {Reason} reason
 * @param {import('./messages.js').Language} language
 * @param {unknown} [cause]
 */
export function createFailure(reason, language, cause) {
  const paragraphs = [language, ...LANGUAGES.filter((other) => other !== language)].map((each) => {
    const paragraph = document.createElement('p');
    paragraph.lang = each;
    paragraph.textContent = sentence(each, reason, cause);
    return paragraph;
  });
  const helps = reason === 'failed' || reason === 'stopped';
  return createBox(paragraphs, helps ? messagesIn(language).reload : '', () => location.reload());
}
