// Which of the module's two tile kernels runs: as told, or found by timing.

/** @typedef {import('./memory.js').Exports} Exports */

const kNames = ['narrow', 'wide'];

/** The engine first runs its quick translation of a function and compiles it well in the background, so what is timed at once is
 * not what will run: the first try only makes it compile both kernels, and the votes are taken some time after. */
const kVotes = 3;
const kMsBetween = 100;

export class TileChoice {
  #exports;
  /** @type {number | undefined} */
  #chosen;
  #tries = 0;
  #forWide = 0;
  #lastTry = -Infinity;

  /** @param {Exports} exports @param {string} wanted "auto" or a kernel's name, else `chosen` is -1 */
  constructor(exports, wanted) {
    this.#exports = exports;
    if (wanted !== 'auto') this.#chosen = kNames.indexOf(wanted);
  }

  /** The kernel's name; undefined while it is not chosen, when narrow runs. */
  get name() {
    return this.#chosen === undefined ? undefined : kNames[this.#chosen];
  }

  get valid() {
    return this.#chosen !== -1;
  }

  /** The kernel for the next run; now and then this takes a few milliseconds to find out.
   * @param {boolean} worthTrying whether the run is long enough for that */
  forRun(worthTrying) {
    if (this.#chosen === undefined && worthTrying && performance.now() - this.#lastTry >= kMsBetween) this.#try();
    return this.#chosen ?? 0;
  }

  #try() {
    const wide = this.#exports.hs_choose_tile();
    if (this.#tries++ > 0) this.#forWide += wide;
    this.#lastTry = performance.now();
    if (this.#tries > kVotes) this.#chosen = Number(2 * this.#forWide > kVotes);
  }
}
