// The acts of a lesson: steps.json, checked key by key.
import fs from 'node:fs';
import path from 'node:path';
import { readGoal } from '../../web/lessons/goal.js';
import { repository } from '../setup/cache.mjs';
import { Failure } from '../setup/run.mjs';

/** @typedef {import('../../web/lessons/types.js').Act} Act */

const STEP_KEYS = ['id', 'change', 'view', 'goal', 'ask'];

/**
 * @param {string} file in the repository
 * @returns {{ document: string, view: string, steps: Act[] }}
 */
export function readSteps(file) {
  /** @param {string} what @returns {never} */
  const fail = (what) => { throw new Failure(`${file}: ${what}`); };
  /** @type {any} */
  let given;
  try {
    given = JSON.parse(fs.readFileSync(path.join(repository, file), 'utf8'));
  } catch (error) {
    fail(/** @type {Error} */ (error).message);
  }
  const known = (/** @type {string} */ of, /** @type {object} */ value, /** @type {string[]} */ keys) => {
    for (const key of Object.keys(value)) if (!keys.includes(key)) fail(`${of} has an unknown key “${key}”; there are: ${keys.join(', ')}.`);
  };
  const text = (/** @type {string} */ of, /** @type {unknown} */ value) => (typeof value === 'string' ? value : fail(`${of} must be a text.`));
  known('the lesson', given, ['document', 'view', 'steps']);
  if (!Array.isArray(given.steps)) fail('there are no steps.');
  /** @type {Set<string>} */
  const ids = new Set();
  const steps = given.steps.map((/** @type {any} */ step, /** @type {number} */ i) => {
    const of = `step ${i + 1}${step.id ? ` (“${step.id}”)` : ''}`;
    known(of, step, STEP_KEYS);
    if (!/^[a-z][a-z0-9-]*$/.test(step.id ?? '')) fail(`${of}: its id must be small letters, digits and hyphens.`);
    if (ids.has(step.id)) fail(`${of}: this id was there before.`);
    ids.add(step.id);
    const goal = step.goal === undefined ? undefined : [step.goal].flat().map((one) => {
      try { return readGoal(text(`${of}: goal`, one)); } catch (error) { return fail(`${of}: ${/** @type {Error} */ (error).message}.`); }
    });
    if (step.ask) {
      known(`${of}: ask`, step.ask, ['cell', 'tolerance', 'wrong']);
      text(`${of}: ask.cell`, step.ask.cell);
      for (const [name, variant] of Object.entries(step.ask.wrong ?? {})) {
        known(`${of}: ask.wrong.${name}`, /** @type {object} */ (variant), ['apply', 'cell', 'value']);
      }
    }
    return {
      id: step.id, change: text(`${of}: change`, step.change ?? ''), view: text(`${of}: view`, step.view ?? ''),
      ...(goal && { goal }), ...(step.ask && { ask: { wrong: {}, ...step.ask } }),
    };
  });
  return { document: text('document', given.document ?? ''), view: text('view', given.view ?? ''), steps };
}
