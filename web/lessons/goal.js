// What a step asks its reader to reach, as text: "weights[0,0,1,0] < 0.5", "causal = 1", "num_heads = 8".

/** @typedef {{ subject: string, relation: '<' | '>' | '=', limit: string }} Goal */

/** A number in the place of a limit, and how near is equal. */
const NEAR = 0.005;

/** @param {string} text @returns {Goal} */
export function readGoal(text) {
  const found = /^(\S+) ([<>=]) (\S+)$/.exec(text);
  if (!found) throw new RangeError(`“${text}” is no goal, such as “weights[0,0,1,0] < 0.5” or “causal = 1”`);
  const [, subject, relation, limit] = found;
  return { subject, relation: /** @type {Goal['relation']} */ (relation), limit };
}

/**
 * Whether the laboratory is there.
 * @param {import('../api/lab.js').Lab} lab @param {Goal} goal
 */
export function isReached(lab, { subject, relation, limit }) {
  const now = subject.includes('[') ? lab.value(subject) : lab.get(subject);
  if (typeof now === 'string') return relation === '=' && now === limit;
  const value = Number(now), bound = Number(limit);
  if (relation === '=') return Math.abs(value - bound) <= NEAR;
  return relation === '<' ? value < bound : value > bound;
}
