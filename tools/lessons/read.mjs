// Reads a lesson's folder: steps.json (the acts) and a text for each language (Markdown), and makes of them what the page loads.
import fs from 'node:fs';
import path from 'node:path';
import { repository } from '../setup/cache.mjs';
import { Failure } from '../setup/run.mjs';
import { readSteps } from './steps.mjs';
import { readText } from './text.mjs';

export const folder = path.join(repository, 'assets/lessons');
export const languages = /** @type {const} */ (['en', 'zh-Hans']);

/** @typedef {import('../../web/lessons/types.js').Lesson} Lesson */

/** @returns {string[]} the lessons' ids in their order */
export function lessonIds() {
  const file = path.join(folder, 'order.json');
  const ids = JSON.parse(fs.readFileSync(file, 'utf8'));
  const there = fs.readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  for (const id of there) if (!ids.includes(id)) throw new Failure(`assets/lessons/order.json: the lesson “${id}” is missing.`);
  return ids;
}

/**
 * A lesson in one language. Throws a Failure that names file and line.
 * @param {string} id @param {string} language
 * @returns {Lesson}
 */
export function readLesson(id, language) {
  const { document, view, steps } = readSteps(path.join('assets/lessons', id, 'steps.json'));
  const file = path.join('assets/lessons', id, `${language}.md`);
  const text = readText(file);
  const told = text.steps.map((step) => step.id).join(), meant = steps.map((step) => step.id).join();
  if (told !== meant) throw new Failure(`${file}: its steps are ${told}; those of steps.json are ${meant}.`);
  return {
    id, title: text.title, summary: text.summary, document, view,
    steps: steps.map((step, i) => {
      const { line, choices, replies, ...prose } = text.steps[i];
      const fail = (/** @type {string} */ what) => { throw new Failure(`${file}:${line}: step “${step.id}” ${what}`); };
      if (step.ask && choices) fail('asks for a number and offers choices; it can do one.');
      if (step.ask) {
        for (const name of ['right', 'other', ...Object.keys(step.ask.wrong)]) if (!replies?.[name]) fail(`has no reply “> ${name}: …”.`);
        for (const name of Object.keys(replies ?? {})) if (name !== 'right' && name !== 'other' && !step.ask.wrong[name]) fail(`replies to “${name}”, which steps.json does not know.`);
      } else if (replies) {
        fail('has replies and asks for no number.');
      }
      if ((step.goal || step.ask || choices) && !prose.after) fail('says nothing after its act: a line “---” and what has changed.');
      return { ...step, ...prose, ...(choices && { choices }), ...(replies && { replies }) };
    }),
  };
}

/** What the page loads, by file name: a list for each language, and each lesson in each. @returns {Record<string, object>} */
export function compiledLessons() {
  /** @type {Record<string, object>} */
  const files = {};
  for (const language of languages) {
    const lessons = lessonIds().map((id) => readLesson(id, language));
    for (const lesson of lessons) files[`${lesson.id}.${language}.json`] = lesson;
    files[`list.${language}.json`] = lessons.map(({ id, title, summary, steps }) => ({ id, title, summary, steps: steps.length }));
  }
  return files;
}
