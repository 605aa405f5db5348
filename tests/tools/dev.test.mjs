// Development: which files a page gets, what a change asks for, and that it reaches the page.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { answerTo, devFile } from '../../tools/dev/files.mjs';
import { serveDevelopment } from '../../tools/dev/server.mjs';
import { watch } from '../../tools/dev/watch.mjs';
import { policy } from '../../tools/serve.mjs';

const repository = path.resolve(import.meta.dirname, '../..');

/** Ends a promise that would wait for ever, so that a failure is not a hang. @template T @param {Promise<T>} promise @returns {Promise<T>} */
function soon(promise) {
  return Promise.race([promise, new Promise((_, reject) => setTimeout(() => reject(new Error('it did not happen')), 20_000).unref())]);
}

test('a page gets its modules from the clone and one engine for both', () => {
  assert.equal(devFile('web/main.js'), path.join(repository, 'web/main.js'));
  assert.equal(devFile('assets/favicon.svg'), path.join(repository, 'assets/favicon.svg'));
  assert.equal(devFile('headscope-relaxed.wasm'), devFile('headscope.wasm'));
  for (const name of ['headscope.js', 'headscope-relaxed.wasm', 'assets/word-vectors.bin']) {
    const seen = new URL(`../${name}`, 'http://localhost/web/module/engine.js').pathname.slice(1);  // as a module names it
    assert.equal(devFile(seen), devFile(name));
    assert.ok(devFile(name));
  }
  assert.match(String(devFile('headscope.js')), /headscope\.js$/);
  const lesson = new URL('../assets/lessons/list.en.json', 'http://localhost/web/lessons/load.js').pathname.slice(1);
  assert.match(String(devFile(lesson)), /dev-lessons.list\.en\.json$/);
});

test('nothing else of the clone is given away', () => {
  for (const name of ['package.json', '.git/config', 'web/../package.json', '../secret.js', 'web/../../secret.js', 'src/app/gl/context.js', 'build/site/index.html', 'web/a.js/../../b.js']) {
    assert.equal(devFile(name), undefined, name);
  }
});

test('every file the page imports can be had', () => {
  const modules = fs.readdirSync(path.join(repository, 'web'), { recursive: true, encoding: 'utf8' }).filter((file) => /\.(js|css)$/.test(file));
  assert.ok(modules.length > 10);
  for (const file of modules) assert.ok(fs.existsSync(String(devFile(`web/${file.replaceAll('\\', '/')}`))), file);
});

test('a source of the module asks for a build, a page module only for a reload, a lesson to be compiled, others for nothing', () => {
  const asks = (/** @type {string[]} */ files) => files.map(answerTo);
  assert.deepEqual(asks(['src/ui/base/theme.cpp', 'src/lab/strings/help.def', 'src/app/gl/context.js', 'src/core/CMakeLists.txt']), Array(4).fill('build'));
  assert.deepEqual(asks(['assets/lessons/order.json', 'assets/lessons/self-attention-by-hand/en.md']), Array(2).fill('lessons'));
  assert.deepEqual(asks(['web/host.js', 'web/page.css', 'index.html', 'assets/favicon.svg']), Array(4).fill('reload'));
  assert.deepEqual(asks(['src/ui/.theme.cpp.swp', 'src/ui/base/theme.cpp~', 'README.md', 'web/README.md', '4913']), Array(5).fill(undefined));
});

test('a development page is the page with a script that listens, under the policy of the page', async () => {
  const server = await serveDevelopment();
  try {
    const page = await fetch(server.address);
    assert.equal(page.headers.get('content-security-policy'), policy);
    const html = await page.text();
    assert.match(html, /<script type="module" src="\/dev\/reload\.js"><\/script>\n<\/head>/);
    assert.match(html, /web\/main\.js/);
    assert.equal((await fetch(`${server.address}dev/reload.js`)).status, 200);
    assert.equal((await fetch(`${server.address}package.json`)).status, 404);
  } finally {
    await server.close();
  }
});

test('a change reaches every open page, and so does what did not compile', async () => {
  const server = await serveDevelopment();
  try {
    const pages = await Promise.all([1, 2].map(() => fetch(`${server.address}dev/events`)));
    const said = pages.map(async ({ body }) => {
      let text = '';
      for await (const chunk of /** @type {any} */ (body)) {
        text += Buffer.from(chunk).toString();
        if (text.includes('event: failed') && text.endsWith('\n\n')) return text;
      }
      return text;
    });
    server.changed();
    server.failed('a.cpp:1:\n no');
    for (const text of await soon(Promise.all(said))) {
      assert.match(text, /event: server\ndata: \d+\n\nevent: changed\ndata: \n\nevent: failed\ndata: "a\.cpp:1:\\n no"\n\n/);
    }
  } finally {
    await server.close();
  }
});

test('changes are told by their names, and those made while one is answered come after it', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'headscope-watch-'));
  fs.mkdirSync(path.join(folder, 'src/ui'), { recursive: true });
  for (const file of ['index.html', 'other.html', 'src/ui/a.cpp']) fs.writeFileSync(path.join(folder, file), '');
  /** @type {string[][]} */
  const told = [];
  let answering = 0;
  /** @type {(value?: unknown) => void} */
  let first = () => {};
  /** @type {(value?: unknown) => void} */
  let second = () => {};
  const [isFirst, isSecond] = [new Promise((resolve) => { first = resolve; }), new Promise((resolve) => { second = resolve; })];
  const end = watch(folder, ['src', 'index.html'], async (files) => {
    assert.equal(++answering, 1, 'one at a time');
    told.push(files);
    if (told.length === 1) {
      first();
      fs.writeFileSync(path.join(folder, 'index.html'), 'changed');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    answering--;
    if (told.flat().includes('index.html')) second();
  });
  try {
    fs.writeFileSync(path.join(folder, 'other.html'), 'changed');
    fs.writeFileSync(path.join(folder, 'src/ui/a.cpp'), 'changed');
    await soon(isFirst);
    assert.deepEqual(told, [['src/ui/a.cpp']]);
    await soon(isSecond);
    assert.deepEqual(told.slice(1), [['index.html']]);
  } finally {
    end();
    fs.rmSync(folder, { recursive: true });
  }
});
