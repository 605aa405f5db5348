// The lessons of one laboratory: a column of prose beside its pictures. Loaded when they are first asked for.
import { applyLessonStyles } from './styles.js';
import { inOrder } from './edit_text.js';
import { button, element } from './element.js';
import { list } from './list.js';
import { loadLesson, loadList } from './load.js';
import { firstView, Player } from './player.js';
import { keepDone, keepPlace } from './progress.js';
import { prose } from './prose.js';
import { question } from './question.js';
import { wordsIn } from './words.js';

/** @typedef {import('../base/messages.js').Language} Language */
/** @typedef {import('../api/lab.js').Lab} Lab */

/** Steps by keys, as presenters have them. @type {Record<string, number>} */
const KEYS = { PageDown: 1, PageUp: -1 };

/**
 * @param {object} using
 * @param {Lab} using.lab
 * @param {import('../drawing/scene.js').Scene} using.scene
 * @param {AbortSignal} using.signal
 * @param {() => Language} using.language
 * @param {() => Promise<Lab>} using.another a laboratory without pictures, for what must not be seen
 * @param {(place: string | null) => void} using.placed the lesson and step of now, "id.step"
 */
export function createLessons({ lab, scene, signal, language, another, placed }) {
  applyLessonStyles(scene.root);
  const page = element('div', 'page');
  const where = element('span', 'where');
  const toList = button('quiet', '', () => { void showList(); });
  const larger = button('quiet', 'A', () => aside.classList.toggle('large'));
  const close = button('quiet', '×', hide);
  const back = button('quiet', '', () => { void go(-1); });
  const next = button('primary', '', () => { void go(1); });
  const restore = button('quiet restore', '', () => { void show(); });
  const header = element('header', '', toList, where, larger, close);
  const footer = element('footer', '', back, restore, next);
  const aside = element('aside', 'lessons', header, page, footer);
  page.tabIndex = -1;
  /** @type {Player | null} */
  let player = null;
  /** Turned when something else is to be shown before this has arrived. */
  let turn = 0;

  /** All lessons, once they are here. @type {import('./types.js').LessonEntry[]} */
  let lessons = [];

  const words = () => wordsIn(language());
  const following = () => lessons[lessons.findIndex(({ id }) => id === player?.lesson.id) + 1];

  /** @param {string} reason */
  function failed(reason) {
    page.replaceChildren(element('p', 'failed', words().failed(reason)));
    name();
  }

  /** The controls in the language and the place of now. */
  function name() {
    const { learn, lessons: title, toList: all, larger: type, close: away, back: before, restore: again, stepOf, next: on, nextLesson } = words();
    aside.setAttribute('aria-label', player?.lesson.title ?? learn);
    aside.lang = language();
    toList.textContent = player ? `‹ ${all}` : title;
    toList.disabled = !player;
    larger.setAttribute('aria-label', type);
    larger.title = type;
    close.setAttribute('aria-label', away);
    close.title = away;
    where.textContent = player ? stepOf(player.index + 1, player.lesson.steps.length) : '';
    footer.hidden = !player;
    back.textContent = before;
    back.disabled = !player || player.index === 0;
    next.textContent = !player?.isLast ? on : following() ? nextLesson : all;
    restore.textContent = again;
    restore.hidden = !player?.isChanged;
  }

  async function showList() {
    const mine = ++turn;
    player = null;
    placed(null);
    try {
      lessons = await loadList(language());
      if (mine === turn) page.replaceChildren(list(lessons, words(), (id, step) => { void open(id, step); }));
    } catch (error) {
      if (mine === turn) failed(/** @type {Error} */ (error).message);
    }
    name();
  }

  /** @param {string} id @param {string} [step] @param {boolean} [keep] the document is the step's already */
  async function open(id, step, keep = false) {
    const mine = ++turn;
    reveal();
    try {
      lessons = await loadList(language());
      if (!lessons.some((one) => one.id === id)) throw new RangeError(words().unknown(id, lessons.map((one) => one.id)));
      const lesson = await loadLesson(id, language());
      if (mine !== turn || signal.aborted) return;
      const opened = new Player(lab, lesson, Math.max(0, lesson.steps.findIndex((one) => one.id === step)));
      if (keep && player) Object.assign(opened, { done: player.done, link: player.link });
      else await opened.open();
      if (mine !== turn) return;
      player = opened;
      render();
    } catch (error) {
      if (mine === turn) failed(/** @type {Error} */ (error).message);
    }
  }

  /** @param {number} [index] */
  async function show(index) {
    if (!player) return;
    try {
      await player.open(index);
      render();
    } catch (error) {
      failed(/** @type {Error} */ (error).message);
    }
  }

  /** @param {1 | -1} direction */
  async function go(direction) {
    if (!player) return;
    const to = player.index + direction;
    if (to >= 0 && to < player.lesson.steps.length) return show(to);
    if (direction < 0) return;
    const after = following();
    return after ? open(after.id) : showList();
  }

  function render() {
    if (!player) return;
    const { lesson, step } = player;
    const heading = element('h3', '', step.title);
    heading.tabIndex = -1;
    const after = element('div', 'after');
    after.setAttribute('role', 'status');
    const answered = () => {
      if (player) player.done = true;
      tellAfter();
    };
    function tellAfter() {
      if (step.after) after.replaceChildren(prose(step.after, lab));
      help.hidden = true;
    }
    const help = button('quiet', words().show, answered);
    help.hidden = !step.goal || player.done;
    const asked = question(player, { words: words(), another, answered });
    page.replaceChildren(element('h2', '', lesson.title), heading, prose(step.body, lab), ...(asked ? [asked] : []), help, after);
    if (player.done) tellAfter();
    page.scrollTop = 0;
    page.dataset.step = step.id;
    if (aside.contains(scene.root.activeElement)) heading.focus({ preventScroll: true });
    keepPlace(lesson.id, step.id);
    if (player.isLast) keepDone(lesson.id);
    placed(`${lesson.id}.${step.id}`);
    name();
    reach = () => { if (player?.reaches()) answered(); };
  }

  let reach = () => {};

  function reveal() {
    if (aside.isConnected) return;
    scene.frame.append(aside);
    scene.frame.classList.add('learning');
  }

  function hide() {
    turn++;
    player = null;
    aside.remove();
    scene.frame.classList.remove('learning');
    placed(null);
    lab.setView(inOrder([firstView(lab), 'first_steps=0']));
    (/** @type {HTMLElement | null} */ (scene.mirror.querySelector('[data-key=learn]')) ?? scene.stage).focus({ preventScroll: true });
  }

  lab.on('change', () => {
    if (!player) return;
    restore.hidden = !player.isChanged;
    reach();
  });
  addEventListener('keydown', (event) => {
    const direction = KEYS[event.key];
    const { activeElement } = document;
    const ours = activeElement === document.body || activeElement === null || aside.contains(scene.root.activeElement);
    if (!player || !direction || !ours || event.defaultPrevented) return;
    event.preventDefault();
    void go(direction > 0 ? 1 : -1);
  }, { signal });

  return {
    /** Shows the list of lessons, or takes the column away. */
    toggle() {
      if (aside.isConnected) return hide();
      reveal();
      void showList();
      close.focus({ preventScroll: true });
    },
    open,
    /** In the language of now, at the same place. */
    retell() {
      if (!aside.isConnected) return;
      if (player) void open(player.lesson.id, player.step.id, true);
      else void showList();
    },
    get isOpen() { return aside.isConnected; },
  };
}
