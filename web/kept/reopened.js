// The line under the picture that says the last document was opened again, with the way to the start. It takes room of its own
// and covers nothing.

/**
 * @param {import('../drawing/scene.js').Scene} scene
 * @param {import('../types.js').Parts['words']} words
 * @param {() => void} startAfresh
 */
export function createReopened(scene, words, startAfresh) {
  const line = document.createElement('div');
  line.className = 'reopened';
  const text = document.createElement('p');
  text.setAttribute('role', 'status');
  const afresh = document.createElement('button');
  const dismiss = document.createElement('button');
  dismiss.className = 'dismiss';
  dismiss.textContent = '×';
  line.append(text, afresh, dismiss);

  function retell() {
    const { reopened, startAfresh: start, dismiss: away } = words();
    text.textContent = reopened;
    afresh.textContent = start;
    dismiss.setAttribute('aria-label', away);
  }

  function close() {
    const focused = line.contains(scene.root.activeElement);
    line.remove();
    if (focused) scene.stage.focus({ preventScroll: true });
  }

  afresh.addEventListener('click', () => { startAfresh(); close(); });
  dismiss.addEventListener('click', close);
  return {
    open() {
      retell();
      scene.frame.append(line);
    },
    /** In the language of now. */
    retell,
    close,
  };
}
