// Numbers as prose shows them: short, with a true minus sign, and never more digits than there are.

/**
 * @param {number} value
 * @param {number} [digits] significant ones
 */
export function numberText(value, digits = 3) {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value < 0 ? '−∞' : '∞';
  const size = Math.abs(value);
  const text = size !== 0 && (size >= 10 ** Math.max(digits, 6) || size < 1e-4) ? value.toExponential(digits - 1)
    : String(Number(value.toPrecision(size >= 10 ** digits ? Math.ceil(Math.log10(size + 1)) : digits)));
  return text.replace(/-/g, '−');
}
