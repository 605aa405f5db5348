// What stands in the laboratory's place when it cannot run: a sentence in both languages, the visitor's own first.
import { LANGUAGES, messagesIn } from './messages.js';

/** @typedef {'noWebAssembly' | 'noWebGl' | 'failed' | 'stopped'} Reason */

/** Why a laboratory could not start. */
export class StartError extends Error {
  name = 'StartError';
  /** @param {Reason} reason @param {unknown} [cause] */
  constructor(reason, cause) {
    super(messagesIn('en')[reason], { cause });
    this.reason = reason;
  }
}

/**
 * @param {ShadowRoot} root
 * @param {Reason} reason
 * @param {import('./messages.js').Language} language
 */
export function showFailure(root, reason, language) {
  const box = document.createElement('div');
  box.className = 'failure';
  box.setAttribute('role', 'alert');
  for (const each of [language, ...LANGUAGES.filter((other) => other !== language)]) {
    const paragraph = document.createElement('p');
    paragraph.lang = each;
    paragraph.textContent = messagesIn(each)[reason];
    box.append(paragraph);
  }
  if (reason === 'failed' || reason === 'stopped') {
    const again = document.createElement('button');
    again.textContent = messagesIn(language).reload;
    again.addEventListener('click', () => location.reload());
    box.append(again);
  }
  root.querySelector('.failure')?.remove();
  root.append(box);
}
