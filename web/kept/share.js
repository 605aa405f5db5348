// The share link: into the address and the clipboard, and from the address back into the laboratory.
import { copyText } from '../base/clipboard.js';
import { placeIn } from '../lessons/door.js';
import { HeadscopeError } from '../module/module.js';

/** @typedef {import('../types.js').Parts} Parts */

/** The longest address, in characters, that every browser opens: Chromium takes twice that, Firefox no more. */
const ADDRESS_LIMIT = 2 ** 20;

/** @param {string} link */
function addressOf(link) {
  const address = new URL(location.href);
  address.hash = link;
  return address.href;
}

/**
 * @param {Parts} parts
 * @param {import('../api/lab.js').Lab} lab
 * @param {boolean} ownsAddress the page's fragment belongs to this laboratory
 * @param {object} opens
 * @param {(work: () => void | Promise<void>) => void | Promise<void>} opens.elsewhere a document that is not the visitor's own
 * @param {(place: { id: string, step?: string }) => void} opens.lesson
 */
export function createShare({ root, signal, words }, lab, ownsAddress, { elsewhere, lesson }) {
  /** Opens the address's fragment; a bad one is reported and changes nothing. */
  async function openAddress() {
    const link = location.hash.slice(1);
    if (!link) return;
    const place = placeIn(link);
    if (place) return lesson(place);
    try {
      await elsewhere(() => lab.open(link));
    } catch (error) {
      if (!(error instanceof HeadscopeError)) throw error;
      lab.notify(error.message, true);
    }
  }

  /** Never the link itself: it may be as long as a book. @param {string} address @param {boolean} copied */
  function outcome({ length }, copied) {
    const { linkCopied, linkNotCopied, linkNowhere, linkTooLong } = words();
    if (length > ADDRESS_LIMIT) return linkTooLong(length, ADDRESS_LIMIT, copied);
    if (copied) return linkCopied;
    return ownsAddress ? linkNotCopied : linkNowhere;
  }

  return {
    /** Opens what the address says now, and whenever it changes. */
    begin() {
      if (!ownsAddress) return;
      openAddress();
      addEventListener('hashchange', openAddress, { signal });
    },
    /** @param {string} link */
    async share(link) {
      const address = addressOf(link);
      const fits = address.length <= ADDRESS_LIMIT;
      // Not a new entry of the history: sharing is not a step one goes back from.
      if (ownsAddress && fits) history.replaceState(history.state, '', address);
      const copied = await copyText(address, root);
      if (!signal.aborted) lab.notify(outcome(address, copied), !fits);
    },
  };
}
