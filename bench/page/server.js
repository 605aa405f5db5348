// Serves the repository to the benchmark's browser, isolated from other origins so that its clock is precise.
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const kRoot = fileURLToPath(new URL('../../', import.meta.url));
const kFolders = ['bench/', 'build/core/', 'build/bench/'];
/** @type {Record<string, string>} */
const kTypes = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm', '.json': 'application/json' };

/** @param {http.IncomingMessage} request @param {http.ServerResponse} response */
async function answer(request, response) {
  const name = path.posix.normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname)).slice(1);
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
  response.setHeader('Cache-Control', 'no-store');
  try {
    if (!kFolders.some((folder) => name.startsWith(folder))) throw new Error('not served');
    const contents = await readFile(path.join(kRoot, name));
    response.setHeader('Content-Type', kTypes[path.extname(name)] ?? 'application/octet-stream');
    response.end(contents);
  } catch {
    response.statusCode = 404;
    response.end();
  }
}

/** @returns {Promise<{origin: string, close: () => void}>} */
export function serveRepository() {
  const server = http.createServer((request, response) => void answer(request, response));
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = /** @type {import('node:net').AddressInfo} */ (server.address());
      resolve({ origin: `http://127.0.0.1:${address.port}`, close: () => server.close() });
    });
  });
}
