// The file of word vectors: how it is laid out. src/lab/text/word_vectors.cpp reads it.

/** "HSWV", then version 1, in a 32-bit number. */
const MAGIC = 0x56575348;
const VERSION = 1;
const HEAD = 36;

/**
 * Little-endian 32-bit numbers: magic, version, bytes of the note, words, columns, bytes of the words, other names, bytes of those,
 * checksum (FNV-1a) of all that follows. That is the note, where all this is from; the words in the order of their bytes, a line each;
 * the other names with the word each means and a tab between them, likewise; and the numbers as signed bytes, column after column, which
 * compresses better than word after word.
 * @param {{ note: string, words: string[], names: [string, string][], columns: number[][] }} contents
 */
export function encode({ note, words, names, columns }) {
  const texts = [note, lines(words), lines(names.map((pair) => pair.join('\t')))].map((text) => Buffer.from(text));
  const body = Buffer.concat([...texts, ...columns.map((column) => Buffer.from(Int8Array.from(column).buffer))]);
  const head = [MAGIC, VERSION, texts[0].length, words.length, columns.length, texts[1].length, names.length, texts[2].length, checksum(body)];
  const numbers = Buffer.alloc(4 * head.length);
  head.forEach((number, i) => numbers.writeUInt32LE(number, 4 * i));
  return Buffer.concat([numbers, body]);
}

/** @param {Buffer} file */
export function decode(file) {
  const [magic, version, noteBytes, count, width, wordBytes, nameCount, nameBytes, sum] = Array.from({ length: HEAD / 4 }, (_, i) => file.readUInt32LE(4 * i));
  if (magic !== MAGIC || version !== VERSION) throw new Error('not a file of word vectors of this version');
  if (checksum(file.subarray(HEAD)) !== sum) throw new Error('damaged');
  let at = HEAD;
  const take = (/** @type {number} */ bytes) => file.subarray(at, at += bytes);
  const note = take(noteBytes).toString();
  const words = take(wordBytes).toString().split('\n').slice(0, count);
  const names = take(nameBytes).toString().split('\n').slice(0, nameCount).map((line) => line.split('\t'));
  const columns = Array.from({ length: width }, () => new Int8Array(take(count)));
  if (at !== file.length) throw new Error(`${file.length - at} bytes too many or too few`);
  return { note, words, names: new Map(/** @type {[string, string][]} */ (names)), columns };
}

/** @param {string[]} all */
const lines = (all) => all.map((line) => `${line}\n`).join('');

/** @param {Buffer} bytes */
function checksum(bytes) {
  let sum = 0x811c9dc5;
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x01000193);
  return sum >>> 0;
}
