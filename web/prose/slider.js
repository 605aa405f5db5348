// <hs-slider param="temperature" from="0.1" to="4">: a parameter of the laboratory as a slider in the text.
import { Bound, define } from './bound.js';
import { numberText } from '../base/number_text.js';

/** @typedef {import('../api/lab.js').Lab} Lab */

export class Slider extends Bound {
  #range = document.createElement('input');
  #shown = document.createElement('output');

  constructor() {
    super();
    this.#range.type = 'range';
    this.#range.addEventListener('input', () => {
      const { lab } = this;
      try { lab?.set(this.#param, Number(this.#range.value)); } catch (error) { lab?.notify(/** @type {Error} */ (error).message, true); }
    });
  }

  get #param() { return this.getAttribute('param') ?? ''; }

  connectedCallback() {
    if (!this.#range.isConnected) this.replaceChildren(this.#range, this.#shown);
    super.connectedCallback();
  }

  /** @param {Lab} lab */
  follow(lab) {
    const info = lab.catalogue.params.find(({ key }) => key === this.#param);
    if (!info) return;
    this.#range.min = this.getAttribute('from') ?? String(info.min);
    this.#range.max = this.getAttribute('to') ?? String(info.max);
    this.#range.step = this.getAttribute('step') ?? String(info.step || 'any');
    this.#range.value = String(Number(lab.get(this.#param)));
    this.#range.setAttribute('aria-label', lab.params().find(({ key }) => key === this.#param)?.label ?? this.#param);
    this.#shown.textContent = numberText(Number(lab.get(this.#param)));
  }
}

define('hs-slider', Slider);
