// What depends on the engine stays in the core: everything above is compiled once and linked with the core of each engine, so a
// source that saw one engine's code would carry it into the other.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';

const repository = path.resolve(import.meta.dirname, '../..');
const mark = '__wasm_relaxed_simd__';
const roots = ['src', 'tests'];

/** @param {string} folder @returns {string[]} */
const sources = (folder) => fs.readdirSync(path.join(repository, folder), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(hpp|cpp)$/.test(file)).map((file) => path.posix.join(folder, file.replaceAll('\\', '/')));

/** Our own headers that a source includes, as paths from the clone. @param {string} file @param {string} text */
function includes(file, text) {
  const places = [path.posix.dirname(file), ...roots];
  return [...text.matchAll(/^\s*#\s*include\s*"([^"]+)"/gm)].flatMap(([, name]) =>
    places.map((place) => path.posix.join(place, name)).filter((one) => fs.existsSync(path.join(repository, one))).slice(0, 1));
}

/** How a source comes to see an engine's own code, or undefined. @param {string} file @param {Set<string>} [seen] @returns {string | undefined} */
function wayToEngine(file, seen = new Set()) {
  if (seen.has(file)) return undefined;
  seen.add(file);
  const text = fs.readFileSync(path.join(repository, file), 'utf8');
  if (text.includes(mark)) return file;
  for (const one of includes(file, text)) {
    const way = wayToEngine(one, seen);
    if (way) return `${file} includes ${way}`;
  }
  return undefined;
}

/** The sources of tests that are compiled for each engine. @param {string} layer */
function compiledForEach(layer) {
  const lists = fs.readFileSync(path.join(repository, 'tests', layer, 'CMakeLists.txt'), 'utf8');
  return (lists.match(/\bEACH\b([^A-Z)]*)/)?.[1] ?? '').split(/\s+/).filter(Boolean).map((file) => `tests/${layer}/${file}`);
}

const layers = ['core', 'lab', 'ui', 'app'];

test('nothing outside the core sees the code of one engine', () => {
  const each = layers.flatMap(compiledForEach);
  const shared = [...sources('src').filter((file) => !file.startsWith('src/core/')), ...layers.flatMap((layer) => sources(`tests/${layer}`)), ...sources('bench/edits')]
    .filter((file) => !each.includes(file));
  assert.ok(shared.length > 100, 'the sources were not found');
  assert.deepEqual(shared.map((file) => wayToEngine(file)).filter(Boolean), []);
});

test('a source that sees it is noticed', () => {
  assert.match(String(wayToEngine('src/core/kernels/tile.cpp')), /^src\/core\/kernels\/tile\.cpp includes .*src\/core\/kernels\/instructions\.hpp$/);
});
