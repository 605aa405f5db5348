// Where the visitor was, and which lessons are done, where the browser keeps that.
import { read, write } from '../base/storage.js';

/** @returns {{ id: string, step: string } | null} */
export function lastPlace() {
  const [id, step] = (read('lesson') ?? '').split('.');
  return id && step ? { id, step } : null;
}

/** @param {string} id @param {string} step */
export const keepPlace = (id, step) => write('lesson', `${id}.${step}`);

/** @returns {string[]} */
export const doneLessons = () => (read('lessons-done') ?? '').split(',').filter(Boolean);

/** @param {string} id */
export function keepDone(id) {
  const done = doneLessons();
  if (!done.includes(id)) write('lessons-done', [...done, id].join());
}
