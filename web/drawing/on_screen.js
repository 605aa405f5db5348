// Is the laboratory on a screen? Not when the tab is hidden or the element is scrolled away.

/** @param {Element} element */
function isInViewport(element) {
  const { top, right, bottom, left } = element.getBoundingClientRect();
  return bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
}

/**
 * @param {Element} element
 * @param {(onScreen: boolean) => void} changed called at once, and at every change
 * @param {AbortSignal} signal
 */
export function watchOnScreen(element, changed, signal) {
  // Until the observer has spoken its place in the page must do, so that the first frame need not wait.
  let inViewport = isInViewport(element);
  const tell = () => changed(inViewport && document.visibilityState === 'visible');
  document.addEventListener('visibilitychange', tell, { signal });
  const observer = new IntersectionObserver((entries) => {
    inViewport = entries[entries.length - 1].isIntersecting;
    tell();
  });
  observer.observe(element);
  signal.addEventListener('abort', () => observer.disconnect());
  tell();
}
