// WebKitGTK in its small browser on a virtual screen, driven through WebKitWebDriver over HTTP.
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { begin, end, openDisplay, until } from './display.mjs';
import { webDriver } from './webdriver.mjs';

/** Method and path of what a test sends, after /session/ID. @type {Record<string, [method: string, path: string]>} */
const ROUTES = {
  Navigate: ['POST', '/url'],
  ExecuteAsyncScript: ['POST', '/execute/async'],
  PerformActions: ['POST', '/actions'],
  TakeScreenshot: ['GET', '/screenshot'],
  SetTimeouts: ['POST', '/timeouts'],
  SetWindowRect: ['POST', '/window/rect'],
  DeleteSession: ['DELETE', ''],
};

/** A port nobody listens on. */
async function freePort() {
  const server = net.createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {net.AddressInfo} */ (server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** @param {string} address @param {string} method @param {unknown} [body] */
async function ask(address, method, body) {
  const response = await fetch(address, { method, ...(method === 'POST' && { body: JSON.stringify(body) }) });
  const { value } = /** @type {any} */ (await response.json());
  if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

/**
 * @param {string} program WebKitWebDriver
 * @param {string} browser MiniBrowser
 * @returns {Promise<import('./webdriver.mjs').Driver>}
 */
export async function openWebKit(program, browser) {
  const display = await openDisplay();
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'headscope-webkit-'));
  const port = await freePort();
  const root = process.getuid?.() === 0;  // whose programs its sandbox does not take
  const { child, said } = begin(program, [`--port=${port}`, '--host=127.0.0.1'], {
    DISPLAY: display.name, LIBGL_ALWAYS_SOFTWARE: '1', HOME: home, XDG_RUNTIME_DIR: home, GDK_BACKEND: 'x11',
    ...(root && { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' }),
  });
  const close = async () => {
    await end(child);
    await display.close();
    fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const server = `http://127.0.0.1:${port}`;
    await until(() => ask(`${server}/status`, 'GET').then(({ ready }) => ready || undefined, () => undefined), 'WebKitWebDriver');
    const { sessionId } = await ask(`${server}/session`, 'POST', {
      capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] } } },
    });
    /** @type {import('./webdriver.mjs').Send} */
    const send = (command, parameters) => {
      const [method, route] = ROUTES[command];
      return ask(`${server}/session/${sessionId}${route}`, method, parameters);
    };
    await send('SetTimeouts', { script: 60_000 });
    await send('SetWindowRect', { x: 0, y: 0, width: 1440, height: 1150 });
    return webDriver(send, async () => {
      await send('DeleteSession', {}).catch(() => {});
      await close();
    });
  } catch (error) {
    await close();
    throw new Error(`${/** @type {Error} */ (error).message}: ${said()}`);
  }
}
