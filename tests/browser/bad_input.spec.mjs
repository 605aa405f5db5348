// Bad input: a message that names what and where, nothing crashes, and the state stays as it was.
import { clickCell, message, paste, typeCell } from './helpers/drive.mjs';
import { expect, test } from './helpers/fixtures.mjs';
import { expectCorrect, readInputs } from './helpers/numbers.mjs';

for (const text of ['NaN', 'inf', '1e39', 'abc', '']) {
  test(`typing ${text || 'nothing'} into a cell leaves the number as it was`, async ({ lab }) => {
    const before = await readInputs(lab);
    await typeCell(lab, 'W_q', 0, 0, text === '' ? ' ' : text);
    if (text) await expect(message(lab)).toBeAttached();
    await lab.keyboard.press('Escape');
    expect(await readInputs(lab)).toEqual(before);
  });
}

/** @type {Record<string, [string, RegExp]>} */
const PASTES = {
  'a ragged block': ['1 2 3\n4 5\n6 7 8', /2/],
  'a block with NaN': ['1 2\nnan 4', /nan/i],
  'a block with words': ['1 2\nthree 4', /three/],
  'a block with 1e39': ['1 1e39', /1e39/],
  'an elided print-out': ['[[1., 2., ..., 3.]]', /\.\.\./],
};
for (const [what, [text, says]] of Object.entries(PASTES)) {
  test(`${what} is refused by name, and nothing changes`, async ({ lab }) => {
    const before = await readInputs(lab);
    await clickCell(lab, 'W_q', 0, 0);
    await paste(lab, text);
    await expect(message(lab)).toHaveText(says);
    expect(await readInputs(lab)).toEqual(before);
    await expectCorrect(lab);
  });
}

test('a paste of 10 MB is refused with its size', async ({ lab }) => {
  const before = await readInputs(lab);
  await clickCell(lab, 'W_q', 0, 0);
  await lab.evaluate(() => {
    const canvas = document.querySelector('.headscope > *')?.shadowRoot?.activeElement;
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', '1 '.repeat(5_250_000));
    canvas?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true }));
  });
  await expect(message(lab)).toContainText('10.5 MB');
  expect(await readInputs(lab)).toEqual(before);
});

test('a pasted file is refused', async ({ lab }) => {
  await clickCell(lab, 'W_q', 0, 0);
  await lab.evaluate(() => {
    const target = document.querySelector('.headscope > *')?.shadowRoot?.activeElement;
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File(['1 2 3'], 'numbers.npy'));
    target?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true }));
  });
  await expect(message(lab)).toContainText('file');
});
