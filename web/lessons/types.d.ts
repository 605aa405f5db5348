// A lesson as the page loads it: made from assets/lessons by tools/lessons.
import type { Goal } from './goal.js';

/** A text, or [tag, attributes, ...children]. */
export type ProseNode = string | [string, Record<string, string>, ...ProseNode[]];

export interface Choice { right: boolean; text: ProseNode[]; reply: ProseNode[] }
/** How a wrong number comes about: the same cell after an edit, another cell, or a number of its own. */
export interface Variant { apply?: string; cell?: string; value?: number }
/** A number the reader is asked for. */
export interface Ask { cell: string; tolerance?: number; wrong: Record<string, Variant> }

/** What a step does. */
export interface Act {
  id: string;
  /** An edit on the document of the step before; '' changes nothing. */
  change: string;
  /** What is shown, over what the lesson shows in all its steps: as of Lab.setView. */
  view: string;
  /** What the reader is asked to reach; all of it. */
  goal?: Goal[];
  ask?: Ask;
}
export interface Step extends Act {
  title: string;
  body: ProseNode[];
  /** Said once the act is done. */
  after?: ProseNode[];
  choices?: Choice[];
  /** What is said to a number: to the right one, to each wrong one, to any other. */
  replies?: Record<string, ProseNode[]>;
}
export interface Lesson {
  id: string; title: string; summary: string;
  /** What differs from the laboratory's first document, and what is shown in every step. */
  document: string; view: string;
  steps: Step[];
}
/** One line of the list of lessons. */
export interface LessonEntry { id: string; title: string; summary: string; steps: number }
