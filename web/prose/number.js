// <hs-number cell="weights[0,1,3,0]">: a number of the laboratory in a sentence. It follows; pointing at it outlines its cell. One that can be
// edited (a cell of X or of a weight, or param="temperature") is dragged sideways, stepped by arrow keys, and typed by Enter or a double click.
// With printed="2.0" it is what an article printed, and the exact number is its title.
import { Bound, define } from './bound.js';
import { numberText } from '../base/number_text.js';

/** @typedef {import('../api/lab.js').Lab} Lab */

/** Pixels a number is dragged for one step. */
const PIXELS_A_STEP = 6;

export class LiveNumber extends Bound {
  /** @type {{ x: number, from: number } | undefined} */
  #drag;
  /** The outline of its cell is this element's own. */
  #outlined = false;

  constructor() {
    super();
    this.addEventListener('pointerenter', () => this.#point(true));
    this.addEventListener('pointerleave', () => this.#point(false));
    this.addEventListener('focus', () => this.#point(true));
    this.addEventListener('blur', () => this.#point(false));
    this.addEventListener('pointerdown', (event) => this.#press(event));
    this.addEventListener('pointermove', (event) => this.#move(event));
    for (const end of /** @type {const} */ (['pointerup', 'pointercancel'])) this.addEventListener(end, () => { this.#drag = undefined; });
    this.addEventListener('keydown', (event) => this.#key(event));
    this.addEventListener('dblclick', () => this.#type());
  }

  get #cell() { return this.getAttribute('cell'); }
  get #param() { return this.getAttribute('param'); }

  /** @param {Lab} lab */
  #info(lab) { return lab.catalogue.params.find(({ key }) => key === this.#param); }
  /** @param {Lab} lab */
  #value(lab) { return this.#cell ? lab.value(this.#cell) : Number(lab.get(this.#param ?? '')); }
  /** @param {Lab} lab */
  #canEdit(lab) {
    if (this.hasAttribute('printed')) return false;
    if (this.#param) return true;
    const name = (this.#cell ?? '').replace(/^L\d+\./, '').split('[')[0];
    return lab.catalogue.tensors.some(({ key, kind }) => key === name && kind !== 'stage');
  }
  /** @param {Lab} lab @param {number} value */
  #set(lab, value) {
    try {
      if (this.#cell) lab.setCell(this.#cell, Math.round(value * 1000) / 1000);
      else {
        const info = this.#info(lab);
        lab.set(this.#param ?? '', info ? Math.min(info.max, Math.max(info.min, value)) : value);
      }
    } catch (error) {
      lab.notify(/** @type {Error} */ (error).message, true);
    }
  }
  /** @param {Lab} lab */
  #step(lab) { return this.#cell ? 0.1 : this.#info(lab)?.step || 1; }

  /** @param {Lab} lab */
  follow(lab) {
    if (this.querySelector('input')) return;
    let text = '?';
    try {
      text = numberText(this.#value(lab), Number(this.getAttribute('digits') ?? 3));
    } catch { /* this document has no such cell: the sentence still reads */ }
    const printed = this.getAttribute('printed');
    this.textContent = printed ?? text;
    if (printed !== null) this.title = text;
    const edits = this.#canEdit(lab);
    this.classList.toggle('edits', edits);
    this.tabIndex = 0;
    if (edits) {
      this.setAttribute('role', 'spinbutton');
      this.setAttribute('aria-valuenow', text.replace('−', '-'));
    } else {
      this.setAttribute('role', 'note');
    }
    this.setAttribute('aria-label', `${this.#cell ?? this.#param} ${this.textContent}`);
  }

  /** Outlines the cell in the pictures, beside what is outlined there. @param {boolean} on */
  #point(on) {
    const { lab } = this, cell = this.#cell;
    if (!lab || !cell) return;
    const outlined = lab.view().highlights.map(({ address }) => address);
    if (on === outlined.includes(cell) || (!on && !this.#outlined)) return;
    this.#outlined = on;
    try {
      lab.setView({ highlights: on ? [...outlined, cell] : outlined.filter((address) => address !== cell) });
    } catch { /* this document has no such cell */ }
  }

  /** @param {PointerEvent} event */
  #press(event) {
    const { lab } = this;
    if (!lab || !this.#canEdit(lab) || event.target !== this) return;
    this.setPointerCapture(event.pointerId);
    this.#drag = { x: event.clientX, from: this.#value(lab) };
  }
  /** @param {PointerEvent} event */
  #move(event) {
    const { lab } = this;
    if (!lab || !this.#drag) return;
    const steps = Math.round((event.clientX - this.#drag.x) / PIXELS_A_STEP);
    const value = this.#drag.from + steps * this.#step(lab);
    if (value !== this.#value(lab)) this.#set(lab, value);
  }
  /** @param {KeyboardEvent} event */
  #key(event) {
    const { lab } = this;
    if (!lab || !this.#canEdit(lab) || event.target !== this) return;
    const direction = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }[event.key];
    if (event.key === 'Enter') this.#type();
    else if (direction) this.#set(lab, this.#value(lab) + direction * this.#step(lab));
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  /** A field in the number's place until Enter, Escape or another place. */
  #type() {
    const { lab } = this;
    if (!lab || !this.#canEdit(lab)) return;
    const field = document.createElement('input');
    field.value = String(Number(this.#value(lab).toPrecision(6)));
    field.inputMode = 'decimal';
    field.setAttribute('aria-label', this.#cell ?? this.#param ?? '');
    this.replaceChildren(field);
    field.select();
    let isOver = false;
    /** @param {boolean} keep */
    const close = (keep) => {
      if (isOver) return;  // a field that goes away is left once more
      isOver = true;
      const value = field.value.trim() === '' ? NaN : Number(field.value);
      field.remove();
      if (keep && Number.isFinite(value)) this.#set(lab, value);
      this.follow(lab);
    };
    field.addEventListener('keydown', (event) => {
      event.stopPropagation();
      if (event.key !== 'Enter' && event.key !== 'Escape') return;
      close(event.key === 'Enter');
      this.focus();
    });
    field.addEventListener('blur', () => close(true));
    field.focus();
  }
}

define('hs-number', LiveNumber);
