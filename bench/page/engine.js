// Chromium as an engine of the benchmark: each job gets a fresh browser.
import { serveRepository } from './server.js';

const kFlags = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--disable-extensions', '--js-flags=--expose-gc',
];

/** @param {string} executablePath @returns {Promise<import('../node/engine.js').Engine>} */
export async function chromiumEngine(executablePath) {
  const { chromium } = await import('playwright-core');
  const server = await serveRepository();
  const launch = () => chromium.launch({ executablePath, args: kFlags });
  const probe = await launch();
  const name = `Chromium ${probe.version()}`;
  await probe.close();
  return {
    name,
    run: async (job) => {
      const browser = await launch();
      try {
        const page = await browser.newPage();
        page.on('console', (message) => {
          if (message.text().startsWith('bench: ')) console.error(`  ${message.text().slice(7)}`);
        });
        await page.goto(`${server.origin}/bench/page/index.html`);
        await page.waitForFunction('globalThis.runJob !== undefined');
        return await page.evaluate((one) => /** @type {any} */ (globalThis).runJob(one), job);
      } finally {
        await browser.close();
      }
    },
    close: async () => server.close(),
  };
}
