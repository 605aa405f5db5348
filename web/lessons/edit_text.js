// Edits as text, one after the other: what a lesson's step makes of its first document.

/** @param {string} text @returns {[key: string, value: string][]} */
function pairsOf(text) {
  return text.split('&').filter(Boolean).map((pair) => {
    const at = pair.indexOf('=');
    return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
  });
}

/**
 * One edit that does what these do in their order: a later one has the last word, and a matrix that is set anew loses the
 * cells that were set before.
 * @param {string[]} texts
 */
export function inOrder(texts) {
  /** @type {Map<string, string>} */
  const said = new Map();
  for (const [key, value] of texts.flatMap(pairsOf)) {
    for (const earlier of said.keys()) if (earlier === key || earlier.startsWith(`${key}[`)) said.delete(earlier);
    said.set(key, value);
  }
  return [...said].map(([key, value]) => `${key}=${value}`).join('&');
}
