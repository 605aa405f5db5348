// Reading the page's numbers through its API and holding every stage against the float64 reference.
import { expect } from '@playwright/test';
import { attention } from './reference.mjs';

/** @typedef {import('@playwright/test').Page} Page */

/** Calls a function in the page with the laboratory as its first argument. */
/**
 * @template Argument, Result
 * @param {Page} page
 * @param {(lab: import('../../../web/api/lab.js').Lab, argument: Argument) => Result} work
 * @param {Argument} [argument]
 * @returns {Promise<Result>}
 */
export async function inLab(page, work, argument) {
  return /** @type {Promise<Result>} */ (page.evaluate(
    // The function travels as text: Playwright passes values, and the page's policy forbids eval, so it is made a handle first.
    ({ lab, fn, value }) => fn(lab, value),
    { lab: await page.evaluateHandle(() => /** @type {any} */ (document.querySelector('.headscope')).headscope),
      fn: await page.evaluateHandle(`(${work})`), value: argument },
  ));
}

/** Everything that decides a number, read from the page. @param {Page} page @returns {Promise<import('./reference.mjs').Inputs>} */
export const readInputs = (page) => inLab(page, (lab) => {
  const plain = (/** @type {{ data: any, shape: number[] }} */ m) => ({ data: [...m.data], shape: m.shape });
  const params = Object.fromEntries(lab.catalogue.params.map(({ key }) => [key, lab.get(key)]));
  const names = /** @type {const} */ (['W_q', 'W_k', 'W_v', 'W_o', 'b_q', 'b_k', 'b_v', 'b_o']);
  const items = Array.from({ length: Number(params.batch) }, (_, item) => ({
    X: plain(lab.matrix('X', item)), X_kv: params.cross ? plain(lab.matrix('X_kv', item)) : undefined,
    X_v: params.cross && params.value_source ? plain(lab.matrix('X_v', item)) : undefined,
    mask_allow: plain(lab.matrix('mask_allow', item)), mask_bias: plain(lab.matrix('mask_bias', item)),
    validLength: lab.validLength(item),
  }));
  return { params, positions: plain(lab.matrix('P')), weights: Object.fromEntries(names.map((name) => [name, plain(lab.matrix(name))])), items };
});

export const STAGES = /** @type {const} */ (['input', 'memory', 'value_memory', 'query', 'key', 'rotated_query', 'rotated_key', 'value', 'scores', 'scaled', 'masked_scores', 'weights', 'context', 'concat', 'output']);

const FROM_SCORES = new Set(['scaled', 'masked_scores', 'weights', 'context', 'concat', 'output']);

/** @param {Page} page @param {readonly import('../../../web/types.js').StageName[]} names */
export const readStages = (page, names) => inLab(page, (lab, wanted) => Object.fromEntries(wanted.map((name) => {
  const { data, shape } = lab.stage(name);
  return [name, { data: [...data], shape }];
})), names);

/** The largest finite magnitude. @param {number[]} numbers */
const magnitude = (numbers) => numbers.reduce((top, value) => (Number.isFinite(value) ? Math.max(top, Math.abs(value)) : top), 0);

/**
 * Every stage on the page agrees with the reference computed from the page's inputs.
 * Tolerance: 1e-5 for values up to 10, in proportion beyond. What follows from the scores inherits their rounding.
 * @param {Page} page
 */
export async function expectCorrect(page) {
  const inputs = await readInputs(page);
  const names = inputs.params.cross ? STAGES : STAGES.filter((name) => !name.endsWith('memory'));
  const found = await readStages(page, names);
  const expected = attention(inputs);
  for (const name of names) {
    const shape = [expected[name].length, expected[name][0].length, expected[name][0][0].length, expected[name][0][0][0].length];
    expect(found[name].shape, `shape of ${name}`).toEqual(shape);
    const flat = expected[name].flat(3);
    const size = Math.max(10, magnitude(flat), FROM_SCORES.has(name) ? magnitude((inputs.params.softcap ? expected.scores : expected.scaled).flat(3)) : 0);
    let worst = 0;
    let where = '';
    flat.forEach((number, i) => {
      const other = found[name].data[i];
      const off = number === other ? 0 : Math.abs(number - other);
      if (!(off <= worst)) { worst = off; where = `${name}[${i}]: ${other}, not ${number}`; }
    });
    expect(worst, where).toBeLessThanOrEqual(1e-6 * size);
  }
  return { inputs, expected, found };
}

/** A stage's number by position. @param {{ data: ArrayLike<number>, shape: number[] }} stage @param {number} item @param {number} head @param {number} row @param {number} col */
export const numberAt = ({ data, shape }, item, head, row, col) =>
  data[((item * shape[1] + head) * shape[2] + row) * shape[3] + col];
