// The layers hold: dependencies point down the list only. Tested on the sources, and on examples that break the rule, so that
// a check that lets everything through does not pass for a clean tree.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { forbiddenImports, forbiddenIncludes, pageRooms, roomOf, rooms, rules } from './rules.mjs';

const repository = path.resolve(import.meta.dirname, '../..');

/** @param {string} folder @param {RegExp} kinds @returns {string[]} paths from the clone, with forward slashes */
function sources(folder, kinds) {
  const root = path.join(repository, folder);
  if (!fs.existsSync(root)) return [];
  return fs.readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => kinds.test(file) && !file.includes('node_modules'))
    .map((file) => path.posix.join(folder, file.replaceAll('\\', '/')));
}

const read = (/** @type {string} */ file) => fs.readFileSync(path.join(repository, file), 'utf8');

for (const layer of Object.keys(rules)) {
  test(`${layer} includes only what is below it`, () => {
    const files = sources(`src/${layer}`, /\.(hpp|cpp|h|def|inl)$/);
    assert.notEqual(files.length, 0, `src/${layer} has no sources`);
    const wrong = files.flatMap((file) => forbiddenIncludes(layer, file.replace(/^src\//, ''), read(file)));
    assert.deepEqual(wrong, []);
  });
}

test('every folder of src is a layer with a rule', () => {
  const folders = fs.readdirSync(path.join(repository, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  assert.deepEqual(folders.map((entry) => entry.name).filter((name) => !rules[name]), []);
});

for (const [layer, names] of Object.entries(rooms)) {
  test(`the sources of ${layer} lie in its rooms, and no room is empty`, () => {
    const files = sources(`src/${layer}`, /\.(hpp|cpp|h|def|inl)$/).map((file) => file.replace(/^src\//, ''));
    assert.deepEqual(files.filter((file) => roomOf(layer, file) === ''), []);
    assert.deepEqual(names.filter((room) => !files.some((file) => roomOf(layer, file) === room)), []);
  });
}

for (const folder of ['web', 'headless']) {
  test(`${folder}/ imports nothing from outside itself`, () => {
    const files = sources(folder, /\.m?js$/);
    assert.notEqual(files.length, 0, `${folder} has no modules`);
    assert.deepEqual(files.flatMap((file) => forbiddenImports(folder, file, read(file))), []);
  });
}

test("every folder of the page's modules is a room, and holds one", () => {
  const folders = fs.readdirSync(path.join(repository, 'web'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  assert.deepEqual(folders.map((entry) => entry.name).sort(), [...pageRooms].sort());
  for (const room of pageRooms) assert.notEqual(sources(`web/${room}`, /\.js$/).length, 0, room);
});

test('a module of the page that imports a later room is noticed', () => {
  assert.equal(forbiddenImports('web', 'web/base/a.js', "import { b } from '../input/b.js';").length, 1);
  assert.equal(forbiddenImports('web', 'web/kept/a.js', "import { b } from '../host.js';").length, 1);
  assert.deepEqual(forbiddenImports('web', 'web/input/a.js', "import { b } from '../base/b.js';\nimport { c } from './c.js';"), []);
  assert.deepEqual(forbiddenImports('web', 'web/host.js', "import { b } from './kept/b.js';"), []);
});

test('a forbidden include is noticed', () => {
  const broken = [
    ['core', '#include "lab/document.hpp"'],
    ['core', '  #  include <imgui.h>'],
    ['core', '#include "../ui/base/theme.hpp"'],
    ['core', '#include <emscripten/html5.h>'],
    ['headless', '#include "lab/document.hpp"'],
    ['lab', '#include <imgui.h>'],
    ['lab', '#include "app/abi.hpp"'],
    ['lab', '#include <xsimd/xsimd.hpp>'],
    ['lab', '#define HEADER "ui/base/theme.hpp"\n#include HEADER'],
    ['ui', '#include <emscripten.h>'],
    ['ui', '#include "app/abi.hpp"'],
    ['ui', '#include <GLES3/gl3.h>'],
    ['app', '#include "../../tests/helper.hpp"'],
  ];
  for (const [layer, text] of broken) assert.equal(forbiddenIncludes(layer, `${layer}/a.cpp`, text).length, 1, `${layer}: ${text}`);
});

test('an include of a later room of the same layer is noticed, and one of an earlier room is not', () => {
  for (const [layer, names] of Object.entries(rooms)) {
    const [first, last] = [names[0], names[names.length - 1]];
    for (const text of [`#include "${layer}/${last}/a.hpp"`, `#include "../${last}/a.hpp"`]) {
      assert.equal(forbiddenIncludes(layer, `${layer}/${first}/a.cpp`, text).length, 1, `${layer}: ${text}`);
    }
    for (const text of [`#include "${layer}/${first}/a.hpp"`, '#include "a.hpp"', `#include "${layer}/${last}/b.hpp"`]) {
      assert.deepEqual(forbiddenIncludes(layer, `${layer}/${last}/a.cpp`, text), []);
    }
  }
});

test('an allowed include is not', () => {
  const fine = [
    ['core', '#include <cmath>\n#include <xsimd/xsimd.hpp>\n#include "core/base/tensor.hpp"\n#include "tensor.hpp"'],
    ['lab', '#include "core/base/tensor.hpp"\n#include "lab/strings.def"\n// #include <imgui.h> is for the interface'],
    ['ui', '#include <imgui.h>\n#include "lab/edit.hpp"'],
    ['app', '#include <emscripten.h>\n#include <GLES3/gl3.h>\n#include <imgui_impl_opengl3.h>\n#include "ui/base/view.hpp"'],
  ];
  for (const [layer, text] of fine) assert.deepEqual(forbiddenIncludes(layer, `${layer}/a.cpp`, text), []);
});

test('a forbidden import is noticed', () => {
  for (const text of ["import x from 'lodash';", "import '../headless/index.js';", "export { a } from '../src/a.js';", "await import('three');"]) {
    assert.equal(forbiddenImports('web', 'web/a.js', text).length, 1, text);
  }
  assert.deepEqual(forbiddenImports('web', 'web/parts/a.js', "import { b } from '../b.js';\nimport './c.js';"), []);
});
