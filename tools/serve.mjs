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

/** What the page promises to work under; web/README.md tells those who serve it. */
export const policy = [
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

/** The headers of every file, by its kind. @param {string} file @returns {Record<string, string>} */
export const headersOf = (file) => ({
  'content-type': types[path.extname(file)] ?? 'application/octet-stream',
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache', // kept, but asked about every time: a rebuilt page is never a stale one
});

/** What an address names, without the slash it begins with; undefined when it is none. @param {string} url */
export function nameOf(url) {
  try {
    const name = decodeURIComponent(new URL(url, 'http://localhost').pathname).slice(1);
    if (name.includes('\0') || name.endsWith('.br')) return undefined;
    return name === '' || name.endsWith('/') ? `${name}index.html` : name;
  } catch {
    return undefined;
  }
}

/** Finds files in a folder and never outside it, whatever their name says. @param {string} folder @returns {(name: string) => string | undefined} */
const filesOf = (folder) => (name) => {
  const file = path.join(folder, name);
  return file.startsWith(folder + path.sep) ? file : undefined;
};

/**
 * Answers a request with a file.
 * @param {(name: string) => string | undefined} find the file a name stands for; it may not be there
 * @param {http.IncomingMessage} request @param {http.ServerResponse} response
 */
export function answer(find, request, response) {
  const name = nameOf(request.url ?? '/');
  const file = name === undefined ? undefined : find(name);
  const isThere = file !== undefined && fs.statSync(file, { throwIfNoEntry: false })?.isFile() === true;
  if (!isThere || (request.method !== 'GET' && request.method !== 'HEAD')) {
    response.writeHead(isThere ? 405 : 404, { 'content-type': 'text/plain' }).end(isThere ? 'Only GET.\n' : 'Not found.\n');
    return;
  }
  const brotli = /\bbr\b/.test(String(request.headers['accept-encoding'] ?? '')) && fs.existsSync(`${file}.br`);
  const sent = brotli ? `${file}.br` : file;
  const { mtimeMs, size } = fs.statSync(sent);
  const tag = `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`;
  const headers = { ...headersOf(file), vary: 'accept-encoding', etag: tag, ...(brotli ? { 'content-encoding': 'br' } : {}) };
  if (request.headers['if-none-match'] === tag) {
    response.writeHead(304, headers).end();
    return;
  }
  response.writeHead(200, { ...headers, 'content-length': size });
  if (request.method === 'HEAD') response.end();
  else fs.createReadStream(sent).on('error', () => response.destroy()).pipe(response);
}

/**
 * Listens on this machine alone until closed.
 * @param {http.RequestListener} listener @param {number} port 0 takes a free one
 * @returns {Promise<{address: string, close: () => Promise<void>}>}
 */
export async function listen(listener, port) {
  const server = http.createServer(listener);
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

/**
 * Serves a folder until closed.
 * @param {{folder?: string, port?: number}} [options]
 */
export function serve({ folder = site, port = 0 } = {}) {
  const find = filesOf(path.resolve(folder));
  return listen((request, response) => answer(find, request, response), port);
}

// node tools/serve.mjs [port]
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => console.log((await serve({ port: Number(process.argv[2] ?? 0) })).address));
}
