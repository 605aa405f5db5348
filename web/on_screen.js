// Is anybody able to see the laboratory? False when the tab is hidden or the element is scrolled away.

/**
 * @param {Element} element
 * @param {(visible: boolean) => void} changed called at once when the document says so, and at every change
 * @param {AbortSignal} signal
 */
export function watchVisibility(element, changed, signal) {
  // Believed visible until the observer has spoken, so that the first frame need not wait for it.
  let onScreen = true;
  const tell = () => changed(onScreen && document.visibilityState === 'visible');
  document.addEventListener('visibilitychange', tell, { signal });
  const observer = new IntersectionObserver((entries) => {
    onScreen = entries[entries.length - 1].isIntersecting;
    tell();
  });
  observer.observe(element);
  signal.addEventListener('abort', () => observer.disconnect());
  tell();
}
