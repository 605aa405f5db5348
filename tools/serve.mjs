// A static server for build/site/ on localhost: right types, Brotli where it is asked for, always revalidated, and the
// strictest policy the page promises to work under, so that breaking the promise shows at once.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { main } from './setup/run.mjs';
import { site } from './stage.mjs';

/** @type {Record<string, string>} */
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
};

const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/**
 * The file a request is for, or undefined. Never anything outside the folder, whatever the address says.
 * @param {string} folder
 * @param {string} url
 */
function fileFor(folder, url) {
  let name;
  try { name = decodeURIComponent(new URL(url, 'http://localhost').pathname); } catch { return undefined; }
  if (name.endsWith('/')) name += 'index.html';
  const file = path.join(folder, name);
  if (!file.startsWith(folder + path.sep) || name.includes('\0') || name.endsWith('.br')) return undefined;
  return fs.statSync(file, { throwIfNoEntry: false })?.isFile() ? file : undefined;
}

/** @param {string} folder @param {http.IncomingMessage} request @param {http.ServerResponse} response */
function answer(folder, request, response) {
  const file = fileFor(folder, request.url ?? '/');
  if (!file || (request.method !== 'GET' && request.method !== 'HEAD')) {
    response.writeHead(file ? 405 : 404, { 'content-type': 'text/plain' }).end(file ? 'Only GET.\n' : 'Not found.\n');
    return;
  }
  const brotli = /\bbr\b/.test(String(request.headers['accept-encoding'] ?? '')) && fs.existsSync(`${file}.br`);
  const sent = brotli ? `${file}.br` : file;
  const { mtimeMs, size } = fs.statSync(sent);
  const tag = `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`;
  const headers = {
    'content-type': types[path.extname(file)] ?? 'application/octet-stream',
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-cache', // kept, but asked about every time: a rebuilt page is never a stale one
    vary: 'accept-encoding',
    etag: tag,
    ...(brotli ? { 'content-encoding': 'br' } : {}),
  };
  if (request.headers['if-none-match'] === tag) {
    response.writeHead(304, headers).end();
    return;
  }
  response.writeHead(200, { ...headers, 'content-length': size });
  if (request.method === 'HEAD') response.end();
  else fs.createReadStream(sent).on('error', () => response.destroy()).pipe(response);
}

/**
 * Serves until closed. Port 0 takes a free one.
 * @param {{folder?: string, port?: number}} [options]
 * @returns {Promise<{address: string, close: () => Promise<void>}>}
 */
export async function serve({ folder = site, port = 0 } = {}) {
  const server = http.createServer((request, response) => answer(path.resolve(folder), request, response));
  await new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', () => resolve(undefined));
  });
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('no port');
  return {
    address: `http://localhost:${bound.port}/`,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

// node tools/serve.mjs [port]
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => console.log((await serve({ port: Number(process.argv[2] ?? 0) })).address));
}
