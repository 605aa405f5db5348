// Joining modules into one file: the same exports, no names that collide, and nothing joined that was not understood.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { pathToFileURL } from 'node:url';
import { join } from '../../tools/join.mjs';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'headscope-join-'));
after(() => fs.rmSync(folder, { recursive: true }));

/** Writes the modules and joins from the first. @param {Record<string, string>} modules */
function joined(modules) {
  for (const [name, text] of Object.entries(modules)) fs.writeFileSync(path.join(folder, name), text);
  return join(path.join(folder, Object.keys(modules)[0]));
}

/** @param {string} text */
async function run(text) {
  const file = path.join(folder, `joined${Math.random()}.mjs`);
  fs.writeFileSync(file, text);
  return import(pathToFileURL(file).href);
}

test('a joined file exports what its entry does, however often a name occurs', async () => {
  const text = joined({
    'index.js': "import './side.js';\nimport { a } from './a.js';\nimport {\n  b,\n  Kind,\n} from './b.js';\nexport { Kind } from './b.js';\n"
      + '/** What it is. */\nexport const sum = () => [a, b].join();\nconst own = 2; // kept\nexport async function later() { return own; }\n',
    'a.js': "// First.\nimport { b } from './b.js';\nconst same = 'a';\nexport const a = same + b;\n",
    'b.js': "const same = 'b';\nexport const b = same;\nexport class Kind {}\n",
    'side.js': 'globalThis.joinedSide = true;\n',
  });
  const module = await run(text);
  assert.deepEqual(Object.keys(module).sort(), ['Kind', 'later', 'sum']);
  assert.equal(module.sum(), 'ab,b');
  assert.equal(await module.later(), 2);
  assert.ok(Reflect.get(globalThis, 'joinedSide') && new module.Kind());
  assert.ok(!text.includes('What it is') && !text.includes('First.'));
});

test('what cannot be joined is refused', () => {
  assert.throws(() => joined({ 'index.js': "import './a.js';\n", 'a.js': 'export default 1;\n' }), /export default 1/);
  assert.throws(() => joined({ 'index.js': "import a from './a.js';\n", 'a.js': '' }), /import a from/);
  assert.throws(() => joined({ 'index.js': "import * as a from './a.js';\n", 'a.js': '' }), /import \* as a/);
  assert.throws(() => joined({ 'index.js': "import { a as b } from './a.js';\n", 'a.js': 'export const a = 1;\n' }), /renamed/);
  assert.throws(() => joined({ 'index.js': "import fs from 'node:fs';\n" }), /node:fs/);
  assert.throws(() => joined({ 'index.js': "import { a } from './a.js';\n", 'a.js': "import { b } from './b.js';\nexport const a = 1;\n", 'b.js': "import { a } from './a.js';\nexport const b = a;\n" }),
    /import each other/);
});
