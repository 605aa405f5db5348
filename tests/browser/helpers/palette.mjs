// The colours of the heatmaps, as the design gives them: five stops, mixed straight between neighbours.
import { expect } from '@playwright/test';
import { decode } from './png.mjs';

const PALETTES = {
  light: { sequential: ['ffffff', 'd6defa', '8aa0f0', '4656cd', '261e6e'], diverging: ['b25806', 'f0b06e', 'faf9f6', '8cb4de', '1c4c96'] },
  dark: { sequential: ['1a1d27', '343a78', '6254be', 'c478be', 'ffcd96'], diverging: ['ffaa64', 'aa6032', '24282f', '286e96', '6ed7eb'] },
};

/** @param {string} hex */
const channels = (hex) => [0, 2, 4].map((i) => parseInt(hex.slice(i, i + 2), 16));

/**
 * @param {number} value weights: 0 to 1; signed: -1 to 1
 * @param {'light' | 'dark'} theme
 * @param {'sequential' | 'diverging'} scale
 */
export function colourOf(value, theme, scale) {
  const stops = PALETTES[theme][scale].map(channels);
  const t = 4 * Math.min(1, Math.max(0, scale === 'sequential' ? value : (value + 1) / 2));
  const low = Math.min(3, Math.floor(t));
  return stops[low].map((from, i) => from + (stops[low + 1][i] - from) * (t - low));
}

/** @param {number[]} a @param {number[]} b */
export const distance = (a, b) => Math.max(...a.map((value, i) => Math.abs(value - b[i])));

/**
 * The colour of the page near a corner of a cell, where no digit is.
 * @param {import('@playwright/test').Page} page
 * @param {{ x: number, y: number, width: number, height: number }[]} cells
 * @returns {Promise<number[][]>}
 */
export async function coloursOf(page, cells) {
  const density = await page.evaluate(() => devicePixelRatio);
  const picture = decode(await page.screenshot());
  return cells.map(({ x, y, width, height }) => picture.at(Math.floor((x + width * 0.16) * density), Math.floor((y + height * 0.16) * density)));
}

/** @param {number[]} found @param {number[]} expected @param {string} what */
export function expectColour(found, expected, what) {
  expect(distance(found, expected), `${what}: rgb(${found}) instead of rgb(${expected.map(Math.round)})`).toBeLessThanOrEqual(3);
}
