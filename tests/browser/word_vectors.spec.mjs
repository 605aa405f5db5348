// Word vectors: loaded when chosen and not before, from every side a document comes from; and what is said when they cannot be.
import { control, message, press, rest } from './helpers/drive.mjs';
import { expect, openLab, test } from './helpers/fixtures.mjs';
import { expectCorrect, inLab } from './helpers/numbers.mjs';

/** @typedef {import('@playwright/test').Page} Page */

const FILE = '**/assets/word-vectors.bin';

/** How often the file was asked for. @param {Page} page */
function asked(page) {
  const requests = { count: 0 };
  page.on('request', (request) => { if (request.url().endsWith('/assets/word-vectors.bin')) requests.count++; });
  return requests;
}

/** Numbers of a row of X. @param {Page} page @param {number} row */
const rowOfX = (page, row) => inLab(page, (l, r) => {
  const { data, shape } = l.matrix('X');
  return [...data.slice(r * shape[1], (r + 1) * shape[1])];
}, row);

test('nothing is loaded until word vectors are chosen, and then once for all choices', async ({ page, address, errors }) => {
  const requests = asked(page);
  await openLab(page, address);
  await inLab(page, (l) => { l.preset('causal'); l.set('d_model', 64); l.undo(); l.reset(); });
  await rest(page);
  expect(requests.count).toBe(0);
  const seeded = await rowOfX(page, 3);
  await press(page, 'embedding.words');
  await expect.poll(() => inLab(page, (l) => l.get('embedding'))).toBe('words');
  expect(requests.count).toBe(1);
  expect(await rowOfX(page, 3)).not.toEqual(seeded);
  await expectCorrect(page);
  await page.keyboard.press('Control+z');
  await expect.poll(() => inLab(page, (l) => l.get('embedding'))).toBe('seeded');
  expect(await rowOfX(page, 3)).toEqual(seeded);
  await inLab(page, (l) => l.preset('likeness'));
  await expectCorrect(page);
  expect(requests.count).toBe(1);
  expect(errors).toEqual([]);
});

test('a script awaits them; a link, the address and a visit later open to the same numbers', async ({ page, address, errors }) => {
  await openLab(page, address);
  await inLab(page, async (l) => { await l.apply('embedding=words&d_model=32&text=dog zyx cat'); l.setCell('X[0,1,2]', 5); });
  const link = await inLab(page, (l) => l.link());
  const rows = [await rowOfX(page, 0), await rowOfX(page, 1)];
  expect(rows[1][2]).toBe(5);
  await page.waitForTimeout(800);  // it is kept
  for (const from of [`${address}#${link}`, address]) {
    await page.goto('about:blank');
    const requests = asked(page);
    await openLab(page, from);
    expect(await inLab(page, (l) => l.link())).toBe(link);
    expect([await rowOfX(page, 0), await rowOfX(page, 1)]).toEqual(rows);
    expect(requests.count).toBe(1);
  }
  await inLab(page, (l) => l.reset());
  await inLab(page, (l, text) => l.open(text), link);
  expect([await rowOfX(page, 0), await rowOfX(page, 1)]).toEqual(rows);
  expect(errors).toEqual([]);
});

test('a link followed on the page waits for them, and a slow network is told of', async ({ page, address, errors }) => {
  await openLab(page, address);
  await page.route(FILE, async (route) => { await new Promise((resolve) => setTimeout(resolve, 1500)); await route.continue(); });
  await page.evaluate(() => { location.hash = 'text=king+queen&%65mbedding=words'; });
  await expect(message(page)).toContainText('Loading the word vectors');
  await expect.poll(() => inLab(page, (l) => l.get('embedding'))).toBe('words');
  expect(await inLab(page, (l) => l.sentence().tokens)).toEqual(['king', 'queen']);
  await expect(message(page).filter({ hasText: 'Loading' })).toHaveCount(0);
  expect(errors).toEqual([]);
});

test('when they cannot be loaded, that is said, nothing changes, and the next choice tries again', async ({ page, address, errors }) => {
  await openLab(page, address);
  const before = await inLab(page, (l) => l.link());
  await page.route(FILE, (route) => route.abort());
  await press(page, 'embedding.words');
  await expect(message(page)).toContainText('The word vectors could not be loaded');
  expect(await inLab(page, (l) => l.link())).toBe(before);
  await expect(control(page, 'embedding.seeded')).toHaveAttribute('aria-checked', 'true');
  const refused = await inLab(page, (l) => Promise.resolve(l.set('embedding', 'words')).then(() => 'done', (error) => `${error.name}: ${error.message}`));
  expect(refused).toMatch(/^HeadscopeError: The word vectors could not be loaded/);
  await page.unroute(FILE);
  await page.route(FILE, (route) => route.fulfill({ status: 200, body: '<!doctype html>' }));
  expect(await inLab(page, (l) => Promise.resolve(l.set('embedding', 'words')).then(() => 'done', (error) => error.message))).toMatch(/damaged or of another version/);
  expect(await inLab(page, (l) => l.link())).toBe(before);
  errors.length = 0;  // the browser's own words for the two failures
});

test('a page whose link cannot have them shows the first document and says why', async ({ page, address, errors }) => {
  await page.route(FILE, (route) => route.abort());
  await openLab(page, `${address}#embedding=words&text=dog`);
  await expect(message(page)).toContainText('The word vectors could not be loaded');
  expect(await inLab(page, (l) => l.link())).toBe('v=1');
  errors.length = 0;
});
