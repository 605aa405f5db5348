// The share link: into the address and the clipboard, and from the address back into the laboratory.
import { copyText } from './clipboard.js';
import { HeadscopeError } from './module.js';

/** @typedef {import('./types.js').Parts} Parts */

/**
 * @param {Parts} parts
 * @param {import('./lab.js').Lab} lab
 * @param {boolean} ownsAddress the page's fragment belongs to this laboratory
 */
export function createShare({ root, signal, words }, lab, ownsAddress) {
  /** @param {string} link */
  const addressOf = (link) => {
    const address = new URL(location.href);
    address.hash = link;
    return address.href;
  };

  /** Opens the address's fragment; a bad one is reported and changes nothing. */
  function openAddress() {
    const link = location.hash.slice(1);
    if (!link) return;
    try {
      lab.open(link);
    } catch (error) {
      if (!(error instanceof HeadscopeError)) throw error;
      lab.notify(error.message, true);
    }
  }

  if (ownsAddress) {
    openAddress();
    addEventListener('hashchange', openAddress, { signal });
  }

  return {
    /** @param {string} link */
    async share(link) {
      const address = addressOf(link);
      // Not a new entry of the history: sharing is not a step one goes back from.
      if (ownsAddress) history.replaceState(history.state, '', address);
      const copied = await copyText(address, root);
      const { linkCopied, linkNotCopied } = words();
      lab.notify(`${copied ? linkCopied : linkNotCopied} ${address}`, false);
    },
    addressOf,
  };
}
