// One look for all C++ sources, and one program that decides it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import test from 'node:test';
import { formatter, unformatted } from '../../tools/format.mjs';

test('every C++ source looks as .clang-format says (npm run format)', async () => {
  assert.deepEqual(await unformatted(), []);
});

test('a source that does not is noticed', () => {
  const { stdout, status } = spawnSync(formatter(), ['--assume-filename=src/core/a.cpp'], {
    cwd: path.resolve(import.meta.dirname, '../..'), input: 'int  f( ){\n  if (true) return 1; else return 2;\n}\n', encoding: 'utf8',
  });
  assert.equal(status, 0);
  assert.equal(stdout, 'int f() {\n    if (true) return 1;\n    else return 2;\n}\n');
});
