// What the module answers is what web/types.d.ts promises: replies written by the module itself, checked by TypeScript.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { buildFolder } from '../../tools/cmake.mjs';

const repository = path.resolve(import.meta.dirname, '../..');

const PREAMBLE = `
import type { Catalogue, Explanation, LabEvents, MirrorItem, ParamState, Printed, Stats as AllStats, TensorName, TextEntry, ViewChange, ViewState } from '../../web/types.js';
type Event = { [Name in keyof LabEvents]: { type: Name } & LabEvents[Name] }[keyof LabEvents] | { type: 'copy'; text: string } | { type: 'paste' };
/** The page adds the size of its memory. */
type Stats = Omit<AllStats, 'memoryBytes'>;
`;

/** What TypeScript says about a module that exists only here, a line each. @param {string} code */
function complaints(code) {
  fs.mkdirSync(path.join(repository, 'build'), { recursive: true });
  const folder = fs.mkdtempSync(path.join(repository, 'build/replies-'));
  try {
    fs.writeFileSync(path.join(folder, 'replies.ts'), PREAMBLE + code);
    fs.writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ extends: '../../tsconfig.json', compilerOptions: { noUnusedLocals: false }, include: ['replies.ts'], exclude: [] }));
    execFileSync(process.execPath, [path.join(repository, 'node_modules/typescript/bin/tsc'), '--project', folder, '--pretty', 'false'], { encoding: 'utf8' });
    return [];
  } catch (error) {
    const { stdout } = /** @type {{ stdout?: string }} */ (error);
    if (!stdout) throw error;
    return stdout.trim().split('\n').filter((line) => line.includes('error TS')).map((line) => line.replace(/^.*?replies\.ts/, ''));
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

const program = path.join(buildFolder('native-debug'), 'tests/app/app_replies');
const replies = execFileSync(program, { encoding: 'utf8', maxBuffer: 1 << 26 }).trimEnd().split('\n').map((line) => line.split('\t'));

test('every reply has the type that is promised for it', () => {
  assert.ok(replies.length > 50);
  assert.deepEqual(replies.filter(([type]) => type === 'refused'), []);
  assert.deepEqual(complaints(replies.map(([type, json], i) => `export const reply${i}: ${type} = ${json};`).join('\n')), []);
});

test('the types name every tensor and every field of the view, and no other', () => {
  const catalogue = JSON.parse(replies[0][1]);
  const union = (/** @type {{ key: string }[]} */ rows) => rows.map(({ key }) => JSON.stringify(key)).join(' | ');
  assert.deepEqual(complaints(`
    type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
    export const tensors: Same<TensorName, ${union(catalogue.tensors)}> = true;
    export const view: Same<keyof ViewChange, ${union(catalogue.view)}> = true;`), []);
});

test('a reply of another type is noticed', () => {
  const stats = JSON.parse(replies.find(([type]) => type === 'Stats')?.[1] ?? '');
  for (const wrong of [{ ...stats, glyphs: 1 }, { ...stats, frames: 'many' }, { ...stats, frames: undefined }]) {
    assert.equal(complaints(`export const stats: Stats = ${JSON.stringify(wrong)};`).length, 1);
  }
  assert.equal(complaints('export const event: Event = { type: "help" };').length, 1);
  assert.notDeepEqual(complaints('export const why: Explanation = { address: "a", value: 1, steps: [{ kind: "dot", terms: [], from: [], hiddenBy: 3, result: 1 }] };'), []);
});
