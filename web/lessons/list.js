// The list of lessons, with the way back to where one was.
import { button, element } from './element.js';
import { doneLessons, lastPlace } from './progress.js';

/**
 * @param {import('./types.js').LessonEntry[]} lessons
 * @param {ReturnType<typeof import('./words.js').wordsIn>} words
 * @param {(id: string, step?: string) => void} open
 */
export function list(lessons, words, open) {
  const done = doneLessons();
  const place = lastPlace();
  const last = place && lessons.find(({ id }) => id === place.id);
  const lines = lessons.map(({ id, title, summary, steps }) => {
    const line = button('lesson', '', () => open(id));
    line.append(element('strong', '', title), element('span', 'summary', summary),
      element('span', 'count', done.includes(id) ? `✓ ${words.done}` : words.steps(steps)));
    return element('li', '', line);
  });
  return element('div', 'list',
    element('h2', '', words.lessons), element('p', 'intro', words.intro),
    ...(last ? [button('primary continue', `${words.continued}: ${last.title}`, () => open(last.id, place.step))] : []),
    element('ol', '', ...lines));
}
