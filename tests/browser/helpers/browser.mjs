// A browser and the served site for scripts that are not tests.
import { chromium } from '@playwright/test';
import { serve } from '../../../tools/serve.mjs';
import { CHROMIUM_FLAGS, chromiumPath } from './chromium.mjs';

/** @param {(browser: import('@playwright/test').Browser, address: string) => Promise<void>} work */
export async function withBrowser(work) {
  const server = await serve({ folder: process.env.HEADSCOPE_SITE || undefined });
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_FLAGS });
  try {
    await work(browser, server.address);
  } finally {
    await browser.close();
    await server.close();
  }
}
