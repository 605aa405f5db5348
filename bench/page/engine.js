// Chromium as an engine of the benchmark: each job gets a fresh page in a process of its own.
import { serveRepository } from './server.js';

const kFlags = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--disable-extensions', '--js-flags=--expose-gc',
];

/** @param {string} executablePath @returns {Promise<import('../node/engine.js').Engine>} */
export async function chromiumEngine(executablePath) {
  const { chromium } = await import('playwright-core');
  const server = await serveRepository();
  const browser = await chromium.launch({ executablePath, args: kFlags });
  return {
    name: `Chromium ${browser.version()}`,
    run: async (job) => {
      // Pages of different contexts share neither a process nor a cache.
      const context = await browser.newContext();
      try {
        const page = await context.newPage();
        page.on('console', (message) => {
          if (message.text().startsWith('bench: ')) console.error(`  ${message.text().slice(7)}`);
        });
        await page.goto(`${server.origin}/bench/page/index.html`);
        await page.waitForFunction('globalThis.runJob !== undefined');
        return await page.evaluate((one) => /** @type {any} */ (globalThis).runJob(one), job);
      } finally {
        await context.close();
      }
    },
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}
