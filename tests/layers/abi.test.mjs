// The page's types of the module are the C ABI: the same functions, as many arguments, the same kind of result.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';

const repository = path.resolve(import.meta.dirname, '../..');
const read = (/** @type {string} */ file) => fs.readFileSync(path.join(repository, file), 'utf8');

/** @param {string} list what stands between the brackets */
const count = (list) => (list.trim() === '' ? 0 : list.split(',').length);

/** "hs_name/3 value" of every function of the header. @param {string} header */
function declared(header) {
  const code = header.replace(/\/\/.*$/gm, '');
  return [...code.matchAll(/HEADSCOPE_ABI\s+([\w:\s*]+?)\s*\b(hs_\w+)\(([^)]*)\)\s*;/g)]
    .map(([, type, name, list]) => `${name}/${count(list)} ${type === 'void' ? 'nothing' : 'value'}`).sort();
}

/** The same of the interface RawModule. @param {string} types */
function typed(types) {
  const body = types.slice(types.indexOf('interface RawModule'));
  return [...body.matchAll(/_(hs_\w+)\(([^)]*)\): (number|void);/g)]
    .map(([, name, list, result]) => `${name}/${count(list)} ${result === 'void' ? 'nothing' : 'value'}`).sort();
}

test('RawModule has the functions of the header, with as many arguments', () => {
  const header = declared(read('src/app/abi/abi.hpp'));
  assert.equal(header.length, read('src/app/abi/abi.hpp').match(/^HEADSCOPE_ABI /gm)?.length, 'a declaration could not be read');
  assert.deepEqual(typed(read('web/types.d.ts')), header);
});

test('an argument too many, a missing function and another kind of result are noticed', () => {
  const header = 'HEADSCOPE_ABI int hs_a(App* app, int b);\nHEADSCOPE_ABI void hs_c(App* app);\n';
  const types = (/** @type {string} */ body) => typed(`export interface RawModule {\n${body}\n}`);
  assert.deepEqual(types('_hs_a(app: number, b: number): number; _hs_c(app: number): void;'), declared(header));
  for (const body of ['_hs_a(app: number): number; _hs_c(app: number): void;', '_hs_a(app: number, b: number): number;',
    '_hs_a(app: number, b: number): void; _hs_c(app: number): void;']) assert.notDeepEqual(types(body), declared(header));
});

test('the page calls no function that is not there', () => {
  const known = new Set(declared(read('src/app/abi/abi.hpp')).map((line) => line.split('/')[0]));
  for (const file of fs.readdirSync(path.join(repository, 'web'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'))) {
    for (const [, name] of read(`web/${file}`).matchAll(/_(hs_\w+)/g)) assert.ok(known.has(name), `${file} calls ${name}`);
  }
});
