// The page API: what it is asked for it gives, by name and by address; what is wrong is one named error and nothing is written.
import { clickCell } from './helpers/drive.mjs';
import { expect, test } from './helpers/fixtures.mjs';
import { expectCorrect, inLab, readInputs, readStages } from './helpers/numbers.mjs';

/** @typedef {import('../../web/api/lab.js').Lab} Lab */

/** Calls with wrong arguments: the kind of error, what its message must say, and the call. @type {[string, RegExp, string][]} */
const WRONG = [
  ['RangeError', /parameter.*colour/, "l.get('colour')"],
  ['TypeError', /parameter/, 'l.get()'],
  ['RangeError', /tokens_by.*sentences/, "l.set('tokens_by', 'sentences')"],
  ['TypeError', /num_heads.*"4"/, "l.set('num_heads', '4')"],
  ['TypeError', /num_heads.*undefined/, "l.set('num_heads')"],
  ['TypeError', /num_heads.*true/, "l.set('num_heads', true)"],
  ['TypeError', /causal.*yes/, "l.set('causal', 'yes')"],
  ['HeadscopeError', /num_heads: 2.5/, "l.set('num_heads', 2.5)"],
  ['HeadscopeError', /temperature: nan/, "l.set('temperature', NaN)"],
  ['HeadscopeError', /tokens_by: 7/, "l.set('tokens_by', 7)"],

  ['TypeError', /edit/, 'l.apply({ num_heads: 2 })'],
  ['HeadscopeError', /colour/, "l.apply('num_heads=2&colour=red')"],
  ['HeadscopeError', /W_q\[99,0\]/, "l.apply('num_heads=2&W_q[99,0]=1')"],
  ['TypeError', /link/, 'l.open()'],
  ['HeadscopeError', /version/, "l.open('num_heads=2&W_q=AAAAgD9s0Bd5')"],
  ['HeadscopeError', /999/, "l.open('num_heads=2&v=999')"],

  ['RangeError', /tensor.*W_z/, "l.tensor('W_z')"],
  ['RangeError', /layer/, "l.tensor('W_q', { layer: 1 })"],
  ['RangeError', /owner.*lair/, "l.tensor('W_q', { lair: 1 })"],
  ['RangeError', /matrix.*weights/, "l.matrix('weights')"],
  ['RangeError', /item 3/, "l.matrix('X', 3)"],
  ['RangeError', /item.*0.5/, "l.matrix('X', 0.5)"],
  ['RangeError', /item.*4294967296/, "l.matrix('X', 2 ** 32)"],
  ['TypeError', /item/, "l.matrix('X', '0')"],
  ['RangeError', /stage.*W_q/, "l.stage('W_q')"],

  ['RangeError', /row.*NaN/, "l.setCell('W_q', NaN, 0, 1)"],
  ['RangeError', /row.*0.5/, "l.setCell('W_q', 0.5, 0, 1)"],
  ['RangeError', /col.*-1/, "l.setCell('W_q', 0, -1, 1)"],
  ['RangeError', /row.*4294967296/, "l.setCell('W_q', 2 ** 32, 0, 1)"],
  ['TypeError', /row.*"1"/, "l.setCell('W_q', '1', 0, 1)"],
  ['TypeError', /row/, "l.setCell('W_q')"],
  ['TypeError', /value.*undefined/, "l.setCell('W_q', 0, 0)"],
  ['TypeError', /value.*"1"/, "l.setCell('W_q[0,0]', '1')"],
  ['RangeError', /item/, "l.setCell('W_q', 0, 0, 1, 1)"],
  ['RangeError', /W_q\[0/, "l.setCell('W_q[0', 1)"],
  ['HeadscopeError', /W_q\[99,0\].*16/, "l.setCell('W_q', 99, 0, 1)"],
  ['HeadscopeError', /W_q\[0\]/, "l.setCell('W_q[0]', 1)"],
  ['HeadscopeError', /W_q: nan/, "l.setCell('W_q', 0, 0, NaN)"],
  ['RangeError', /value: 1e\+39 is beyond float32/, "l.setCell('W_q', 0, 0, 1e39)"],
  ['RangeError', /value: -1e\+39 is beyond float32/, "l.paint('mask_bias', [[0, 0]], -1e39)"],
  ['TypeError', /cells\[0\]: undefined/, "l.paint('mask_allow', [[0, , ]], 0)"],
  ['HeadscopeError', /weights/, "l.setCell('weights[0,0,0,0]', 1)"],

  ['TypeError', /values/, "l.setMatrix('W_q')"],
  ['TypeError', /values\[1\]/, "l.setMatrix('W_q', [1, '2'], { rows: 1, cols: 2 })"],
  ['RangeError', /3 values for 256/, "l.setMatrix('W_q', [1, 2, 3])"],
  ['RangeError', /rows.*1.5/, "l.setMatrix('W_q', [1, 2, 3], { rows: 1.5, cols: 2 })"],
  ['RangeError', /region.*rwos/, "l.setMatrix('W_q', [1], { rwos: 1 })"],
  ['TypeError', /region/, "l.setMatrix('W_q', [1], 3)"],
  ['HeadscopeError', /W_q/, "l.setMatrix('W_q', [1], { row: 16, rows: 1, cols: 1 })"],
  ['HeadscopeError', /W_q: inf/, "l.setMatrix('W_q', new Float32Array(256).fill(Infinity))"],

  ['RangeError', /fill.*zeros/, "l.fill('W_q', 'zeros')"],
  ['RangeError', /row.*-1/, "l.fill('W_q', 'zero', { row: -1 })"],
  ['RangeError', /seed.*0.5/, "l.fill('W_q', 'gaussian', { seed: 0.5 })"],
  ['TypeError', /factor.*"2"/, "l.fill('W_q', 'scale', { factor: '2' })"],
  ['HeadscopeError', /W_q/, "l.fill('W_q', 'scale', { factor: NaN })"],
  ['TypeError', /block/, "l.paste('W_q', 3)"],
  ['RangeError', /region.*rows/, "l.paste('W_q', '1', { rows: 1 })"],
  ['HeadscopeError', /W_q/, "l.paste('W_q', '1', { row: 16 })"],
  ['RangeError', /item 1/, "l.print('X', 1)"],

  ['TypeError', /cells/, "l.paint('mask_allow', 'all', 0)"],
  ['TypeError', /cells\[1\]/, "l.paint('mask_allow', [[0, 0], 1], 0)"],
  ['RangeError', /cells\[0\]/, "l.paint('mask_allow', [[0]], 0)"],
  ['RangeError', /cells\[0\].*0.5/, "l.paint('mask_allow', [[0.5, 0]], 0)"],
  ['TypeError', /value/, "l.paint('mask_allow', [[0, 0]])"],
  ['HeadscopeError', /mask_allow/, "l.paint('mask_allow', [[0, 70]], 0)"],
  ['HeadscopeError', /mask_allow: 0.5/, "l.paint('mask_allow', [[0, 0]], 0.5)"],
  ['HeadscopeError', /W_q/, "l.paint('W_q', [[0, 0]], 1)"],

  ['RangeError', /sentence.*first/, "l.sentence('first')"],
  ['RangeError', /item/, "l.sentence('query', 1)"],
  ['TypeError', /text/, 'l.setSentence(7)'],
  ['RangeError', /sentence.*first/, "l.setSentence('a', 'first')"],
  ['HeadscopeError', /token/, "l.setSentence('')"],
  ['HeadscopeError', /token/, "l.setSentence('a '.repeat(2000))"],
  ['RangeError', /space.*rows/, "l.names('rows')"],
  ['TypeError', /names\[1\]/, "l.setNames(['a', 7])"],
  ['RangeError', /names\[0\].*comma/, "l.setNames(['a,b'])"],
  ['HeadscopeError', /48/, "l.setNames(['x'.repeat(49)])"],
  ['RangeError', /item/, 'l.validLength(-1)'],
  ['TypeError', /length/, 'l.setValidLength()'],
  ['RangeError', /length.*1.5/, 'l.setValidLength(1.5)'],
  ['HeadscopeError', /99/, 'l.setValidLength(99)'],

  ['TypeError', /names/, "l.keep('scores')"],
  ['RangeError', /stage.*sores/, "l.keep(['sores'])"],
  ['RangeError', /stage.*W_q/, "l.keep(['scores', 'W_q'])"],
  ['RangeError', /item/, 'l.visible(1)'],
  ['RangeError', /query/, 'l.hiddenBy(0, 70, 0)'],
  ['TypeError', /key/, 'l.hiddenBy(0, 0)'],
  ['TypeError', /cell/, 'l.explain()'],
  ['RangeError', /somewhere/, "l.explain('somewhere')"],
  ['HeadscopeError', /weights\[0,0,70,0\]/, "l.explain('weights[0,0,70,0]')"],
  ['HeadscopeError', /Layer 2/, "l.value('L2.weights[0,0,0,0]')"],
  ['RangeError', /cell.head/, "l.value({ tensor: 'output', head: 1, row: 0, col: 0 })"],

  ['TypeError', /view/, "l.setView(5)"],
  ['HeadscopeError', /dark/, "l.setView('dark')"],
  ['RangeError', /view.*colour/, "l.setView({ colour: 'red' })"],
  ['RangeError', /theme.*blue/, "l.setView({ head: 2, theme: 'blue' })"],
  ['HeadscopeError', /head.*77/, "l.setView({ theme: 'dark', head: 77 })"],
  ['RangeError', /head.*1.5/, "l.setView({ theme: 'dark', head: 1.5 })"],
  ['TypeError', /painting/, "l.setView({ theme: 'dark', painting: 1 })"],
  ['RangeError', /hidden/, "l.setView({ hidden: ['a&theme=dark'] })"],
  ['HeadscopeError', /^HeadscopeError: large: “memory” is not one of .*, weights, /, "l.setView({ theme: 'dark', large: 'memory' })"],
  ['HeadscopeError', /^HeadscopeError: large: “b_q” is not one of /, "l.setView({ large: 'b_q' })"],
  ['HeadscopeError', /“W_q” is not a number/, "l.paste('W_q', 'W_q[7,9]x')"],
  ['HeadscopeError', /W_q\[7,x\]: W_q takes 2 indices/, "l.apply('W_q[7,x]=1')"],
  ['HeadscopeError', /热 度: This key is not known; there are parameters/, "l.apply('热%20度=1')"],
  ['TypeError', /cell/, 'l.lock()'],
  ['RangeError', /""/, "l.lock('')"],
  ['HeadscopeError', /weights\[0,0,70,0\]/, "l.lock({ tensor: 'weights', row: 70, col: 0 })"],
  ['TypeError', /message/, 'l.notify()'],
  ['HeadscopeError', /2000/, "l.notify('x'.repeat(2001))"],
  ['RangeError', /preset.*none/, "l.preset('none')"],
  ['RangeError', /profile.*none.*mha/, "l.profile('none')"],
  ['RangeError', /event.*chnage/, "l.on('chnage', () => {})"],
  ['TypeError', /listener/, "l.on('change')"],
];

test('every wrong argument is one error that names it, and nothing is different afterwards', async ({ lab }) => {
  const before = await readInputs(lab);
  const heard = await inLab(lab, (l, count) => {
    const state = () => l.link() + JSON.stringify(l.view()) + l.revision + l.canUndo;
    const first = state();
    return Array.from({ length: count }, (_, i) => {
      try {
        /** @type {any} */ (globalThis).wrong[i](l);
        return 'was accepted';
      } catch (error) {
        const { name, message } = /** @type {Error} */ (error);
        return state() === first ? `${name}: ${message}` : `changed something: ${message}`;
      }
    });
  }, await lab.evaluateHandle(`globalThis.wrong = [${WRONG.map(([, , call]) => `(l) => ${call}`).join()}]`).then(() => WRONG.length));
  WRONG.forEach(([kind, says, call], i) => {
    expect.soft(heard[i], call).toMatch(new RegExp(`^${kind}: `));
    expect.soft(heard[i], call).toMatch(says);
  });
  expect(await readInputs(lab)).toEqual(before);
  await expectCorrect(lab);
});

test('every call after destroy() is one clear error', async ({ lab, errors }) => {
  const heard = await inLab(lab, (l) => {
    const any = /** @type {any} */ (l);
    /** Arguments with which a call would do something. @type {Record<string, any[]>} */
    const given = {
      get: ['causal'], set: ['causal', true], apply: ['causal=1'], open: ['v=1'], tensor: ['W_q'], matrix: ['W_q'], stage: ['scores'], value: ['W_q[0,0]'],
      explain: ['W_q[0,0]'], setCell: ['W_q', 0, 0, 1], setMatrix: ['W_q', [1], { rows: 1, cols: 1 }], fill: ['W_q', 'zero'], paste: ['W_q', '1'],
      print: ['W_q'], paint: ['mask_allow', [[0, 0]], 0], setSentence: ['a'], setValidLength: [1], keep: [['scores']], hiddenBy: [0, 0, 0],
      setView: [{ head: 1 }], lock: ['weights[0,0,0,0]'], notify: ['a'], preset: [l.catalogue.presets[0]], profile: ['mha'], agrees: ['mha'], on: ['change', () => {}],
    };
    const parts = Object.getOwnPropertyDescriptors(Object.getPrototypeOf(l));
    l.destroy();
    l.destroy();
    const names = Object.entries(parts).filter(([name]) => !['constructor', 'emit'].includes(name));
    return [given, {}].flatMap((values) => names.map(([name, { get }]) => {
      try {
        if (get) void any[name];
        else any[name](...(values[name] ?? []));
        return `${name} did something`;
      } catch (error) {
        return String(error);
      }
    }));
  });
  expect(heard.length).toBeGreaterThan(30);
  expect([...new Set(heard)]).toEqual(['HeadscopeError: this laboratory has been destroyed']);
  expect(errors).toEqual([]);
});

test('an edit as text is one step, a delta or a whole document', async ({ lab }) => {
  const first = await inLab(lab, (l) => l.link());
  await inLab(lab, (l) => l.apply('num_heads=2&causal=true&W_q[2,5]=0.5&text=one+two'));
  await expectCorrect(lab);
  expect(await inLab(lab, (l) => [l.get('num_heads'), l.get('causal'), l.value('W_q[2,5]'), l.sentence().tokens])).toEqual([2, true, 0.5, ['one', 'two']]);
  expect(await inLab(lab, (l) => [l.undo(), l.canUndo, l.link()])).toEqual([true, false, first]);
  expect(await inLab(lab, (l) => { l.set('causal', true); l.apply('num_heads=2&v=1'); return [l.get('num_heads'), l.get('causal')]; })).toEqual([2, false]);
});

test('a number has one address, whoever asks and in whichever form', async ({ lab }) => {
  const { found } = await expectCorrect(lab);
  const stages = await readStages(lab, ['scores', 'weights']);
  const at = ((1 * 7) + 3) * 7 + 2;
  const numbers = await inLab(lab, (l) => {
    l.setCell({ tensor: 'W_q', row: 2, col: 5 }, 0.25);
    const matrix = [l.matrix('W_q').data[2 * 16 + 5], l.value('W_q[2,5]'), l.value('L1.W_q[2,5]'), l.tensor('W_q', { layer: 0 }).data[37]];
    l.undo();
    return { matrix, scores: l.value('scores[0,1,3,2]'), weights: l.value({ tensor: 'weights', head: 1, row: 3, col: 2 }) };
  });
  expect(numbers.matrix).toEqual([0.25, 0.25, 0.25, 0.25]);
  expect(numbers.scores).toBe(stages.scores.data[at]);
  expect(numbers.weights).toBe(stages.weights.data[at]);
  expect(found.weights.data[at]).toBe(numbers.weights);
  expect(await inLab(lab, (l) => { l.set('causal', true); return l.value('masked_scores[0,0,0,1]'); })).toBe(-Infinity);
});

test('each operand of an explained step can be followed to its own number', async ({ lab }) => {
  await inLab(lab, (l) => l.apply('biases=1&positions=1'));
  const followed = await inLab(lab, (l) => {
    /** @type {Set<string>} */
    const seen = new Set();
    const open = ['output[0,6,3]'];
    let wrong = 0;
    for (let address = open.pop(); address && seen.size < 300; address = open.pop()) {
      if (seen.has(address)) continue;
      seen.add(address);
      for (const { terms, from, bias, biasFrom } of l.explain(address).steps) {
        from.forEach((pair, i) => pair.forEach((operand, side) => {
          if (!operand) return;
          if (Math.abs(l.value(operand) - Number(terms[i][side])) > 1e-5) wrong++;
          open.push(operand);
        }));
        if (biasFrom && l.value(biasFrom) !== Math.fround(Number(bias))) wrong++;
        if (biasFrom) open.push(biasFrom);
      }
    }
    return { wrong, seen: [...seen] };
  });
  expect(followed.wrong).toBe(0);
  for (const tensor of ['W_o', 'b_o', 'concat', 'context', 'value', 'weights', 'W_v', 'input', 'X']) {
    expect(followed.seen.some((address) => address.startsWith(`${tensor}[`)), tensor).toBe(true);
  }
});

test('what is selected is told and locked by address, of a stage and of a matrix alike', async ({ lab }) => {
  await inLab(lab, (l) => { /** @type {any} */ (globalThis).cells = []; l.on('select', ({ cell }) => /** @type {any} */ (globalThis).cells.push(cell?.address ?? null)); });
  for (const address of ['weights[0,2,3,1]', 'W_k[4,5]', 'mask_allow[0,1,2]']) {
    await inLab(lab, (l, at) => l.lock(at), address);
    await expect.poll(() => lab.evaluate(() => /** @type {any} */ (globalThis).cells.at(-1))).toBe(address);
    expect((await inLab(lab, (l) => l.view())).locked?.address).toBe(address);
  }
  // The cell of an event is one of the API.
  await inLab(lab, (l) => l.lock(l.view().locked));
  await inLab(lab, (l) => l.lock(null));
  await expect.poll(() => lab.evaluate(() => /** @type {any} */ (globalThis).cells.at(-1))).toBe(null);
});

test('the view is set in one step by the fields it is read with', async ({ lab }) => {
  const before = await inLab(lab, (l) => l.view());
  await inLab(lab, (l) => l.setView({ head: 2, theme: 'dark', large: 'scaled', locked: 'weights[0,1,2,3]' }));
  expect(await inLab(lab, (l) => l.view())).toMatchObject({ head: 2, theme: 'dark', dark: true, large: 'scaled', locked: { tensor: 'weights', head: 1, row: 2, col: 3 } });
  await inLab(lab, (l, { dark, hovered, ...fields }) => l.setView(fields), before);
  expect(await inLab(lab, (l) => l.view())).toEqual(before);
});

test('null gives every field of the view its first value, and what is undefined is not said', async ({ lab }) => {
  const first = await inLab(lab, (l) => l.view());
  const found = await inLab(lab, (l) => {
    l.setView({
      language: 'zh-Hans', theme: 'dark', head: 2, second_head: 1, large: 'W_q', head_order: 'entropy', geometry: 'context', axis_x: 3, zoom: 2, pins: ['W_q[2,5]', 'weights[0,1,2,3]'],
      query: 1, arcs: 'all', compare: true, highlights: ['X[0,0,0]'], hidden: ['mask'], read_only: true,
    });
    l.setView({ head: undefined });
    const { head } = l.view();
    l.setView(/** @type {any} */ (Object.fromEntries(l.catalogue.view.map(({ key }) => [key, null]))));
    return { head, view: l.view() };
  });
  expect(found.head).toBe(2);
  expect(found.view).toEqual(first);
});

test('names of dimensions are set and read, travel in the link, and are told of a cell', async ({ lab }) => {
  await inLab(lab, (l) => { l.setNames(['is a verb', '', '谁']); l.setNames(['asks'], 'query_names'); });
  expect(await inLab(lab, (l) => [l.names(), l.names('query_names'), l.names('value_names')])).toEqual([['is a verb', '', '谁'], ['asks'], []]);
  const link = await inLab(lab, (l) => l.link());
  expect(link).toContain('input_names=is%20a%20verb,,%E8%B0%81');
  await inLab(lab, (l) => l.reset());
  expect(await inLab(lab, (l) => l.names())).toEqual([]);
  await inLab(lab, (l, opened) => l.open(opened), link);
  expect(await inLab(lab, (l) => l.names()[2])).toBe('谁');
  await clickCell(lab, 'X', 3, 2);
  await expect(lab.locator('[data-key="X.cell"]')).toHaveAccessibleName(/谁/);
  await expectCorrect(lab);
});
