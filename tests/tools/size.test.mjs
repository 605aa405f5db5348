// The size guard: what counts as a page load, and that what is loaded on request has a limit of its own.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { checkSize, measure } from '../../tools/size.mjs';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'headscope-size-'));
after(() => fs.rmSync(folder, { recursive: true }));

/** A site of these Brotli twins. @param {Record<string, number>} files */
function site(files) {
  const at = fs.mkdtempSync(path.join(folder, 'site-'));
  for (const [file, bytes] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(at, file)), { recursive: true });
    fs.writeFileSync(path.join(at, file), '');
    fs.writeFileSync(path.join(at, `${file}.br`), Buffer.alloc(bytes));
  }
  return at;
}

const small = { 'index.html': 1000, 'headscope.wasm': 200_000, 'headscope-relaxed.wasm': 200_010, 'web/host.js': 3000, 'core/index.js': 9e6, 'assets/word-vectors.bin': 149_000 };

test('a page load has the larger module, and neither the library nor the word vectors', () => {
  assert.equal(measure(site(small)).total, 204_010);
  assert.match(checkSize(site(small)), /204010 bytes/);
});

test('word vectors that are too large, or missing, are refused, and so is a page that is', () => {
  assert.throws(() => checkSize(site({ ...small, 'assets/word-vectors.bin': 150_001 })), /word-vectors\.bin has 150001 bytes of Brotli; the limit is 150000/);
  const { 'assets/word-vectors.bin': _, ...without } = small;
  assert.throws(() => checkSize(site(without)), /word-vectors\.bin is missing/);
  assert.throws(() => checkSize(site({ ...small, 'assets/other.bin': 200_000 })), /the limit is 350000/);
});
