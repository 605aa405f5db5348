// The memory layout shared with the WebAssembly module: the fields of a call (call.hpp), in order, in 32-bit words.

const kTensor = 8; // data, four dims, three strides
const kMatrix = 3; // data, rows, columns
const kMask = 5; // data, four strides

const kFields = /** @type {const} */ ({
  query: kTensor, key: kTensor, value: kTensor, pastKey: kTensor, pastValue: kTensor,
  W_q: kMatrix, W_k: kMatrix, W_v: kMatrix, W_o: kMatrix, b_q: 1, b_k: 1, b_v: 1, b_o: 1,
  allowed: kMask, attnBias: kMask, keyMask: 1, keyValidLengths: 1,
  causal: 1, windowLeft: 1, windowRight: 1, useDefaultScale: 1, scale: 1, softcap: 1,
  scoringKind: 1, scoringMatrix: kTensor, scoringVector: kTensor, qkNorm: 1, rotary: 1, rotaryBase: 1, alibi: 1, alibiSlopes: 1,
  dropoutProbability: 1, seedLow: 1, seedHigh: 1, emptyRows: 1, sinks: kTensor,
  numHeads: 1, numKvHeads: 1,
  queryStage: kTensor, keyStage: kTensor, valueStage: kTensor, normedQuery: kTensor, normedKey: kTensor, rotatedQuery: kTensor, rotatedKey: kTensor, presentKey: kTensor, presentValue: kTensor,
  scores: kTensor, uncapped: kTensor, scaled: kTensor, positionBias: kTensor, masked: kTensor, weights: kTensor, dropped: kTensor,
  context: kTensor, concat: kTensor, output: kTensor,
});

/** @typedef {keyof typeof kFields} Field */

const kOffsets = /** @type {Record<Field, number>} */ ({});
export let kCallWords = 0;
for (const [field, words] of Object.entries(kFields)) {
  kOffsets[/** @type {Field} */ (field)] = kCallWords;
  kCallWords += words;
}

/** A call being written. */
export class CallWords {
  constructor() {
    this.words = new Int32Array(kCallWords);
    this.floats = new Float32Array(this.words.buffer);
  }

  /** @param {Field} field @param {number} value */
  setInt(field, value) {
    this.words[kOffsets[field]] = value;
  }

  /** @param {Field} field @param {number} value */
  setFloat(field, value) {
    this.floats[kOffsets[field]] = value;
  }

  /** Where a tensor, matrix, mask or plain array lies, with the numbers that follow its address.
   * @param {Field} field @param {number} address @param {readonly number[]} rest */
  setMemory(field, address, rest) {
    if (rest.length + 1 !== kFields[field]) throw new Error(`${field} takes ${kFields[field] - 1} numbers, not ${rest.length}`);
    this.words.set([address, ...rest], kOffsets[field]);
  }
}

/** Names and messages of the core's errors, by their code (status.hpp). @type {((got: number, expected: number) => [string, string])[]} */
export const kReasons = [
  () => ['nothing wrong', 'an error'],
  () => ['nothing', 'a value'],
  (got, expected) => [`${got}`, `${expected}`],
  (got, expected) => [`${got}`, `a value such as ${expected}`],
  (got, expected) => [`${got}`, `at most ${expected}`],
  (got) => [`an innermost stride of ${got}`, '1'],
  () => ['NaN or infinity', 'a finite number'],
];
/** The code after those. */
export const kOutOfMemory = 7;
