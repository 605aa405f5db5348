// What the documents promise and point at: the README stays short, links lead somewhere, the policy is the one that is tested.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { policy } from '../../tools/serve.mjs';

const repository = path.resolve(import.meta.dirname, '../..');
const read = (/** @type {string} */ file) => fs.readFileSync(path.join(repository, file), 'utf8');
const documents = ['README.md', 'CONTRIBUTING.md', 'bench/README.md', 'headless/README.md', 'web/README.md'];

test('the README has at most 150 lines', () => {
  assert.ok(read('README.md').split('\n').length <= 151);
});

test('every link and every named file of the documents is there', () => {
  const missing = documents.flatMap((file) => {
    const text = read(file);
    const links = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, target]) => path.posix.join(path.posix.dirname(file), target));
    const named = [...text.matchAll(/`((?:src|web|headless|tools|tests|bench|assets)\/[\w./-]+)`/g)].map(([, target]) => target);
    return [...links, ...named].filter((target) => !fs.existsSync(path.join(repository, target))).map((target) => `${file}: ${target}`);
  });
  // What only a build or an installation makes.
  assert.deepEqual(missing.filter((line) => !/bench\/node_modules$|: web\/host\.js$/.test(line)), []);
});

test('every npm script a document names exists', () => {
  const { scripts } = JSON.parse(read('package.json'));
  const named = documents.flatMap((file) => [...read(file).matchAll(/npm run (\w+)/g)].map(([, name]) => name));
  assert.deepEqual(named.filter((name) => !scripts[name]), []);
  assert.ok(named.length > 3);
});

test('the policy that authors are told is the one the page is served and tested under, and lets the page\'s own icon in', () => {
  const told = read('web/README.md').match(/^Content-Security-Policy: (.*)$/m)?.[1];
  assert.equal(told, policy);
  assert.match(policy, /img-src 'self'/);
  const icon = read('index.html').match(/<link rel="icon" href="([^"]+)"/)?.[1];
  assert.ok(icon && !/^\w+:|^\/\//.test(icon) && fs.existsSync(path.join(repository, icon)), String(icon));
});
