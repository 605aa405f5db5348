// The server the page is tried and tested with: what it sends, and that no address gets it to send anything else.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import zlib from 'node:zlib';
import { serve } from '../../tools/serve.mjs';

/** @type {string} */
let folder;
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;

before(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'headscope-serve-'));
  fs.mkdirSync(path.join(folder, 'site/web'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'secret.txt'), 'secret');
  fs.writeFileSync(path.join(folder, 'site/index.html'), '<!doctype html>');
  fs.writeFileSync(path.join(folder, 'site/web/a.js'), 'export {};');
  fs.writeFileSync(path.join(folder, 'site/web/a.js.br'), zlib.brotliCompressSync('export {};'));
  fs.writeFileSync(path.join(folder, 'site/a.wasm'), '\0asm');
  server = await serve({ folder: path.join(folder, 'site') });
});

after(async () => {
  await server.close();
  fs.rmSync(folder, { recursive: true });
});

/**
 * A request exactly as written: fetch() would tidy the path up.
 * @param {string} target
 * @param {{method?: string, headers?: http.OutgoingHttpHeaders}} [options]
 * @returns {Promise<{status: number | undefined, headers: http.IncomingHttpHeaders, body: Buffer}>}
 */
function ask(target, { method = 'GET', headers = {} } = {}) {
  return new Promise((resolve, reject) => {
    const { port } = new URL(server.address);
    http.request({ host: '127.0.0.1', port, path: target, method, headers }, (response) => {
      /** @type {Uint8Array[]} */
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }));
    }).on('error', reject).end();
  });
}

test('a folder is its index page, under a policy that allows no inline script', async () => {
  const { status, headers } = await ask('/?a=b');
  assert.equal(status, 200);
  assert.match(String(headers['content-type']), /^text\/html/);
  assert.match(String(headers['content-security-policy']), /script-src 'self' 'wasm-unsafe-eval';/);
});

test('WebAssembly has the type that streaming compilation asks for', async () => {
  assert.equal((await ask('/a.wasm')).headers['content-type'], 'application/wasm');
});

test('Brotli goes to those who ask for it', async () => {
  const plain = await ask('/web/a.js');
  assert.equal(plain.headers['content-encoding'], undefined);
  assert.equal(plain.body.toString(), 'export {};');
  const packed = await ask('/web/a.js', { headers: { 'accept-encoding': 'gzip, br' } });
  assert.equal(packed.headers['content-encoding'], 'br');
  assert.equal(zlib.brotliDecompressSync(packed.body).toString(), 'export {};');
  assert.match(String(packed.headers['content-type']), /^text\/javascript/);
});

test('an unchanged file is not sent twice', async () => {
  const { headers } = await ask('/web/a.js');
  assert.equal((await ask('/web/a.js', { headers: { 'if-none-match': headers.etag } })).status, 304);
});

test('nothing outside the site is sent, however it is asked for', async () => {
  for (const target of ['/../secret.txt', '/%2e%2e/secret.txt', '/web/..%2f..%2fsecret.txt', '/..\\secret.txt', '/%00', '/%ff', '//', '/web', '/web/a.js.br', '/none']) {
    const { status, body } = await ask(target);
    assert.equal(status, 404, target);
    assert.doesNotMatch(body.toString(), /secret/);
  }
  assert.equal((await ask('/', { method: 'POST' })).status, 405);
});
