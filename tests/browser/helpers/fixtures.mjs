// What every browser test starts from: the built site on a port of its own, and a page on which any error is a failure.
import { test as base, expect } from '@playwright/test';
import { serve } from '../../../tools/serve.mjs';

/** @typedef {import('@playwright/test').Page} Page */

/**
 * Notes everything a person with the developer tools open would see in red.
 * @param {Page} page
 */
export function watchErrors(page) {
  /** @type {string[]} */
  const errors = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || (message.type() === 'warning' && !/GL Driver Message|GPU stall/.test(message.text()))) errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    if (reason !== 'net::ERR_ABORTED') errors.push(`${request.url()}: ${reason}`); // leaving a page aborts what it still loads
  });
  page.on('response', (response) => { if (response.status() >= 400) errors.push(`${response.url()}: ${response.status()}`); });
  return errors;
}

/**
 * Opens the laboratory and waits until it has drawn.
 * @param {Page} page
 * @param {string} address
 */
export async function openLab(page, address) {
  await page.goto(address);
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector('.headscope'))?.headscope?.stats().frames > 0);
}

/** @typedef {{ address: string, errors: string[], lab: Page }} Fixtures */

const fixtures = {
  address: [async (/** @type {{}} */ {}, /** @type {(address: string) => Promise<void>} */ use) => {
    const server = await serve({ folder: process.env.HEADSCOPE_SITE || undefined });
    await use(server.address);
    await server.close();
  }, { scope: 'worker' }],
  /** Errors seen so far; a test that provokes one takes it out. */
  errors: async (/** @type {{ page: Page }} */ { page }, /** @type {(errors: string[]) => Promise<void>} */ use) => {
    const errors = watchErrors(page);
    await use(errors);
    expect(errors, 'errors in the console').toEqual([]);
  },
  /** The page with the laboratory on it. */
  lab: async (/** @type {Fixtures & { page: Page }} */ { page, address, errors }, /** @type {(page: Page) => Promise<void>} */ use) => {
    void errors;
    await openLab(page, address);
    await use(page);
  },
};

/** @type {import('@playwright/test').TestType<import('@playwright/test').PlaywrightTestArgs & import('@playwright/test').PlaywrightTestOptions & Fixtures, import('@playwright/test').PlaywrightWorkerArgs>} */
export const test = base.extend(/** @type {any} */ (fixtures));

export { expect };
