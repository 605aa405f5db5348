// The state of a lesson that is open: which step, the document and the view it stands for, and whether its act is done.
import { inOrder } from './edit_text.js';
import { isReached } from './goal.js';

/** @typedef {import('../api/lab.js').Lab} Lab */
/** @typedef {import('./types.js').Lesson} Lesson */

/** Fields of the view that are the reader's own. */
const READERS = new Set(['language', 'theme', 'symbols', 'tab']);

/** The view with all other fields at their first values. @param {Lab} lab */
export function firstView(lab) {
  return lab.catalogue.view.map(({ key }) => key).filter((key) => !READERS.has(key)).map((key) => `${key}=`).join('&');
}

/** All the room for the picture. */
const ROOM = 'question=0&first_steps=0&rail_folded=1&inspector_folded=1';

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
    return inOrder([firstView(this.lab), ROOM, this.lesson.view, this.step.view]);
  }

  /** Makes the laboratory what the step stands for: one step of undo, or an error and nothing changed. @param {number} [index] */
  async open(index = this.index) {
    const { index: before, done } = this;
    this.index = index;
    this.done = !this.asks;
    try {
      await this.lab.open(this.document);
      try {
        this.lab.setView(this.view);
      } catch (error) {
        this.lab.undo();
        throw error;
      }
    } catch (error) {
      Object.assign(this, { index: before, done });
      throw error;
    }
    this.link = this.lab.link();
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
