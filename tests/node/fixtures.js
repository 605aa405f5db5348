// Reads the published reference cases; tests/fixtures/README.md describes their format.
import fs from 'node:fs';
import path from 'node:path';

const kFolder = path.join(import.meta.dirname, '../fixtures');

/** @typedef {{data: Float32Array, shape: number[]}} Tensor
 * @typedef {{name: string, attributes: Record<string, string>, inputs: Record<string, Tensor & {dtype: string}>,
 *   expected: Record<string, Tensor & {tolerance: number}>}} Case */

/** @param {string} file @returns {Case} */
function readCase(file) {
  /** @type {Case} */
  const result = { name: path.basename(file, '.txt'), attributes: {}, inputs: {}, expected: {} };
  const lines = fs.readFileSync(file, 'utf8').trim().split('\n');
  for (let at = 0; at < lines.length;) {
    const [kind, name, third, ...dims] = lines[at++].split(' ');
    if (kind === 'attribute') result.attributes[name] = third;
    if (kind !== 'input' && kind !== 'expected') continue;
    const shape = dims.map(Number);
    const rows = shape.slice(0, -1).reduce((product, dim) => product * dim, 1);
    const data = Float32Array.from(lines.slice(at, at += rows).flatMap((row) => row.split(' ')), Number);
    if (data.length !== rows * shape[shape.length - 1] || data.some(Number.isNaN)) throw new Error(`${file}: ${kind} ${name} is not whole`);
    if (kind === 'input') result.inputs[name] = { data, shape, dtype: third };
    else result.expected[name] = { data, shape, tolerance: Number(third) };
  }
  return result;
}

/** @param {'onnx' | 'published'} collection */
export function readCases(collection) {
  const folder = path.join(kFolder, collection);
  return fs.readdirSync(folder).sort().map((name) => readCase(path.join(folder, name)));
}
