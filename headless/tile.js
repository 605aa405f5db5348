// Which of the module's two tile kernels runs: as told, or as the module has chosen.

/** @typedef {import('./memory.js').Exports} Exports */

const kNames = ['narrow', 'wide'];
const kAuto = -1;

export class Tile {
  #exports;
  #chosen;

  /** @param {Exports} exports @param {string} wanted */
  constructor(exports, wanted) {
    this.#exports = exports;
    this.#chosen = wanted === 'auto' ? kAuto : kNames.indexOf(wanted);
  }

  /** @param {string} wanted */
  static isKnown(wanted) {
    return wanted === 'auto' || kNames.includes(wanted);
  }

  /** The kernel's name; undefined while none is chosen, when narrow runs. */
  get name() {
    return kNames[this.#chosen];
  }

  /** The kernel for the next run; now and then this takes a few milliseconds to find out.
   * @param {boolean} worthTiming whether the run is long enough for that */
  forRun(worthTiming) {
    if (this.#chosen === kAuto && worthTiming) this.#chosen = this.#exports.hs_choose_tile();
    return Math.max(this.#chosen, 0);
  }
}
