// What the elements of prose have in common: the laboratory they speak of, and following it.

/** @typedef {import('../api/lab.js').Lab} Lab */
/** @typedef {HTMLElement & { headscope?: Lab }} LaboratoryElement */

/**
 * An element bound to a laboratory: the one that `lab` was set to, else that of the element whose id `for` names, else the first of
 * the page. It follows as long as it is in a document.
 */
export class Bound extends HTMLElement {
  /** @type {Lab | undefined} */
  #lab;
  /** @type {(() => void)[]} */
  #listening = [];

  get lab() {
    const id = this.getAttribute('for');
    const scope = /** @type {Document | ShadowRoot} */ (this.getRootNode());
    const element = id ? scope.getElementById?.(id) : document.querySelector('.headscope');
    return this.#lab ?? /** @type {LaboratoryElement | null | undefined} */ (element)?.headscope;
  }
  set lab(lab) {
    this.#lab = lab;
    if (this.isConnected) this.connectedCallback();
  }

  connectedCallback() {
    this.disconnectedCallback();
    const { lab } = this;
    if (!lab) return;
    this.#listening = [
      lab.on('change', () => this.follow(lab)),
      lab.on('select', ({ cell }) => this.classList.toggle('lit', cell !== null && cell.address === this.getAttribute('cell'))),
    ];
    this.follow(lab);
  }
  disconnectedCallback() {
    for (const off of this.#listening.splice(0)) off();
  }

  /** Shows what the laboratory has now. @param {Lab} _lab */
  follow(_lab) {}
}

/** Two versions on one page are one element each: the first that came. @param {string} name @param {CustomElementConstructor} element */
export function define(name, element) {
  if (!customElements.get(name)) customElements.define(name, element);
}
