// The state of a lesson that is open: which step, the document and the view it stands for, and whether its act is done.
import { inOrder } from './edit_text.js';
import { isReached } from './goal.js';

/** @typedef {import('../api/lab.js').Lab} Lab */
/** @typedef {import('./types.js').Lesson} Lesson */

/** What a step shows unless it says otherwise: these fields at their first values, with all the room for the picture. */
const VIEW = 'item=&layer=&head=&second_head=&large=&gallery=&head_order=&all_steps=&weight_scale=&scale_lock=&geometry=&axis_x=&axis_y=&zoom='
  + '&query=&arcs=&decoding=&pins=&compare=&against=&painting=&highlights=&hidden=&read_only=&help=0&legend=0'
  + '&question=0&first_steps=0&rail_folded=1&inspector_folded=1';

export class Player {
  /** @param {Lab} lab @param {Lesson} lesson @param {number} index of the step */
  constructor(lab, lesson, index) {
    this.lab = lab;
    this.lesson = lesson;
    this.index = index;
    /** The act of the step is done, or was shown. */
    this.done = false;
    this.link = '';
  }

  get step() { return this.lesson.steps[this.index]; }
  get isLast() { return this.index === this.lesson.steps.length - 1; }
  /** A step without an act has nothing to wait for. */
  get asks() { return Boolean(this.step.goal || this.step.ask || this.step.choices); }
  /** Something was changed that the step did not change. */
  get isChanged() { return this.lab.link() !== this.link; }

  /** The document of the present step, as a link's text. */
  get document() {
    return inOrder([this.lesson.document, ...this.lesson.steps.slice(0, this.index + 1).map(({ change }) => change)]);
  }
  get view() {
    return inOrder([VIEW, this.lesson.view, this.step.view]);
  }

  /** Makes the laboratory what the step stands for: one step of undo, or an error and nothing changed. @param {number} [index] */
  async open(index = this.index) {
    const { index: before, done } = this;
    this.index = index;
    this.done = !this.asks;
    try {
      await this.lab.open(this.document);
    } catch (error) {
      Object.assign(this, { index: before, done });
      throw error;
    }
    this.link = this.lab.link();
    this.lab.setView(this.view);
  }

  /** The act is done, or its end was asked for. */
  finish() {
    this.done = true;
  }

  /** Whether the reader has just got there. */
  reaches() {
    if (this.done || !this.step.goal) return false;
    try {
      return this.step.goal.every((goal) => isReached(this.lab, goal));
    } catch {
      return false;  // the document has no such cell now
    }
  }
}
