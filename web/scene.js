// The DOM of one laboratory: a shadow root with the canvas, the mirror over it, the text agent and the live region.
import { applyStyles } from './styles.js';

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} attributes
 */
function make(tag, attributes) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/**
 * @param {Element} element
 * @param {string} name the laboratory's accessible name
 */
export function createScene(element, name) {
  // An element of its own: not every element may have a shadow root, and a page may have given it one.
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  applyStyles(root);
  const frame = make('section', { class: 'lab', 'aria-label': name });
  // Focusable, but no stop for Tab: the mirror's controls are.
  const canvas = make('canvas', { tabindex: '-1', 'aria-hidden': 'true' });
  const mirror = make('div', { class: 'mirror' });
  const agent = make('textarea', {
    class: 'agent', tabindex: '-1', disabled: '', rows: '1', autocomplete: 'off', autocorrect: 'off', autocapitalize: 'off', spellcheck: 'false',
  });
  const live = make('div', { class: 'live', role: 'status' });
  frame.append(canvas, mirror, agent, live);
  root.append(frame);
  element.append(host);
  return { root, frame, canvas, mirror, agent, live, remove: () => host.remove() };
}
