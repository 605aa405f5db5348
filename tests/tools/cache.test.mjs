// The cache's two rules: nothing half-made under a final name, and one maker at a time, also across processes.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { promisify } from 'node:util';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'headscope-cache-'));
process.env.HEADSCOPE_CACHE = folder;
const { makeOnce, withLock } = await import('../../tools/setup/cache.mjs');

after(() => fs.rmSync(folder, { recursive: true }));

test('what fails half-way leaves nothing under the final name, and the next try starts clean', async () => {
  await assert.rejects(makeOnce('thing', async (temporary) => {
    fs.writeFileSync(path.join(temporary, 'half'), '');
    throw new Error('broken off');
  }), /broken off/);
  assert.ok(!fs.existsSync(path.join(folder, 'thing')));
  const made = await makeOnce('thing', async (temporary) => fs.writeFileSync(path.join(temporary, 'whole'), ''));
  assert.deepEqual(fs.readdirSync(made), ['whole']);
});

test('what is there is not made again', async () => {
  await makeOnce('once', async () => {});
  await makeOnce('once', async () => assert.fail('made twice'));
});

test('a lock whose holder is gone is taken over', async () => {
  const child = execFile(process.execPath, ['-e', '']);
  await new Promise((resolve) => child.on('exit', resolve));
  fs.writeFileSync(path.join(folder, 'stale.lock'), String(child.pid));
  assert.equal(await withLock('stale', async () => 'done'), 'done');
  assert.ok(!fs.existsSync(path.join(folder, 'stale.lock')));
});

test('processes that want the same thing at once make it once', async () => {
  const script = path.join(folder, 'make.mjs');
  fs.writeFileSync(script, `
    import fs from 'node:fs';
    const { makeOnce } = await import(${JSON.stringify(new URL('../../tools/setup/cache.mjs', import.meta.url).href)});
    await makeOnce('shared', async (temporary) => {
      fs.appendFileSync(process.argv[2], 'made;');
      await new Promise((resolve) => setTimeout(resolve, 200));
    });`);
  const log = path.join(folder, 'made.log');
  await Promise.all([1, 2, 3].map(() => promisify(execFile)(process.execPath, [script, log], { env: process.env })));
  assert.equal(fs.readFileSync(log, 'utf8'), 'made;');
  assert.deepEqual(fs.readdirSync(folder).filter((name) => /\.(lock|part)/.test(name)), []);
});
