// Reads the published reference cases; their format is described beside them.
import fs from 'node:fs';
import path from 'node:path';

const kDefaultFolder = path.join(import.meta.dirname, '../../../shared/fixtures');

export const fixturesFolder = process.env.HEADSCOPE_FIXTURES ?? kDefaultFolder;

/** @typedef {{data: Float32Array, shape: number[]}} Tensor
 * @typedef {{name: string, attributes: Record<string, string>, inputs: Record<string, Tensor & {dtype: string}>,
 *   expected: Record<string, Tensor & {tolerance: number}>}} Case */

/** @param {string} folder @param {string} file @param {number[]} shape @returns {Tensor} */
function readTensor(folder, file, shape) {
  const bytes = fs.readFileSync(path.join(folder, file));
  return { data: new Float32Array(new Uint8Array(bytes).buffer), shape };
}

/** @param {string} folder @returns {Case} */
function readCase(folder) {
  /** @type {Case} */
  const result = { name: path.basename(folder), attributes: {}, inputs: {}, expected: {} };
  for (const line of fs.readFileSync(path.join(folder, 'case.txt'), 'utf8').trim().split('\n')) {
    const [kind, name, third, , ...dims] = line.split(' ');
    const shape = dims.map(Number);
    if (kind === 'attr') result.attributes[name] = third;
    if (kind === 'input') result.inputs[name] = { ...readTensor(folder, `${name}.bin`, shape), dtype: third };
    // ONNX gives its results exactly; the printed ones carry the tolerance of their digits.
    if (kind === 'output') result.expected[name] = { ...readTensor(folder, `${name}.bin`, shape), tolerance: 1e-5 };
    if (kind === 'expect') result.expected[name] = { ...readTensor(folder, `expect_${name}.bin`, shape), tolerance: Number(third) };
  }
  return result;
}

/** @param {'onnx' | 'published'} collection @returns {Case[]} none when the folder is absent */
export function readCases(collection) {
  const folder = path.join(fixturesFolder, collection);
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder).sort().map((name) => readCase(path.join(folder, name)));
}
