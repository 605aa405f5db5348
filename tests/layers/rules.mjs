// Which layer may know whom, as data, and the check that holds sources to it.
import path from 'node:path';

/**
 * For each layer: the layers below it that it may include, and the headers from outside (besides the C++ standard library).
 * @type {Record<string, {layers: string[], outside: RegExp}>}
 */
export const rules = {
  core: { layers: [], outside: /^(xsimd\/.*|wasm_simd128\.h|immintrin\.h)$/ },
  headless: { layers: ['core'], outside: /^$/ },
  lab: { layers: ['core'], outside: /^$/ },
  ui: { layers: ['core', 'lab'], outside: /^(imgui|imgui_internal)\.h$/ },
  app: { layers: ['core', 'lab', 'ui'], outside: /^(imgui(_\w+)?\.h|emscripten(\.h|\/.*)|GLES[23]\/.*|EGL\/.*|webgl\/.*)$/ },
};

/**
 * The rooms (sub-folders) of a layer in the order of dependency: each may include itself and those before it. All of the layer's
 * sources lie in one of them. A layer that is not listed has none.
 * @type {Record<string, string[]>}
 */
export const rooms = {
  core: ['base', 'kernels', 'random', 'attention'],
  lab: ['words', 'text', 'model', 'edit', 'link', 'program', 'readings', 'laboratory'],
  ui: ['base', 'text', 'kit', 'matrix', 'picture', 'sentence', 'rail', 'flow', 'inspector', 'plan', 'overlay', 'bar', 'phone', 'page'],
  app: ['abi', 'json', 'drawing', 'gl', 'browser', 'native', 'input', 'loop', 'calls'],
};

/** The same of the page's modules. Those in the folder itself come after all rooms. */
export const pageRooms = ['base', 'module', 'api', 'prose', 'drawing', 'input', 'mirror', 'lessons', 'kept'];

/** Standard headers have neither a folder nor a suffix; those taken over from C as `<name.h>` are not welcome. */
const standard = /^[a-z_0-9]+$/;

/**
 * The forbidden includes of one C++ source.
 * @param {string} layer
 * @param {string} file path from src/, for resolving an include beside it
 * @param {string} text
 * @returns {string[]} what is wrong, one sentence each
 */
export function forbiddenIncludes(layer, file, text) {
  const { layers, outside } = rules[layer];
  const wrong = [];
  for (const [, mark, name] of text.matchAll(/^[ \t]*#[ \t]*(?:include|import)[ \t]*([<"])([^>"]+)[>"]/gm)) {
    const say = (/** @type {string} */ why) => wrong.push(`${file} includes ${name}: ${why}`);
    if (mark === '<') {
      if (!standard.test(name) && !outside.test(name)) say(`${layer} knows no such library`);
      continue;
    }
    // "layer/file.hpp" from src/, or a file of the same layer beside this one.
    const inLayer = Object.keys(rules).includes(name.split('/')[0]);
    const target = inLayer ? name : path.posix.normalize(path.posix.join(path.posix.dirname(file), name));
    const owner = target.split('/')[0];
    if (!rules[owner]) {
      if (!outside.test(name)) say('that is no layer');
    } else if (owner !== layer && !layers.includes(owner)) {
      say(`${layer} may not know ${owner}`);
    } else if (owner === layer && rooms[layer]) {
      const [own, other] = [file, target].map((name) => roomOf(layer, name));
      if (own && rooms[layer].indexOf(other) > rooms[layer].indexOf(own)) say(`${layer}/${own} may not know ${layer}/${other}`);
    }
  }
  // What a macro names cannot be checked, so it may not be used.
  for (const [line] of text.matchAll(/^[ \t]*#[ \t]*include[ \t]+[A-Za-z_].*$/gm)) wrong.push(`${file}: ${line.trim()} hides what it includes`);
  return wrong;
}

/** The room a file of a layer lies in; empty for none. @param {string} layer @param {string} file path from src/ */
export function roomOf(layer, file) {
  const [owner, room, ...rest] = file.split('/');
  return owner === layer && rest.length > 0 && rooms[layer]?.includes(room) ? room : '';
}

/**
 * The forbidden imports of one JavaScript module: relative ones that leave its folder, packages, and, of the page's, rooms
 * that come later.
 * @param {string} folder such as `web`
 * @param {string} file path from the clone
 * @param {string} text
 * @returns {string[]}
 */
export function forbiddenImports(folder, file, text) {
  const wrong = [];
  for (const match of text.matchAll(/(?:^|[^\w.@*])(?:import|export)\b[^'"`;()]*?from\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]|[^\w.]import\(\s*['"]([^'"]+)['"]\s*\)/gm)) {
    if (isInComment(text, match.index)) continue;
    const name = match[1] ?? match[2] ?? match[3];
    if (name.startsWith('node:') && folder === 'headless') continue; // its file reading, chosen at run time
    const target = path.posix.normalize(path.posix.join(path.posix.dirname(file), name));
    if (!name.startsWith('.')) wrong.push(`${file} imports ${name}: the page uses no packages`);
    else if (!target.startsWith(`${folder}/`)) wrong.push(`${file} imports ${name}: outside ${folder}/`);
    else if (folder === 'web' && target !== 'web/types.js' && pageRoom(target) > pageRoom(file)) wrong.push(`${file} imports ${name}: a later room`);
  }
  return wrong;
}

/** The place of a page module's room in the order. @param {string} file path from the clone */
function pageRoom(file) {
  const at = pageRooms.indexOf(file.split('/')[1]);
  return at < 0 ? pageRooms.length : at;
}

/** @param {string} text @param {number} at */
function isInComment(text, at) {
  const line = text.slice(text.lastIndexOf('\n', at) + 1, text.indexOf('\n', at + 1) + 1 || undefined);
  return /^\s*(\*|\/\/|\/\*)/.test(line);
}
