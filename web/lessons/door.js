// The way to the lessons: what a laboratory knows of them until they are asked for.
import { Lab } from '../api/lab.js';
import { loadEngine } from '../module/engine.js';
import { createModule } from '../module/module.js';

/** @typedef {ReturnType<typeof import('./lessons.js').createLessons>} Lessons */

/** How a fragment leads to a lesson, or to a step of it: "lesson=heads", "lesson=heads.ask". */
const PLACE = /^#?lesson=([a-z0-9-]+)(?:\.([a-z0-9-]+))?$/;

/** @param {string} fragment @returns {{ id: string, step?: string } | null} */
export function placeIn(fragment) {
  const found = PLACE.exec(fragment);
  return found && { id: found[1], step: found[2] };
}

/**
 * @param {import('../types.js').Parts} parts
 * @param {import('../drawing/scene.js').Scene} scene
 * @param {Lab} lab
 * @param {object} on
 * @param {() => import('../base/messages.js').Language} on.language
 * @param {() => Promise<void>} on.wordVectors
 * @param {boolean} on.ownsAddress the page's fragment tells the step of now
 * @param {(message: string) => void} on.refuse
 */
export function createLessonsDoor({ module, signal, words }, scene, lab, { language, wordVectors, ownsAddress, refuse }) {
  /** @type {Promise<Lessons> | undefined} */
  let loading;
  /** @type {Lessons | undefined} */
  let lessons;

  function load() {
    loading ??= import(new URL('./lessons.js', import.meta.url).href).then(({ createLessons }) => createLessons({ lab, scene, signal, language, another, placed }));
    loading.then((loaded) => { lessons = loaded; }, () => { loading = undefined; });
    return loading;
  }

  /** A laboratory that nobody sees, for numbers that must not be seen yet. @returns {Promise<Lab>} */
  async function another() {
    const engine = await loadEngine(module.catalogue.engine.startsWith('relaxed') ? 'relaxed' : 'simd');
    const hidden = await createModule(engine, scene.canvas);
    const made = new Lab(hidden, () => {}, wordVectors, () => hidden.destroy());
    return made;
  }

  /** @param {string | null} place */
  function placed(place) {
    if (!ownsAddress || (place === null && !placeIn(location.hash))) return;
    history.replaceState(history.state, '', place === null ? location.pathname + location.search : `#lesson=${place}`);
  }

  /** @param {(lessons: Lessons) => void} work */
  function ask(work) {
    load().then((loaded) => { if (!signal.aborted) work(loaded); }, () => { if (!signal.aborted) refuse(words().lessonsFailed); });
  }

  return {
    toggle() { ask((loaded) => loaded.toggle()); },
    /** @param {{ id: string, step?: string }} place */
    open({ id, step }) { ask((loaded) => { void loaded.open(id, step); }); },
    /** In the language of now. */
    retell() { lessons?.retell(); },
  };
}
