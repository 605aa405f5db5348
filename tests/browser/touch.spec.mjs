// Fingers: two that zoom a picture, and a phone's own way to write a sentence and to change a number.
import { boxOf, cellAt, cellBox, control, expectParam, rest } from './helpers/drive.mjs';
import { expect, test } from './helpers/fixtures.mjs';
import { expectCorrect, inLab } from './helpers/numbers.mjs';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {{ x: number, y: number }} Point */

/** @param {Page} page @param {string} key */
async function tap(page, key) {
  await expect(control(page, key)).toBeAttached();
  await still(page, key);
  const { x, y, width, height } = await boxOf(page, key);
  await page.touchscreen.tap(x + width / 2, y + height / 2);
}

/** Waits until a control stays where it is: nobody taps what still moves. @param {Page} page @param {string} key */
async function still(page, key) {
  let last = '';
  await expect.poll(async () => {
    const before = last;
    last = JSON.stringify(await boxOf(page, key));
    return last === before;
  }, { intervals: [300] }).toBe(true);
}

/** @param {Page} page */
async function hand(page) {
  const screen = await page.context().newCDPSession(page);
  /** @param {'touchStart' | 'touchMove' | 'touchEnd'} type @param {Point[]} points those that are down afterwards */
  const touch = async (type, points) => {
    await screen.send('Input.dispatchTouchEvent', { type, touchPoints: points.map((point, id) => ({ ...point, id })) });
    await rest(page);
  };
  /** Two fingers, one after the other as fingers are, from one distance to another. @param {Point} at @param {number} from @param {number} to */
  const pinch = async (at, from, to) => {
    const fingers = (/** @type {number} */ apart) => [{ x: at.x - apart / 2, y: at.y }, { x: at.x + apart / 2, y: at.y }];
    await touch('touchStart', fingers(from).slice(0, 1));
    await touch('touchStart', fingers(from));
    for (let i = 1; i <= 8; i++) await touch('touchMove', fingers(from + ((to - from) * i) / 8));
    await touch('touchEnd', []);
  };
  /** One finger along a way. @param {Point} from @param {Point} to */
  const drag = async (from, to) => {
    await touch('touchStart', [from]);
    for (let i = 1; i <= 8; i++) await touch('touchMove', [{ x: from.x + ((to.x - from.x) * i) / 8, y: from.y + ((to.y - from.y) * i) / 8 }]);
    await touch('touchEnd', []);
  };
  return { touch, pinch, drag };
}

/** @param {Page} page */
const zoom = async (page) => (await inLab(page, (lab) => lab.view())).zoom;
/** @param {Page} page */
const pageZoom = (page) => page.evaluate(() => visualViewport?.scale);
/** @param {Page} page */
const W_q = (page) => inLab(page, (lab) => [...lab.matrix('W_q').data]);

test.describe('on a tablet', () => {
  test.use({ viewport: { width: 820, height: 1180 }, isMobile: true, hasTouch: true });

  test('two fingers enlarge the picture on the stage and make it small again, and neither the page nor a number follows them', async ({ lab }) => {
    await inLab(lab, (l) => { l.setView({ large: 'W_q' }); });
    await still(lab, 'large');
    const { x, y, width } = await cellBox(lab, 'large', 8, 7);
    const at = { x: x + width, y: y + width / 2 };
    await lab.touchscreen.tap(at.x - 30, at.y);  // a finger that starts here alone drags the number from now on
    await expect.poll(async () => (await inLab(lab, (l) => l.view())).locked).toMatchObject({ tensor: 'W_q', row: 8 });
    const { pinch, touch } = await hand(lab);
    const before = await W_q(lab);
    const fingers = (/** @type {number} */ up) => [{ x: at.x - 30, y: at.y - up }, { x: at.x + 30, y: at.y - up }];
    await touch('touchStart', fingers(0).slice(0, 1));
    await touch('touchStart', fingers(0));
    for (let up = 5; up <= 40; up += 5) await touch('touchMove', fingers(up));
    await touch('touchEnd', []);
    expect(await W_q(lab)).toEqual(before);
    await pinch(at, 60, 240);
    await expect.poll(() => zoom(lab)).toBeGreaterThan(3);
    expect(await zoom(lab)).toBeLessThan(5);
    await pinch(at, 240, 30);
    await expect.poll(() => zoom(lab)).toBe(1);
    expect(await W_q(lab)).toEqual(before);
    expect(await pageZoom(lab)).toBe(1);
    expect((await inLab(lab, (l) => l.view())).pins).toHaveLength(1);
  });

  test('one finger moves an enlarged picture in its room', async ({ lab }) => {
    await inLab(lab, (l) => l.setView({ large: 'W_q', zoom: 4 }));
    await still(lab, 'large');
    const room = await boxOf(lab, 'large');
    const at = { x: room.x + 200, y: room.y + 200 };
    const { drag } = await hand(lab);
    const before = await W_q(lab);
    await drag(at, { x: at.x - 80, y: at.y });
    await still(lab, 'large');
    expect((await boxOf(lab, 'large')).x).toBeLessThan(room.x - 40);
    expect(await W_q(lab)).toEqual(before);
  });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true });

  test('two fingers are left to the page, which zooms: the picture is as wide as the screen already', async ({ lab }) => {
    const { x, y, width } = await boxOf(lab, 'large');
    const before = await inLab(lab, (l) => l.view().pins);
    await lab.evaluate(() => {
      Object.assign(globalThis, { kept: [] });
      addEventListener('touchmove', (event) => { if (event.touches.length === 2) /** @type {any} */ (globalThis).kept.push(event.defaultPrevented); });
    });
    await (await hand(lab)).pinch({ x: x + width / 2, y: y + 120 }, 60, 180);
    const kept = await lab.evaluate(() => /** @type {any} */ (globalThis).kept);
    expect(kept.length).toBeGreaterThan(0);
    expect(kept).not.toContain(true);
    expect(await zoom(lab)).toBe(1);
    expect(await inLab(lab, (l) => l.view().pins)).toEqual(before);
  });

  test('the sentence is written where it stands: the pencil tapped, the keyboard up, words typed, done by Enter', async ({ lab }) => {
    await tap(lab, 'sentence.edit');
    const field = lab.locator('[data-entry]');
    await expect(field).toBeFocused();
    expect(await field.evaluate((element) => parseFloat(getComputedStyle(element).fontSize))).toBeGreaterThanOrEqual(16);  // else a phone zooms in
    await lab.keyboard.type(' today');
    await expect.poll(() => inLab(lab, (l) => l.sentence().tokens.at(-1))).toBe('today');
    expect((await inLab(lab, (l) => l.stage('weights').shape))[2]).toBe(8);
    // A phone's keyboard tells of whole words, and mends them.
    await field.evaluate((/** @type {HTMLTextAreaElement} */ f) => {
      f.setRangeText('tonight', f.value.length - 5, f.value.length, 'end');
      f.dispatchEvent(new InputEvent('input', { inputType: 'insertReplacementText', data: 'tonight', bubbles: true, composed: true }));
    });
    await expect.poll(() => inLab(lab, (l) => l.sentence().tokens.at(-1))).toBe('tonight');
    await lab.keyboard.press('Enter');
    await expect(field).not.toBeAttached();
    await expect(control(lab, 'token.7')).toBeAttached();
    await expectCorrect(lab);
    await inLab(lab, (l) => l.undo());
    expect((await inLab(lab, (l) => l.sentence().tokens))).toHaveLength(7);
  });

  test('a tap elsewhere ends the writing and keeps the words', async ({ lab }) => {
    await tap(lab, 'sentence.edit');
    await expect(lab.locator('[data-entry]')).toBeFocused();
    await lab.keyboard.type(' now');
    await tap(lab, 'tab.controls');
    await expect(lab.locator('[data-entry]')).not.toBeAttached();
    await expect.poll(() => inLab(lab, (l) => l.sentence().tokens.at(-1))).toBe('now');
    await tap(lab, 'num_heads.2');
    await expectParam(lab, 'num_heads', 2);
  });

  test('a tapped cell opens its sheet, whose slider, zero, sign and reset change that number alone', async ({ lab }) => {
    await inLab(lab, (l) => l.setView({ tab: 'input' }));
    await expect(control(lab, 'W_q')).toBeAttached();
    const { drag } = await hand(lab);
    for (let i = 0; i < 8 && (await boxOf(lab, 'W_q')).y > 420; i++) {
      await drag({ x: 370, y: 560 }, { x: 370, y: 360 });
      await still(lab, 'W_q');
    }
    const before = await W_q(lab);
    const { x, y } = await cellAt(lab, 'W_q', 1, 2);
    await lab.touchscreen.tap(x, y);
    await expect(control(lab, 'sheet.value')).toBeAttached();
    expect(await W_q(lab)).toEqual(before);
    const at = 1 * 16 + 2;
    const value = async () => (await W_q(lab))[at];
    const others = async () => (await W_q(lab)).filter((_, i) => i !== at);

    // A slow machine may show the sheet later than it is there: a finger that came too soon changed nothing, and comes again.
    await expect(async () => {
      await still(lab, 'sheet.value');
      const track = await boxOf(lab, 'sheet.value');
      const line = track.y + track.height - 16;
      await drag({ x: track.x + track.width / 2, y: line }, { x: track.x + track.width - 30, y: line });
      expect(await value()).toBeGreaterThan(0.5);
    }).toPass({ timeout: 30_000 });
    const dragged = await value();
    await tap(lab, 'sheet.sign');
    await expect.poll(value).toBe(-dragged);
    await tap(lab, 'sheet.zero');
    await expect.poll(value).toBe(0);
    await expectCorrect(lab);
    await tap(lab, 'sheet.reset');
    await expect.poll(value).toBe(before[at]);
    expect(await others()).toEqual(before.filter((_, i) => i !== at));
    await inLab(lab, (l) => { l.undo(); l.undo(); l.undo(); });
    expect(await value()).toBe(dragged);
    await inLab(lab, (l) => l.undo());  // the whole drag is one step
    expect(await W_q(lab)).toEqual(before);
    await tap(lab, 'sheet.close');
    await expect(control(lab, 'sheet.value')).not.toBeAttached();
  });
});
