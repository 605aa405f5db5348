// Plays every lesson: each step opens, each address is a cell, each printed number is what it says, each mistake differs from the answer.
import { candidates, toleranceOf } from '../../web/lessons/diagnosis.js';
import { isReached } from '../../web/lessons/goal.js';
import { Player } from '../../web/lessons/player.js';

/** @typedef {import('../../web/lessons/types.js').Lesson} Lesson */
/** @typedef {import('../../web/lessons/types.js').ProseNode} ProseNode */
/** @typedef {import('../../web/api/lab.js').Lab} Lab */

/** Every element of a text. @param {ProseNode[]} nodes @returns {Exclude<ProseNode, string>[]} */
export function elements(nodes) {
  return nodes.flatMap((node) => (typeof node === 'string' ? [] : [node, ...elements(/** @type {ProseNode[]} */ (node.slice(2)))]));
}

/** What is read of a text, without what is computed or is a formula. @param {ProseNode[]} nodes @returns {string} */
export function plainText(nodes) {
  return nodes.map((node) => (typeof node === 'string' ? node : node[0] === 'math' ? ' ' : plainText(/** @type {ProseNode[]} */ (node.slice(2))))).join('');
}

/** A printed number is right when the exact one rounds to it. @param {string} printed @param {number} exact */
function agrees(printed, exact) {
  const text = printed.replace('−', '-');
  const decimals = text.split('.')[1]?.length ?? 0;
  return Math.abs(Number(text) - exact) <= 0.5 * 10 ** -decimals * (1 + 1e-4);
}

/**
 * What is wrong with a lesson, each with the step it is in.
 * @param {Lesson} lesson @param {() => Promise<Lab>} laboratory
 */
export async function faultsOf(lesson, laboratory) {
  /** @type {string[]} */
  const faults = [];
  const lab = await laboratory();
  for (const [index, step] of lesson.steps.entries()) {
    const fault = (/** @type {string} */ what) => faults.push(`${lesson.id}, step “${step.id}”: ${what}`);
    const attempt = async (/** @type {string} */ of, /** @type {() => any} */ work) => {
      try { return await work(); } catch (error) { fault(`${of}: ${/** @type {Error} */ (error).message}`); return undefined; }
    };
    const player = new Player(lab, lesson, index);
    await attempt('the document or the view', () => player.open());
    for (const goal of step.goal ?? []) {
      const reached = await attempt(`the goal ${goal.subject}`, () => isReached(lab, goal));
      if (reached) fault(`the goal ${goal.subject} ${goal.relation} ${goal.limit} is reached before the reader does anything`);
    }
    if (step.ask) await attempt('the question', () => checkAsk(lab, step, laboratory, fault));
    const told = [...step.body, ...(step.after ?? []), ...(step.choices ?? []).flatMap(({ text, reply }) => [...text, ...reply]), ...Object.values(step.replies ?? {}).flat()];
    for (const [tag, { cell, param, printed, differs, apply, view }] of elements(told)) {
      if (tag === 'hs-show') {
        const scratch = await laboratory();
        await scratch.open(lab.link());
        if (apply !== undefined) await attempt(`apply:${apply}`, () => scratch.apply(apply));
        if (view !== undefined) await attempt(`show:${view}`, () => scratch.setView(view));
        scratch.destroy();
      }
      if (param !== undefined) await attempt(`{${param}}`, () => lab.get(param));
      if (cell === undefined) continue;
      const exact = await attempt(`{${cell}}`, () => lab.value(cell));
      if (printed === undefined || exact === undefined) continue;
      if (differs === undefined && !agrees(printed, exact)) fault(`{${cell} = ${printed}} is ${exact}`);
      if (differs !== undefined && agrees(printed, exact)) fault(`{${cell} ≠ ${printed}} is what was printed`);
    }
    if (step.choices && step.choices.filter(({ right }) => right).length !== 1) fault('exactly one choice must be right ([x])');
  }
  lab.destroy();
  return faults;
}

/** @param {Lab} lab @param {import('../../web/lessons/types.js').Step} step @param {() => Promise<Lab>} laboratory @param {(what: string) => void} fault */
async function checkAsk(lab, { ask }, laboratory, fault) {
  if (!ask) return;
  const numbers = [...await candidates(lab, ask, laboratory)];
  for (const [i, [name, value]] of numbers.entries()) {
    if (!Number.isFinite(value)) fault(`the number “${name}” is ${value}`);
    for (const [other, another] of numbers.slice(0, i)) {
      if (Math.abs(value - another) <= 2 * toleranceOf(value, ask)) fault(`“${name}” (${value}) cannot be told from “${other}” (${another})`);
    }
  }
}
