// What the tests do with the page of any engine: they find controls by the keys the mirror gives them, and use the pointer on the
// pictures of these.
import { until } from './drivers/display.mjs';

/** @typedef {import('./drivers/webdriver.mjs').Driver} Driver */

/**
 * Calls a function with the page's laboratory.
 * @param {Driver} driver @param {(lab: import('../../web/api/lab.js').Lab, argument: any) => unknown} work @param {unknown} [argument]
 */
export const inLab = (driver, work, argument = null) => driver.evaluate(
  `(argument) => (${work})(document.querySelector('.headscope').headscope, argument)`, argument);

/** Opens the page afresh, whatever was open or kept from the last visit, and waits for its picture. @param {Driver} driver @param {string} address */
export async function openLab(driver, address) {
  await driver.open('about:blank');
  await driver.open(address.includes('#') ? address : `${address}#v=1`);
  await until(() => driver.evaluate(() => {
    const lab = /** @type {any} */ (document.querySelector('.headscope'))?.headscope;
    return lab !== undefined && lab.stats().frames > 0;
  }), 'the first frame');
}

/** The laboratory has drawn what it knows. @param {Driver} driver */
export const rest = (driver) => driver.evaluate(() => new Promise((resolve) => {
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(null)));
}));

/** Waits until something asked of the laboratory is so. @param {Driver} driver @param {(lab: import('../../web/api/lab.js').Lab) => boolean} is @param {string} what */
export const expectLab = (driver, is, what) => until(() => inLab(driver, is), what);

/** A control's rectangle, and how many cells it has. @param {Driver} driver @param {string} key */
async function boxOf(driver, key) {
  return until(() => driver.evaluate((/** @type {string} */ wanted) => {
    const found = document.querySelector('.headscope > *')?.shadowRoot?.querySelector(`[data-key="${wanted}"]`);
    if (!found) return false;
    const { x, y, width, height } = found.getBoundingClientRect();
    const [rows, cols] = ['aria-rowcount', 'aria-colcount'].map((name) => Number(found.getAttribute(name) ?? 1));
    return { x, y, width, height, rows, cols };
  }, key), `the control ${key}`);
}

/** The middle of a cell of a picture without groups of heads. @param {Driver} driver @param {string} key @param {number} row @param {number} col @returns {Promise<[number, number]>} */
export async function cellAt(driver, key, row, col) {
  const { x, y, width, height, rows, cols } = await boxOf(driver, key);
  return [Math.round(x + ((col + 0.5) / cols) * width), Math.round(y + ((row + 0.5) / rows) * height)];
}

/** Clicks the middle of a control. @param {Driver} driver @param {string} key */
export async function press(driver, key) {
  const { x, y, width, height } = await boxOf(driver, key);
  await driver.drag([[Math.round(x + width / 2), Math.round(y + height / 2)]]);
}

/**
 * Every stage of now, as the bits of its numbers; of one that the document does not have, that it has not.
 * @param {Driver} driver
 * @returns {Promise<Record<string, string>>}
 */
export const bitsOfStages = (driver) => inLab(driver, (lab) => Object.fromEntries(lab.catalogue.tensors
  .filter(({ kind }) => kind === 'stage')
  .map(({ key }) => {
    try {
      const { data, shape } = lab.tensor(key);
      return [key, `[${shape}] ${Array.from(new Uint32Array(data.buffer), (word) => word.toString(36)).join(' ')}`];
    } catch (error) {
      if (/** @type {Error} */ (error).name !== 'RangeError') throw error; // by name: the page's own is another realm's
      return [key, 'not in this document'];
    }
  })));
