// A visitor's hands: finding controls and cells by their stable keys, and using mouse and keyboard on the picture of them.
import { expect } from '@playwright/test';
import { inLab } from './numbers.mjs';

/** @typedef {import('@playwright/test').Page} Page */

/** A mirrored control. @param {Page} page @param {string} key */
export const control = (page, key) => page.locator(`[data-key="${key}"]`);

/** Its rectangle on the canvas. @param {Page} page @param {string} key */
export async function boxOf(page, key) {
  const box = await control(page, key).boundingBox();
  if (!box) throw new Error(`no control ${key}`);
  return box;
}

/** Brings a control into sight as a visitor would: by the wheel over it. @param {Page} page @param {string} key */
export async function reveal(page, key) {
  await expect(control(page, key)).toBeAttached();
  const view = page.viewportSize() ?? { width: 0, height: 0 };
  let last = NaN;
  for (let i = 0; i < 30; i++) {
    const { x, y, width, height } = await boxOf(page, key);
    const middle = y + height / 2;
    // What the wheel does not move is where it stays: the bar at the top, the tabs at the bottom.
    if ((middle > 64 && middle < view.height - 64) || y === last) return;
    last = y;
    await page.mouse.move(Math.min(Math.max(x + width / 2, 4), view.width - 4), view.height / 2);
    await page.mouse.wheel(0, Math.max(-300, Math.min(300, middle - view.height / 2)));
    await rest(page);
    await rest(page);
  }
}

/** Clicks the middle of a control. @param {Page} page @param {string} key */
export async function press(page, key) {
  await reveal(page, key);
  const { x, y, width, height } = await boxOf(page, key);
  await page.mouse.click(x + width / 2, y + height / 2);
}

/** Pictures whose columns (or rows) stand in groups, one per head, with a gap between them. @type {Record<string, 'cols' | 'rows'>} */
const GROUPED = { W_q: 'cols', W_k: 'cols', W_v: 'cols', query: 'cols', key: 'cols', value: 'cols', context: 'cols', concat: 'cols', W_o: 'rows' };

/** @param {number} index @param {number} count @param {number} length @param {number} cell @param {number} groups */
function middle(index, count, length, cell, groups) {
  if (groups < 2) return ((index + 0.5) / count) * length;
  const gap = (length - count * cell) / (groups - 1);
  return (index + 0.5) * cell + Math.floor((index * groups) / count) * gap;
}

/**
 * A cell's rectangle on the page.
 * @param {Page} page @param {string} key @param {number} row @param {number} col
 */
export async function cellBox(page, key, row, col) {
  const grid = control(page, key);
  const [rows, cols] = await Promise.all(['aria-rowcount', 'aria-colcount'].map(async (name) => Number(await grid.getAttribute(name))));
  const box = await boxOf(page, key);
  const active = await grid.getByRole('gridcell').boundingBox();
  const heads = Number(await inLab(page, (lab) => lab.get('num_heads')));
  const groups = (/** @type {string} */ side) => (GROUPED[key] === side ? heads : 1);
  const width = groups('cols') > 1 ? active?.width ?? 0 : box.width / cols;
  const height = groups('rows') > 1 ? active?.height ?? 0 : box.height / rows;
  const x = box.x + middle(col, cols, box.width, width, groups('cols'));
  const y = box.y + middle(row, rows, box.height, height, groups('rows'));
  return { x: x - width / 2, y: y - height / 2, width, height };
}

/** The middle of a cell. @param {Page} page @param {string} key @param {number} row @param {number} col */
export async function cellAt(page, key, row, col) {
  const { x, y, width, height } = await cellBox(page, key, row, col);
  return { x: x + width / 2, y: y + height / 2 };
}

/** @param {Page} page @param {string} key @param {number} row @param {number} col */
export async function clickCell(page, key, row, col) {
  await reveal(page, key);
  const { x, y } = await cellAt(page, key, row, col);
  await page.mouse.click(x, y);
}

/**
 * Drags a cell up or down in small steps.
 * @param {Page} page @param {string} key @param {number} row @param {number} col @param {{ dx?: number, dy?: number }} by
 */
export async function dragCell(page, key, row, col, { dx = 0, dy = 0 }) {
  await reveal(page, key);
  const { x, y } = await cellAt(page, key, row, col);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + dx, y + dy, { steps: 8 });
  await page.mouse.up();
}

/** Types a number into a cell: double click, digits, Enter. @param {Page} page @param {string} key @param {number} row @param {number} col @param {string} text */
export async function typeCell(page, key, row, col, text) {
  await reveal(page, key);
  const { x, y } = await cellAt(page, key, row, col);
  // The time between two clicks is counted in frames, and a machine busy with other tests may stretch it beyond a double click:
  // then one clicks again, as a person would.
  await expect(async () => {
    await page.mouse.dblclick(x, y);
    await expect(page.locator('[data-entry]')).toBeAttached({ timeout: 5_000 });
  }).toPass({ timeout: 20_000 });
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

/** Pastes as the browser does: a paste event with this text at whatever has the focus. @param {Page} page @param {string} text */
export async function paste(page, text) {
  await page.evaluate((value) => {
    let target = document.activeElement;
    while (target?.shadowRoot?.activeElement) target = target.shadowRoot.activeElement;
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', value);
    target?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true }));
  }, text);
}

/** Waits until a parameter has this value. @param {Page} page @param {string} key @param {unknown} value */
export const expectParam = (page, key, value) => expect.poll(() => inLab(page, (lab, name) => lab.get(name), key)).toEqual(value);

/** Waits until the laboratory has drawn what it knows and rests. @param {Page} page */
export async function rest(page) {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

/** What the laboratory shows as its message. @param {Page} page */
export const message = (page) => control(page, 'status');
