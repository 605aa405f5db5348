// The lessons' files, beside the page: the list of a language, and one lesson at a time.

/** @typedef {import('../base/messages.js').Language} Language */

/** @type {Map<string, Promise<any>>} */
const loaded = new Map();

/** @param {string} file */
function load(file) {
  let promise = loaded.get(file);
  if (!promise) {
    promise = fetch(new URL(`../assets/lessons/${file}`, import.meta.url), { credentials: 'same-origin' }).then((response) => {
      if (!response.ok) throw new Error(`${file}: ${response.status}`);
      return response.json();
    });
    loaded.set(file, promise);
    // A failed download may succeed at the next attempt.
    promise.catch(() => loaded.delete(file));
  }
  return promise;
}

/** @param {Language} language @returns {Promise<import('./types.js').LessonEntry[]>} */
export const loadList = (language) => load(`list.${language}.json`);
/** @param {string} id @param {Language} language @returns {Promise<import('./types.js').Lesson>} */
export const loadLesson = (id, language) => load(`${id}.${language}.json`);
