// What holds for every source of this tree: short, says at its top what it is for, and knows nothing of one machine.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';

const repository = path.resolve(import.meta.dirname, '../..');

/** Sources known to git, plus new ones it does not ignore. */
const sources = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: repository, encoding: 'utf8' })
  .split('\n').filter((file) => /\.(cpp|hpp|js|mjs|ts|cmake|css)$|CMakeLists\.txt$/.test(file))
  .filter((file) => fs.existsSync(path.join(repository, file)))
  .map((file) => ({ file, lines: fs.readFileSync(path.join(repository, file), 'utf8').split('\n') }));

test('no source is longer than 400 lines', () => {
  assert.deepEqual(sources.filter(({ lines }) => lines.length > 401).map(({ file, lines }) => `${file}: ${lines.length - 1}`), []);
});

test('half of the sources are shorter than 120 lines', () => {
  const lengths = sources.map(({ lines }) => lines.length - 1).sort((a, b) => a - b);
  assert.ok(lengths[Math.floor(lengths.length / 2)] < 120, `the median is ${lengths[Math.floor(lengths.length / 2)]}`);
});

test('every source says at its top what it is for', () => {
  const comment = /^(\/\/|\/\*|#) ?\S|^#!/;
  assert.deepEqual(sources.filter(({ lines }) => !comment.test(lines[0]) || /^#(pragma|include|define)/.test(lines[0])).map(({ file }) => file), []);
});

test('no source names a folder of one machine', () => {
  // Written in pieces, so that this file does not name them either.
  const folders = new RegExp(`(^|[\\s"'\`(=])/(${['root', 'home', 'work', 'Users'].join('|')})/`);
  const wrong = sources.flatMap(({ file, lines }) => lines.flatMap((line, at) => (folders.test(line) ? [`${file}:${at + 1}`] : [])));
  assert.deepEqual(wrong, []);
});
