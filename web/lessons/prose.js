// Prose as elements: built node by node, so that no text is ever read as HTML.
import '../prose/number.js';
import '../prose/show.js';
import '../prose/slider.js';

/** @typedef {import('./types.js').ProseNode} ProseNode */

const MATHML = 'http://www.w3.org/1998/Math/MathML';

/**
 * @param {ProseNode[]} nodes
 * @param {import('../api/lab.js').Lab} lab what its live numbers speak of
 */
export function prose(nodes, lab) {
  const fragment = document.createDocumentFragment();
  fragment.append(...nodes.map((node) => build(node, lab, false)));
  return fragment;
}

/** @param {ProseNode} node @param {import('../api/lab.js').Lab} lab @param {boolean} inFormula @returns {Node} */
function build(node, lab, inFormula) {
  if (typeof node === 'string') return document.createTextNode(node);
  const [tag, attributes, ...children] = node;
  const formula = inFormula || tag === 'math';
  const element = formula ? document.createElementNS(MATHML, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if ('lab' in element) element.lab = lab;
  element.append(...children.map((child) => build(child, lab, formula)));
  return element;
}
