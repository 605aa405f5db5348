// Principal columns: vectors turned so that their first numbers say most about how they differ. Only + - * / and square roots, in a
// fixed order, so that every machine gives the same bits.

/** @param {number[][]} rows @param {number} width @returns {Float64Array} */
function meanOf(rows, width) {
  const mean = new Float64Array(width);
  for (const row of rows) for (let i = 0; i < width; i++) mean[i] += row[i] / rows.length;
  return mean;
}

/** @param {number[][]} rows centred @param {number} width */
function covarianceOf(rows, width) {
  const square = Array.from({ length: width }, () => new Float64Array(width));
  for (const row of rows) for (let i = 0; i < width; i++) for (let j = 0; j <= i; j++) square[i][j] += row[i] * row[j];
  for (let i = 0; i < width; i++) for (let j = 0; j < i; j++) square[j][i] = square[i][j];
  return square;
}

/** Turns rows or columns p and q. @param {Float64Array[]} m @param {(k: number) => [number, number, number, number]} at */
function turn(m, at, /** @type {number} */ cos, /** @type {number} */ sin) {
  for (let k = 0; k < m.length; k++) {
    const [r1, c1, r2, c2] = at(k);
    const x = m[r1][c1];
    const y = m[r2][c2];
    m[r1][c1] = cos * x - sin * y;
    m[r2][c2] = sin * x + cos * y;
  }
}

/**
 * Eigenvectors of a symmetric matrix by Jacobi's rotations, as columns; `square` is left with the eigenvalues on its diagonal.
 * @param {Float64Array[]} square
 */
function eigenvectors(square) {
  const width = square.length;
  const vectors = square.map((_, i) => Float64Array.from({ length: width }, (_, j) => Number(i === j)));
  for (let sweep = 0; sweep < 12; sweep++) {
    for (let p = 0; p < width; p++) {
      for (let q = p + 1; q < width; q++) {
        const off = square[p][q];
        if (off === 0) continue;
        const ratio = (square[q][q] - square[p][p]) / (2 * off);
        const tan = (ratio >= 0 ? 1 : -1) / (Math.abs(ratio) + Math.sqrt(ratio * ratio + 1));
        const cos = 1 / Math.sqrt(tan * tan + 1);
        turn(square, (k) => [k, p, k, q], cos, tan * cos);
        turn(square, (k) => [p, k, q, k], cos, tan * cos);
        turn(vectors, (k) => [k, p, k, q], cos, tan * cos);
      }
    }
  }
  return vectors;
}

/**
 * The map to the first principal columns of `rows`, largest first. Of the two directions of each, the one in which its largest entry is
 * positive.
 * @param {number[][]} rows
 * @param {number} columns
 * @returns {(row: number[]) => number[]}
 */
export function principalColumns(rows, columns) {
  const width = rows[0].length;
  const mean = meanOf(rows, width);
  const square = covarianceOf(rows.map((row) => row.map((x, i) => x - mean[i])), width);
  const vectors = eigenvectors(square);
  const order = square.map((_, i) => i).sort((a, b) => square[b][b] - square[a][a]).slice(0, columns);
  const axes = order.map((column) => {
    const axis = vectors.map((row) => row[column]);
    const largest = axis.reduce((most, x) => (Math.abs(x) > Math.abs(most) ? x : most), 0);
    return largest < 0 ? axis.map((x) => -x) : axis;
  });
  return (row) => axes.map((axis) => axis.reduce((sum, x, i) => sum + x * (row[i] - mean[i]), 0));
}
