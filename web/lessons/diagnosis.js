// What a guess says about the guesser: the right number, or the one that a known mistake gives.

/** @typedef {import('../api/lab.js').Lab} Lab */
/** @typedef {import('./types.js').Ask} Ask */

/** How near a guess must be: half a unit of the second decimal, or a hundredth of a large number. @param {number} value @param {Ask} ask */
export const toleranceOf = (value, { tolerance }) => tolerance ?? Math.max(0.0051, Math.abs(value) * 0.0101);

/**
 * The right number and those of the mistakes, each computed: on another laboratory with the same document, so that nothing on screen changes.
 * @param {Lab} lab @param {Ask} ask @param {() => Promise<Lab>} another
 */
export async function candidates(lab, ask, another) {
  /** @type {Map<string, number>} */
  const numbers = new Map([['right', lab.value(ask.cell)]]);
  const wrong = Object.entries(ask.wrong);
  const link = lab.link();
  for (const [name, { cell = ask.cell, value, apply }] of wrong) {
    if (value !== undefined) numbers.set(name, value);
    else if (!apply) numbers.set(name, lab.value(cell));
    else {
      const scratch = await another();
      try {
        await scratch.open(link);
        await scratch.apply(apply);
        numbers.set(name, scratch.value(cell));
      } finally {
        scratch.destroy();
      }
    }
  }
  return numbers;
}

/**
 * The name of the number that was guessed: 'right', that of a mistake, or 'other'.
 * @param {number} guess @param {Map<string, number>} numbers of candidates() @param {Ask} ask
 */
export function diagnose(guess, numbers, ask) {
  const near = [...numbers].map(([name, value]) => ({ name, off: Math.abs(guess - value), within: toleranceOf(value, ask) }))
    .filter(({ off, within }) => off <= within).sort((a, b) => a.off - b.off);
  return near[0]?.name ?? 'other';
}
