// The built page in Firefox and in WebKitGTK, driven as a visitor would: what browser tests hold in Chromium at length holds in
// its main lines in every engine, and the plain build gives the same numbers to the last bit. A browser that is not on this
// machine is said to be missing, and its tests are counted as skipped.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test, { after, before, describe } from 'node:test';
import { findFirefox, findWebKit } from '../../tools/setup/browsers.mjs';
import { serve } from '../../tools/serve.mjs';
import { openChromium } from './drivers/chromium.mjs';
import { until } from './drivers/display.mjs';
import { openFirefox } from './drivers/firefox.mjs';
import { openWebKit } from './drivers/webkit.mjs';
import { bitsOfStages, cellAt, expectLab, inLab, openLab, press, rest } from './visitor.mjs';

/** @typedef {import('./drivers/webdriver.mjs').Driver} Driver */

const pictures = path.resolve(import.meta.dirname, '../../build/test-reports/engines');

/** Documents whose numbers are compared: every preset, and what presets leave out. */
const MORE = [
  'num_heads=8&biases=1&window=1&scale_mode=value&scale_value=0.3&softcap=2',
  'd_model=64&num_heads=8&positions=1&temperature=0.05&W_q[0,0]=1e30&text=one+two+three+four+five+six+seven+eight+nine+ten+eleven+twelve+thirteen',
  'd_model=2&num_heads=1&W_q=1,2;3,-4.5&mask_bias[0,0,0]=-inf&mask_bias[0,1,0]=-2.25',
  'positions=rope&qk_norm=1&layers=2&norm=pre&residual=1&v=1',
  'positions=alibi&scoring=additive&sink=1&kv_heads=2&v=1',
];

/** @param {Driver} driver @param {string} address */
async function allBits(driver, address) {
  await openLab(driver, address);
  const presets = await inLab(driver, (lab) => lab.catalogue.presets);
  /** @type {Record<string, Record<string, string>>} */
  const found = {};
  for (const preset of presets) {
    await inLab(driver, (lab, name) => lab.preset(name), preset);
    found[preset] = await bitsOfStages(driver);
  }
  for (const link of MORE) {
    await inLab(driver, (lab, text) => lab.open(text), link);
    found[link] = await bitsOfStages(driver);
  }
  return found;
}

const firefox = findFirefox();
const webkit = findWebKit();
/** @type {[name: string, missing: string | undefined, open: () => Promise<Driver>][]} */
const ENGINES = [
  ['Firefox', firefox.missing, () => openFirefox(firefox.program)],
  ['WebKitGTK', webkit.missing, () => openWebKit(webkit.program, webkit.browser)],
];

/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
/** @type {Promise<Record<string, Record<string, string>>>} */
let chromiums;
before(async () => {
  if (ENGINES.every(([, missing]) => missing)) return;
  server = await serve({ folder: process.env.HEADSCOPE_SITE || undefined });
  chromiums = openChromium().then(async (chromium) => {
    try { return await allBits(chromium, `${server.address}?engine=simd`); } finally { await chromium.close(); }
  });
  chromiums.catch(() => {});  // told where it is compared
});
after(() => server?.close());

for (const [name, missing, open] of ENGINES) {
  const skip = missing && `${missing} is not on this machine`;
  describe(name, { concurrency: 1 }, () => {
    /** @type {Driver} */
    let driver;
    const address = () => `${server.address}?engine=simd`;
    before(async () => { if (!skip) driver = await open(); });
    after(async () => { await driver?.close(); });

    test('the page opens with its picture and without a word of failure', { skip }, async () => {
      await openLab(driver, address());
      await rest(driver);
      fs.mkdirSync(pictures, { recursive: true });
      fs.writeFileSync(path.join(pictures, `${name}.png`), await driver.screenshot());
      const said = await driver.evaluate(() => Array.from(document.querySelectorAll('.headscope > *'),
        (one) => [...(one.shadowRoot?.querySelectorAll('[role=alert]') ?? [])].map((alert) => alert.textContent)));
      assert.deepEqual(said, [[]]);
      assert.ok((await inLab(driver, (lab) => lab.stats().drawCalls)) > 10);
      assert.equal(await inLab(driver, (lab) => lab.stats().engine), 'simd128');
    });

    test('dragging a cell changes that number alone', { skip }, async () => {
      await openLab(driver, address());
      const numbers = () => inLab(driver, (lab) => [...lab.matrix('X').data]);
      const before = await numbers();
      const [x, y] = await cellAt(driver, 'X', 2, 3);
      await driver.drag([[x, y], [x, y - 10], [x, y - 30], [x, y - 60]]);
      const place = 2 * 16 + 3;
      await expectLab(driver, (lab) => lab.canUndo, 'a step to take back');
      const after = await numbers();
      assert.deepEqual(after.flatMap((/** @type {number} */ value, /** @type {number} */ i) => (value === before[i] ? [] : [i])), [place]);
      assert.ok(after[place] > before[place]);
    });

    test('Chinese is typed into the sentence, and each character becomes a token', { skip }, async () => {
      await openLab(driver, `${address()}#tokens_by=characters`);
      await press(driver, 'sentence.0');
      await until(() => driver.evaluate(() => document.querySelector('.headscope > *')?.shadowRoot?.activeElement?.hasAttribute('data-entry')), 'the field');
      await driver.press(['Control', 'a']);
      await driver.type('我爱你');
      await driver.press(['Enter']);
      await expectLab(driver, (lab) => lab.sentence().tokens.join('|') === '我|爱|你', 'the tokens');
    });

    test('a mask is painted with the pointer', { skip }, async () => {
      await openLab(driver, `${address()}#custom_mask=boolean`);
      await inLab(driver, (lab) => lab.setView({ painting: true }));
      await rest(driver);
      const cells = await Promise.all([1, 2, 3, 4].map((col) => cellAt(driver, 'large', 2, col)));
      await driver.drag(cells);
      await expectLab(driver, (lab) => lab.matrix('mask_allow').data.slice(14, 21).join('') === '1000011', 'the painted cells');
      assert.equal(await inLab(driver, (lab) => lab.value('weights[0,0,2,2]')), 0);
    });

    test('a shared link opens again with every bit', { skip }, async () => {
      await openLab(driver, `${address()}#num_heads=8&causal=1&biases=1&text=狗+🐕`);
      await inLab(driver, (lab) => lab.setCell('W_q[3,3]', Math.fround(1 / 3)));
      await press(driver, 'share');
      const shared = await until(() => driver.evaluate(() => /v=1$/.test(location.hash) && location.href), 'the address');
      const before = await bitsOfStages(driver);
      await openLab(driver, shared);
      assert.equal(await inLab(driver, (lab) => lab.value('W_q[3,3]')), Math.fround(1 / 3));
      assert.deepEqual(await bitsOfStages(driver), before);
    });

    test('a lost WebGL context comes back with the same picture, and the page goes on', { skip }, async () => {
      await openLab(driver, address());
      await driver.drag([[2, 2]]);
      await rest(driver);
      const before = await driver.screenshot();
      const blank = await driver.evaluate(async () => {
        const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector('.headscope > *')?.shadowRoot?.querySelector('canvas'));
        const loser = canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context');
        const heard = (/** @type {string} */ event) => new Promise((resolve) => canvas.addEventListener(event, resolve, { once: true }));
        const lost = heard('webglcontextlost');
        loser?.loseContext();
        await lost;
        await new Promise((resolve) => setTimeout(resolve, 50));  // restoring is allowed once the event is over
        const gone = canvas.getContext('webgl2')?.isContextLost();
        const back = heard('webglcontextrestored');
        loser?.restoreContext();
        await back;
        return gone;
      });
      assert.equal(blank, true);
      await until(async () => before.equals(await driver.screenshot()) || undefined, 'the same picture');
      await press(driver, 'causal');
      await expectLab(driver, (lab) => lab.get('causal') === true, 'the causal mask');
      await until(async () => !before.equals(await driver.screenshot()) || undefined, 'another picture');
    });

    test('every stage has the numbers of Chromium, bit for bit', { skip }, async () => {
      const [own, other] = [await allBits(driver, address()), await chromiums];
      assert.ok(Object.keys(other).length > MORE.length);
      assert.deepEqual(own, other);
    });
  });
}
