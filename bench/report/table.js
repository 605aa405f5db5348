// Markdown tables whose columns line up in a terminal as well.

/** Width on screen: the project's tables contain no wide characters but those of one column. @param {string} text */
const width = (text) => [...text].length;

/** @param {string[]} header @param {string[][]} rows @returns {string} */
export function table(header, rows) {
  const widths = header.map((title, i) => Math.max(width(title), ...rows.map((row) => width(row[i]))));
  /** The first column reads from the left, numbers from the right. @param {string[]} cells */
  const line = (cells) => `| ${cells.map((cell, i) => {
    const space = ' '.repeat(widths[i] - width(cell));
    return i === 0 ? cell + space : space + cell;
  }).join(' | ')} |`;
  const rule = `|${widths.map((w, i) => (i === 0 ? '-'.repeat(w + 2) : `${'-'.repeat(w + 1)}:`)).join('|')}|`;
  return [line(header), rule, ...rows.map(line)].join('\n');
}

/** @param {number | undefined} value @param {number} [digits] */
export const number = (value, digits = 1) => (value === undefined || !Number.isFinite(value) ? '–' : value.toFixed(digits));

/** @param {number} bytes */
export const kilobytes = (bytes) => (bytes / 1024).toLocaleString('en', { maximumFractionDigits: bytes < 100 * 1024 ? 1 : 0 });
