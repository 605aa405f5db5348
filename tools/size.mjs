// The size guard: what one page load transfers, compressed, against the recorded size. `--record` writes a new record, which
// is then part of the change that needed it and seen in its review.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Failure, main } from './setup/run.mjs';
import { filesBelow, library, site } from './stage.mjs';

const record = path.join(import.meta.dirname, 'size.json');
const limit = 350_000;
/** What a page loads only when it is asked for, and how many bytes of Brotli it may have. @type {Record<string, number>} */
const onRequest = { 'assets/word-vectors.bin': 150_000 };
/** What opening a lesson may load beside the page. */
const lessonLimit = 30_000;
const allowance = 2 * 1024;

/**
 * Brotli bytes of a page load: every file of the site but the headless library's and those on request, and of the two modules only the
 * larger.
 * @param {string} [folder] the site
 * @returns {{total: number, files: Record<string, number>}}
 */
export function measure(folder = site) {
  /** @type {Record<string, number>} */
  const files = {};
  let shared = 0;
  let plain = 0;
  let relaxed = 0;
  for (const file of filesBelow(folder).filter((name) => name.endsWith('.br') && !name.startsWith(`${library}${path.sep}`)).sort()) {
    const bytes = fs.statSync(path.join(folder, file)).size;
    files[file.replace(/\.br$/, '')] = bytes;
    if (isOnRequest(file.replace(/\.br$/, ''))) continue;
    if (file.startsWith('headscope-relaxed.')) relaxed += bytes;
    else if (file.startsWith('headscope.')) plain += bytes;
    else shared += bytes;
  }
  return { total: shared + Math.max(plain, relaxed), files };
}

/** @param {string} file path in the site */
const isLessons = (file) => /^(web\/lessons\.js|assets\/lessons\/.*)$/.test(file.replaceAll(path.sep, '/'));
/** @param {string} file path in the site */
const isOnRequest = (file) => Object.hasOwn(onRequest, file.replaceAll(path.sep, '/')) || isLessons(file);

/** What opening a lesson loads at most: the player, the list and the largest lesson, of the larger language. @param {Record<string, number>} files */
function lessonSize(files) {
  const named = (/** @type {RegExp} */ pattern) => Object.entries(files).filter(([file]) => isLessons(file) && pattern.test(file)).map(([, bytes]) => bytes);
  return Math.max(0, ...named(/lessons\.js$/)) + Math.max(0, ...named(/list\.[^.]+\.json$/)) + Math.max(0, ...named(/lessons.(?!list\.).+\.json$/));
}

/** Throws when the site is too large. @param {string} [folder] the site @returns {string} a line that says how large it is */
export function checkSize(folder = site) {
  const { total, files } = measure(folder);
  for (const [name, most] of Object.entries(onRequest)) {
    const bytes = files[path.normalize(name)];
    if (bytes === undefined) throw new Failure(`${name} is missing.`);
    if (bytes > most) throw new Failure(`${name} has ${bytes} bytes of Brotli; the limit is ${most}.`);
  }
  if (lessonSize(files) > lessonLimit) throw new Failure(`Opening a lesson transfers ${lessonSize(files)} bytes; the limit is ${lessonLimit}.`);
  if (total > limit) throw new Failure(`A page load transfers ${total} bytes; the limit is ${limit}.`);
  if (!fs.existsSync(record)) throw new Failure('No size is recorded yet: node tools/size.mjs --record');
  const recorded = JSON.parse(fs.readFileSync(record, 'utf8')).total;
  if (total > recorded + allowance) {
    throw new Failure(`A page load transfers ${total} bytes, ${total - recorded} more than recorded. `
      + 'If that is meant, record it: node tools/size.mjs --record');
  }
  return `a page load transfers ${total} bytes of Brotli (recorded ${recorded}, limit ${limit}), opening a lesson ${lessonSize(files)} (limit ${lessonLimit})`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    const { total, files } = measure();
    for (const [file, bytes] of Object.entries(files)) console.log(String(bytes).padStart(8), file);
    console.log(String(total).padStart(8), 'in all, with one of the two modules');
    if (process.argv.includes('--record')) fs.writeFileSync(record, `${JSON.stringify({ total }, null, 2)}\n`);
    else console.log(checkSize());
  });
}
