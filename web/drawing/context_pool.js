// The page's WebGL contexts. Browsers take the oldest away when there are too many, without a picture of what it showed;
// so no more than a few laboratories hold one, and the one whose turn was longest ago gives its own up in order.

/** @typedef {{ release(): void, onScreen(): boolean }} Holder */

/** Phones allow eight; others sixteen, which the rest of the page may want too. */
const MOST = 8;

/** In the order of their last drawing. @type {Set<Holder>} */
const holders = new Set();

/** Before a context is taken: whoever is out of sight gives one up, else whoever has drawn nothing for longest. */
export function makeRoom() {
  while (holders.size >= MOST) {
    const all = [...holders];
    const victim = all.find((holder) => !holder.onScreen()) ?? all[0];
    holders.delete(victim);
    victim.release();
  }
}

/** It has a context, and has just drawn with it. @param {Holder} holder */
export function used(holder) {
  holders.delete(holder);
  holders.add(holder);
}

/** It has none any more. @param {Holder} holder */
export const gaveUp = (holder) => holders.delete(holder);
