// The headless library as the site serves it, in a page and in a module worker, against a plain float64 computation.
import { assertClose } from '../node/close.js';
import { generator } from '../node/random.js';
import { referenceAttention } from '../node/reference.js';
import { expect, test } from './helpers/fixtures.mjs';

/** @typedef {{ data: number[], shape: number[] }} Plain arrays survive the way into the page and back
 * @typedef {{ output: Plain, weights: Plain, build: string, canvas: boolean }} Answer */

const kWorker = `
import { createCore } from '/core/index.js';
onmessage = async ({ data: { args, build } }) => {
  const core = await createCore({ build });
  const { output, weights } = core.scaledDotProductAttention(args);
  postMessage({ output, weights, build: core.build });
};
`;

/** An origin's empty page and worker script; everything else comes from the site. @param {import('@playwright/test').Page} page @param {string} address */
async function openEmpty(page, address) {
  await page.route('**/empty.html', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><link rel="icon" href="data:,">' }));
  await page.route('**/worker.js', (route) => route.fulfill({ contentType: 'text/javascript', body: kWorker }));
  await page.goto(`${address}empty.html`);
}

function problem() {
  const random = generator(21);
  return { query: random.tensor([2, 4, 9, 8]), key: random.tensor([2, 2, 13, 8]), value: random.tensor([2, 2, 13, 5]), isCausal: true, keyValidLengths: [13, 4] };
}

/** Runs the problem in the page or, with `worker`, in a module worker. @param {import('@playwright/test').Page} page @param {'simd' | 'relaxed'} build @param {boolean} worker
 * @returns {Promise<Answer>} */
function compute(page, build, worker) {
  const { query, key, value, ...options } = problem();
  const plain = (/** @type {{ data: Float32Array, shape: number[] }} */ { data, shape }) => ({ data: [...data], shape });
  return page.evaluate(async ({ tensors, rest, kind, inWorker }) => {
    const args = { ...Object.fromEntries(Object.entries(tensors).map(([name, { data, shape }]) => [name, { data: Float32Array.from(data), shape }])), ...rest, stages: ['weights'] };
    /** @param {any} result */
    const answer = ({ output, weights, build: ran }) => ({
      output: { data: [...output.data], shape: output.shape }, weights: { data: [...weights.data], shape: weights.shape }, build: ran,
      canvas: document.querySelector('canvas') !== null,
    });
    if (!inWorker) {
      const library = '/core/index.js';
      const { createCore } = await import(library);
      const core = await createCore({ build: kind });
      return answer({ ...core.scaledDotProductAttention(args), build: core.build });
    }
    return new Promise((resolve, reject) => {
      const made = new Worker('/worker.js', { type: 'module' });
      made.onerror = (event) => reject(new Error(`the worker failed: ${event.message}`));
      made.onmessage = ({ data }) => resolve(answer(data));
      made.postMessage({ args, build: kind });
    });
  }, { tensors: { query: plain(query), key: plain(key), value: plain(value) }, rest: options, kind: build, inWorker: worker });
}

for (const build of /** @type {const} */ (['simd', 'relaxed'])) {
  for (const worker of [false, true]) {
    test(`the ${build} library in ${worker ? 'a module worker' : 'a page'} gives the numbers of a plain float64 computation`, async ({ page, address, errors }) => {
      void errors;
      await openEmpty(page, address);
      const got = await compute(page, build, worker);
      const args = problem();
      const expected = referenceAttention(args);
      expect(got).toMatchObject({ build, canvas: false, output: { shape: [2, 4, 9, 5] }, weights: { shape: [2, 4, 9, 13] } });
      assertClose(got.output.data, expected.context, 'output');
      assertClose(got.weights.data, expected.weights, 'weights');
    });
  }
}

test('the library is one file and one module, and says what is wrong with an argument', async ({ page, address, errors }) => {
  void errors;
  await openEmpty(page, address);
  const { asked, message } = await page.evaluate(async () => {
    const library = '/core/index.js';
    const { HeadscopeError, createCore } = await import(library);
    const core = await createCore();
    let message = '';
    try {
      core.scaledDotProductAttention({ query: 1 });
    } catch (error) {
      message = error instanceof HeadscopeError ? /** @type {Error} */ (error).message : 'another kind of error';
    }
    return { asked: performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname).filter((name) => name.startsWith('/core/')), message };
  });
  expect(asked).toEqual(['/core/index.js', expect.stringMatching(/^\/core\/headscope-core\.(relaxed|simd)\.wasm$/)]);
  expect(message).toContain('query: got 1');
});
