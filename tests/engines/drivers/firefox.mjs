// Firefox, as a window on a virtual screen because without one it has no WebGL. It takes WebDriver's commands on a socket of its
// own (Marionette): [0, number, name, parameters] and [1, number, error, answer], each with its length in front.
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { begin, end, openDisplay, until } from './display.mjs';
import { webDriver } from './webdriver.mjs';

/** No errands of its own, no questions, WebGL though it is drawn in software. */
const PREFERENCES = {
  'marionette.port': 0,
  'webgl.force-enabled': true,
  'app.update.disabledForTesting': true,
  'app.normandy.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'browser.tabs.warnOnClose': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,',
  'toolkit.telemetry.reportingpolicy.firstRun': false,
};

/** @param {number} port @returns {Promise<{ send: import('./webdriver.mjs').Send, hangUp: () => void }>} */
async function connect(port) {
  const socket = net.connect(port, '127.0.0.1');
  /** @type {Map<number, { resolve: (value: any) => void, reject: (error: Error) => void }>} */
  const waiting = new Map();
  let bytes = Buffer.alloc(0);
  let number = 0;
  let greeted = () => {};
  const greeting = new Promise((resolve, reject) => {
    greeted = () => resolve(undefined);
    socket.once('error', reject);
  });
  socket.on('data', (more) => {
    bytes = Buffer.concat([bytes, more]);
    for (;;) {
      const colon = bytes.indexOf(':');
      const length = colon < 0 ? NaN : Number(bytes.subarray(0, colon).toString());
      if (!(bytes.length >= colon + 1 + length)) return;
      const message = JSON.parse(bytes.subarray(colon + 1, colon + 1 + length).toString());
      bytes = bytes.subarray(colon + 1 + length);
      if (!Array.isArray(message)) greeted();
      else {
        const [, id, error, answer] = message;
        const one = waiting.get(id);
        waiting.delete(id);
        if (error) one?.reject(new Error(`${error.error}: ${error.message}`));
        else one?.resolve(answer && 'value' in answer ? answer.value : answer);
      }
    }
  });
  socket.on('close', () => { for (const { reject } of waiting.values()) reject(new Error('Firefox is gone')); });
  await greeting;
  return {
    send: (command, parameters) => new Promise((resolve, reject) => {
      waiting.set(++number, { resolve, reject });
      const text = JSON.stringify([0, number, `WebDriver:${command}`, parameters]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    }),
    hangUp: () => { socket.destroy(); },
  };
}

/** @param {string} program @returns {Promise<import('./webdriver.mjs').Driver>} */
export async function openFirefox(program) {
  const display = await openDisplay();
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'headscope-firefox-'));
  fs.writeFileSync(path.join(profile, 'user.js'),
    Object.entries(PREFERENCES).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(''));
  const { child, said } = begin(program, ['--marionette', '--no-remote', '--profile', profile, '--width', '1440', '--height', '1100', 'about:blank'], {
    DISPLAY: display.name, LIBGL_ALWAYS_SOFTWARE: '1', MOZ_CRASHREPORTER_DISABLE: '1', HOME: profile,
  });
  const close = async () => {
    await end(child);
    await display.close();
    fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const portFile = path.join(profile, 'MarionetteActivePort');
    const port = await until(() => {
      if (child.exitCode !== null) throw new Error('Firefox ended');
      return (fs.existsSync(portFile) && Number(fs.readFileSync(portFile, 'utf8'))) || undefined;
    }, 'Firefox');
    const { send, hangUp } = await connect(port);
    await send('NewSession', {});
    await send('SetTimeouts', { script: 60_000 });
    return webDriver(send, async () => { hangUp(); await close(); });
  } catch (error) {
    await close();
    throw new Error(`${/** @type {Error} */ (error).message}: ${said()}`);
  }
}
