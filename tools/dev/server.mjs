// The development server: the page from the clone under the policy it is served with later, and the event that reloads it.
import fs from 'node:fs';
import { answer, headersOf, listen, nameOf } from '../serve.mjs';
import { devFile } from './files.mjs';

/** The page with the script that listens for changes. @param {string} html */
const listening = (html) => html.replace('</head>', '  <script type="module" src="/dev/reload.js"></script>\n</head>');

/**
 * @param {{port?: number, find?: (name: string) => string | undefined}} [options] `find`: the file for a name
 * @returns {Promise<{address: string, changed: () => void, failed: (message: string) => void, close: () => Promise<void>}>}
 */
export async function serveDevelopment({ port = 0, find = devFile } = {}) {
  /** @type {Set<import('node:http').ServerResponse>} */
  const pages = new Set();
  const started = String(Date.now());
  const tell = (/** @type {string} */ event, /** @type {string} */ data) => {
    for (const page of pages) page.write(`event: ${event}\ndata: ${data}\n\n`);
  };
  const { address, close } = await listen((request, response) => {
    const name = nameOf(request.url ?? '/');
    const file = name === 'index.html' ? find(name) : undefined;
    if (name === 'dev/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write(`retry: 500\nevent: server\ndata: ${started}\n\n`);
      pages.add(response);
      request.on('close', () => pages.delete(response));
    } else if (file) {
      response.writeHead(200, headersOf(file)).end(listening(fs.readFileSync(file, 'utf8')));
    } else {
      answer(find, request, response);
    }
  }, port);
  return { address, close, changed: () => tell('changed', ''), failed: (message) => tell('failed', JSON.stringify(message)) };
}
