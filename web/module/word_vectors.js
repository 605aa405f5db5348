// The file of word vectors, loaded when a document first needs it, once for all laboratories of a page.

const FILE = '../assets/word-vectors.bin';

/** @type {Promise<Uint8Array> | undefined} */
let loaded;

/** @returns {Promise<Uint8Array>} */
export function loadWordVectors() {
  loaded ??= load();
  // A failed download may succeed at the next attempt.
  loaded.catch(() => { loaded = undefined; });
  return loaded;
}

async function load() {
  const response = await fetch(new URL(FILE, import.meta.url), { credentials: 'same-origin' });
  if (!response.ok) throw new Error(`${FILE}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** Whether a link asks for them, so that they can be loaded beside the module: one that asks in another spelling waits a little longer. @param {unknown} link */
export const asksForWordVectors = (link) => typeof link === 'string' && /(^|[#&])embedding=words(&|$)/.test(link);
