// The question of a step: choices with a reply each, or a number whose reply says which mistake gives it.
import { candidates, diagnose } from './diagnosis.js';
import { button, element } from './element.js';
import { prose } from './prose.js';

/** @typedef {import('./player.js').Player} Player */
/** @typedef {ReturnType<typeof import('./words.js').wordsIn>} Words */
/** @typedef {{ words: Words, another: () => Promise<import('../api/lab.js').Lab>, answered: () => void }} With */

/** @param {Player} player @param {With} using @returns {HTMLElement | null} */
export function question(player, using) {
  if (player.step.choices) return choices(player, using);
  return player.step.ask ? number(player, using) : null;
}

/** @param {HTMLElement} reply @param {import('./types.js').ProseNode[]} nodes @param {Player} player @param {boolean} right */
function say(reply, nodes, player, right) {
  reply.replaceChildren(prose(nodes, player.lab));
  reply.classList.toggle('right', right);
  reply.hidden = false;
}

/** @param {Player} player @param {With} using */
function choices(player, { answered }) {
  const reply = element('div', 'reply');
  reply.setAttribute('role', 'status');
  reply.hidden = true;
  const all = (player.step.choices ?? []).map((choice) => {
    const made = element('button', 'choice', prose(choice.text, player.lab));
    made.type = 'button';
    made.addEventListener('click', () => {
      for (const other of all) other.setAttribute('aria-pressed', String(other === made));
      say(reply, choice.reply, player, choice.right);
      if (choice.right) answered();
    });
    return made;
  });
  return element('div', 'question', ...all, reply);
}

/** @param {Player} player @param {With} using */
function number(player, { words, another, answered }) {
  const { ask, replies = {} } = player.step;
  if (!ask) return element('div', '');
  const reply = element('div', 'reply');
  reply.setAttribute('role', 'status');
  reply.hidden = true;
  const field = element('input', '');
  field.inputMode = 'decimal';
  field.autocomplete = 'off';
  field.setAttribute('aria-label', words.answer);
  field.placeholder = words.answer;
  const form = element('form', 'guess', field, element('button', 'primary', words.check));
  const reveal = button('quiet', words.reveal, () => {
    answered();
    say(reply, replies.right, player, true);
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const text = field.value.trim().replace(/−/g, '-').replace(',', '.').replace('，', '.');
    const guess = text === '' ? NaN : Number(text);
    if (!Number.isFinite(guess)) return say(reply, [['p', {}, words.notNumber]], player, false);
    const name = diagnose(guess, await candidates(player.lab, ask, another), ask);
    if (name === 'right') answered();
    say(reply, replies[name] ?? replies.other, player, name === 'right');
  });
  return element('div', 'question', form, reply, reveal);
}
