// The text of a lesson: Markdown, in which {weights[0,1,3,0]} is a live number. See assets/lessons/README.md.
import fs from 'node:fs';
import path from 'node:path';
import { marked } from 'marked';
import { repository } from '../setup/cache.mjs';
import { Failure } from '../setup/run.mjs';
import { toNodes } from './nodes.mjs';
import { liveNumbers, formulas } from './syntax.mjs';

/** @typedef {import('../../web/lessons/types.js').ProseNode} ProseNode */
/** @typedef {{ id: string, title: string, line: number, body: ProseNode[], after?: ProseNode[], choices?: import('../../web/lessons/types.js').Choice[], replies?: Record<string, ProseNode[]> }} StepText */

marked.use({ extensions: [liveNumbers, ...formulas] });

/** @param {string} file in the repository @returns {{ title: string, summary: string, steps: StepText[] }} */
export function readText(file) {
  const whole = path.join(repository, file);
  if (!fs.existsSync(whole)) throw new Failure(`${file} is missing: a lesson has a text in every language.`);
  const source = fs.readFileSync(whole, 'utf8');
  const [head, ...parts] = source.split(/^(?=## )/m);
  const title = /^# (.+)$/m.exec(head)?.[1];
  if (!title) throw new Failure(`${file}:1: there is no title, “# …”.`);
  if ([...title].length > 40) throw new Failure(`${file}:1: the title has ${[...title].length} characters; 40 are the most.`);
  const summary = head.replace(/^# .+$/m, '').trim();
  if (!summary) throw new Failure(`${file}:2: a sentence below the title must say what the lesson is about.`);
  let line = head.split('\n').length;
  const steps = parts.map((part) => {
    const at = `${file}:${line}`;
    const step = { ...stepText(part, at), line };
    line += part.split('\n').length - 1;
    return step;
  });
  return { title, summary, steps };
}

/** @param {string} part @param {string} at */
function stepText(part, at) {
  const heading = /^## (.+?) \{#([a-z][a-z0-9-]*)\}$/m.exec(part);
  if (!heading || !part.startsWith(heading[0])) throw new Failure(`${at}: a step begins with “## Title {#id}”.`);
  const [, title, id] = heading;
  const [before, after, ...more] = part.slice(heading[0].length).split(/^---$/m);
  if (more.length > 0) throw new Failure(`${at}: one “---” divides what is said before the act from what is said after it.`);
  const tokens = marked.lexer(before);
  const isChoice = (/** @type {import('marked').Token} */ token) => token.type === 'list' && token.items.some((/** @type {any} */ item) => item.task);
  const isReply = (/** @type {import('marked').Token} */ token) => token.type === 'blockquote';
  const body = tokens.filter((token) => !isChoice(token) && !isReply(token));
  const list = tokens.find(isChoice);
  const quote = tokens.find(isReply);
  return {
    id, title, body: nodesOf(body, at),
    ...(after && { after: nodesOf(marked.lexer(after), at) }),
    ...(list && { choices: /** @type {any} */ (list).items.map((/** @type {any} */ item) => choice(item, at)) }),
    ...(quote && { replies: replies(/** @type {any} */ (quote), at) }),
  };
}

/** @param {import('marked').Token[]} tokens @param {string} at */
const nodesOf = (tokens, at) => toNodes(marked.parser(tokens), at);

/** `- [x] what is offered`, and below it, further in, what is said to whom chooses it. @param {any} item @param {string} at */
function choice(item, at) {
  const [offered, reply] = [item.tokens.filter((/** @type {any} */ token) => token.type !== 'list' && token.type !== 'checkbox'), item.tokens.find((/** @type {any} */ token) => token.type === 'list')];
  if (!reply) throw new Failure(`${at}: the choice “${item.text.split('\n')[0]}” has no reply (a list item below it).`);
  return { right: item.checked === true, text: nodesOf(offered, at), reply: nodesOf(reply.items[0].tokens, at) };
}

/** Paragraphs `> name: what is said`. @param {any} quote @param {string} at */
function replies(quote, at) {
  return Object.fromEntries(String(quote.text).split(/\n\s*\n|\n(?=[a-z-]+: )/).map((paragraph) => {
    const found = /^([a-z][a-z0-9-]*): ([\s\S]+)$/.exec(paragraph.trim());
    if (!found) throw new Failure(`${at}: a reply is “> name: what is said”, not “${paragraph}”.`);
    return [found[1], nodesOf(marked.lexer(found[2]), at)];
  }));
}
