// Chromium through Playwright, as the browser tests have it: what the other engines are compared with.
import { chromium } from '@playwright/test';
import { CHROMIUM_FLAGS, chromiumPath } from '../../browser/helpers/chromium.mjs';

/** @returns {Promise<import('./webdriver.mjs').Driver>} */
export async function openChromium() {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_FLAGS });
  const page = await browser.newPage({ viewport: { width: 1440, height: 1000 }, locale: 'en-US' });
  return {
    open: async (address) => { await page.goto(address); },
    evaluate: async (work, argument) => page.evaluate(({ fn, value }) => fn(value), { fn: await page.evaluateHandle(`(${work})`), value: argument }),
    async drag([[x, y], ...others]) {
      await page.mouse.move(x, y);
      await page.mouse.down();
      for (const [toX, toY] of others) await page.mouse.move(toX, toY);
      await page.mouse.up();
    },
    type: (text) => page.keyboard.type(text),
    press: (keys) => page.keyboard.press(keys.join('+')),
    screenshot: () => page.screenshot(),
    close: () => browser.close(),
  };
}
