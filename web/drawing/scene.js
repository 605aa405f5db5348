// The DOM of one laboratory: a shadow root with a room for the stage (the canvas, or its last picture), the mirror over it, the
// text agent and the live region. What needs room of its own stands beside that, in the frame.
import { applyStyles } from '../base/styles.js';

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

/** @typedef {ReturnType<typeof createScene>} Scene */

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
  const stage = make('div', { class: 'stage', tabindex: '-1', 'aria-hidden': 'true' });
  const mirror = make('div', { class: 'mirror' });
  const agent = make('textarea', {
    class: 'agent', tabindex: '-1', disabled: '', rows: '1', autocomplete: 'off', autocorrect: 'off', autocapitalize: 'off', spellcheck: 'false',
  });
  const live = make('div', { class: 'live', role: 'status' });
  /** @type {HTMLElement | null} */
  let picture = null;
  let canvas = make('canvas', {});
  const room = make('div', { class: 'room' });
  stage.append(canvas);
  room.append(stage, mirror, agent, live);
  frame.append(room);
  root.append(frame);
  element.append(host);

  return {
    root, frame, room, stage, mirror, agent, live,
    /** The canvas of now: a WebGL context that is gone for good takes its canvas with it. */
    get canvas() { return canvas; },
    /** A canvas that has no context yet, in the place of the one that had. */
    renewCanvas() {
      const fresh = make('canvas', {});
      fresh.width = canvas.width;
      fresh.height = canvas.height;
      canvas.replaceWith(fresh);
      canvas = fresh;
      return fresh;
    },
    /** Shows this over the canvas, in the place of what was shown there: a picture, a message; null shows the canvas. @param {HTMLElement | null} over */
    cover(over) {
      picture?.remove();
      picture = over;
      if (!over) return;
      if (over instanceof HTMLCanvasElement) stage.append(over);
      else frame.append(over);
    },
    /** Takes everything away but what `keep` says. @param {Element[]} keep */
    strip(keep = []) { for (const child of [...root.children]) if (!keep.includes(child)) child.remove(); },
    remove: () => host.remove(),
  };
}
