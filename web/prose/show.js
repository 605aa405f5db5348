// <hs-show apply="causal=1" view="large=weights">: a link in a sentence that changes the document, or what is shown of it.
import { Bound, define } from './bound.js';

export class Show extends Bound {
  constructor() {
    super();
    this.addEventListener('click', () => void this.#act());
    this.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      void this.#act();
    });
  }

  connectedCallback() {
    super.connectedCallback();
    this.tabIndex = 0;
    this.setAttribute('role', 'button');
  }

  async #act() {
    const { lab } = this;
    const edit = this.getAttribute('apply'), view = this.getAttribute('view');
    try {
      if (edit) await lab?.apply(edit);
      if (view) lab?.setView(view);
    } catch (error) {
      lab?.notify(/** @type {Error} */ (error).message, true);
    }
  }
}

define('hs-show', Show);
