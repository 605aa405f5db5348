// Pictures of the built page as a visitor sees it: node tests/browser/screenshots.mjs [folder]
// The picture in the README is one of them.
import fs from 'node:fs';
import path from 'node:path';
import { withBrowser } from './helpers/browser.mjs';
import { openLab } from './helpers/fixtures.mjs';
import { inLab } from './helpers/numbers.mjs';

const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 780 };
/** @type {Record<string, { viewport: { width: number, height: number }, locale: string, colorScheme: 'light' | 'dark', deviceScaleFactor?: number, tab?: string }>} */
const PICTURES = {
  'desktop-light-en': { viewport: DESKTOP, locale: 'en-US', colorScheme: 'light' },
  'desktop-dark-zh': { viewport: DESKTOP, locale: 'zh-CN', colorScheme: 'dark' },
  'desktop-light-en-2x': { viewport: DESKTOP, locale: 'en-US', colorScheme: 'light', deviceScaleFactor: 2 },
  'laptop-light-zh': { viewport: { width: 1180, height: 720 }, locale: 'zh-CN', colorScheme: 'light' },
  'tablet-dark-en': { viewport: { width: 820, height: 1100 }, locale: 'en-US', colorScheme: 'dark' },
  'projector-light-en': { viewport: { width: 1920, height: 1080 }, locale: 'en-US', colorScheme: 'light' },
  'phone-light-en': { viewport: PHONE, locale: 'en-US', colorScheme: 'light', deviceScaleFactor: 2 },
  'phone-dark-zh': { viewport: PHONE, locale: 'zh-CN', colorScheme: 'dark', deviceScaleFactor: 2 },
  'phone-controls-light-zh': { viewport: PHONE, locale: 'zh-CN', colorScheme: 'light', deviceScaleFactor: 2, tab: 'controls' },
  'phone-input-dark-en': { viewport: PHONE, locale: 'en-US', colorScheme: 'dark', deviceScaleFactor: 2, tab: 'input' },
  'phone-output-light-en': { viewport: { width: 360, height: 740 }, locale: 'en-US', colorScheme: 'light', deviceScaleFactor: 2, tab: 'output' },
};

const folder = process.argv[2] ?? 'build/screenshots';
fs.mkdirSync(folder, { recursive: true });

await withBrowser(async (browser, address) => {
  for (const [name, { tab, ...options }] of Object.entries(PICTURES)) {
    const page = await browser.newPage({ ...options, hasTouch: options.viewport.width < 600, isMobile: options.viewport.width < 600 });
    await openLab(page, address);
    await inLab(page, (lab, shown) => {
      lab.set('causal', true);
      lab.setView({ head: 1, ...(shown ? { tab: /** @type {'heads'} */ (shown) } : {}) });
      lab.lock('weights[0,1,3,1]');
    }, tab);
    await page.waitForTimeout(400);
    const file = path.join(folder, `${name}.png`);
    await page.screenshot({ path: file });
    console.log(file);
    await page.close();
  }
});
