// What an author may hide is what the interface asks about: no control is asked about under a name nobody can give, and no name is
// offered that hides nothing.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';

const repository = path.resolve(import.meta.dirname, '../..');
const read = (/** @type {string} */ file) => fs.readFileSync(path.join(repository, file), 'utf8');
const strings = (/** @type {string} */ text) => [...text.matchAll(/"([a-z_]+)"/g)].map(([, name]) => name);

const TABLE = 'src/ui/base/view_table.cpp';
const controls = strings(read(TABLE).match(/kOtherControls\[\] = \{([^}]*)\}/)?.[1] ?? '');
const rows = [...read('src/lab/model/params.def').matchAll(/^HEADSCOPE_PARAM\((\w+)/gm)].map(([, name]) => name);
const groups = strings(read('src/lab/model/params.cpp').match(/kGroups\[\] = \{([^;]*)\};/)?.[1] ?? '');
const sources = fs.readdirSync(path.join(repository, 'src/ui'), { recursive: true, encoding: 'utf8' })
  .map((file) => path.posix.join('src/ui', file.replaceAll('\\', '/'))).filter((file) => /\.[ch]pp$/.test(file) && file !== TABLE);

test('every control that is asked about can be hidden by that name', () => {
  for (const list of [controls, rows, groups]) assert.notEqual(list.length, 0);
  const known = new Set([...controls, ...rows, ...groups]);
  const asked = sources.flatMap((file) => [...read(file).matchAll(/hides\(([^()]*)\)/g)].flatMap(([, argument]) => strings(argument).map((name) => `${name} (${file})`)));
  assert.ok(asked.length > 20, String(asked.length));
  assert.deepEqual(asked.filter((one) => !known.has(one.split(' ')[0])), []);
});

test('every name that can be hidden is a control of the interface', () => {
  const written = new Set(sources.flatMap((file) => strings(read(file))));
  assert.deepEqual(controls.filter((name) => !written.has(name)), []);
});
