// HTML as nodes that the page builds without reading HTML: a text, or [tag, attributes, ...children]. Only what lessons need is let through.
import { parseFragment } from 'parse5';
import { Failure } from '../setup/run.mjs';

/** @typedef {import('../../web/lessons/types.js').ProseNode} ProseNode */

const TAGS = new Set(('p em strong code ul ol li br table thead tbody tr th td hs-number hs-slider hs-show '
  + 'math mrow mi mn mo ms mtext msup msub msubsup mfrac msqrt mroot mover munder munderover mtable mtr mtd mspace mstyle mpadded mphantom').split(' '));
const ATTRIBUTES = new Set(('cell param digits printed differs from to apply view '
  + 'display mathvariant stretchy fence form separator accent lspace rspace width height depth scriptlevel displaystyle columnalign linethickness minsize maxsize symmetric largeop movablelimits').split(' '));
/** Where a link of a lesson may lead: into the document or the view, never elsewhere. */
const LINK = /^(apply|show):([\s\S]+)$/;

/** @param {string} html @param {string} at for messages @returns {ProseNode[]} */
export function toNodes(html, at) {
  return parseFragment(html).childNodes.flatMap((node) => nodesOf(/** @type {any} */ (node), at));
}

/** @param {any} node @param {string} at @returns {ProseNode[]} */
function nodesOf(node, at) {
  if (node.nodeName === '#text') return node.value.trim() === '' && node.value.includes('\n') ? [] : [node.value];
  const children = (node.childNodes ?? []).flatMap((/** @type {any} */ child) => nodesOf(child, at));
  if (node.tagName === 'a') {
    const href = decodeURI(node.attrs.find((/** @type {any} */ attr) => attr.name === 'href')?.value ?? '');
    const found = LINK.exec(href);
    if (!found) throw new Failure(`${at}: the link “${href}” must begin with “apply:” or “show:”.`);
    return [['hs-show', { [found[1] === 'apply' ? 'apply' : 'view']: found[2] }, ...children]];
  }
  if (node.tagName === 'semantics' || node.tagName === 'annotation') return node.tagName === 'annotation' ? [] : children;
  if (!TAGS.has(node.tagName)) throw new Failure(`${at}: <${node.tagName ?? node.nodeName}> has no place in a lesson.`);
  const attributes = Object.fromEntries(node.attrs.filter((/** @type {any} */ { name }) => ATTRIBUTES.has(name)).map((/** @type {any} */ { name, value }) => [name, value]));
  return [[node.tagName, attributes, ...children]];
}
