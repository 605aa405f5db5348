// The size of the picture: in CSS pixels as the element has it, and in device pixels as the drawing buffer gets it.

/** Longest side of a drawing buffer. Graphics processors of today take twice that, some drivers no more, and lose lines beyond. */
const LONGEST = 8192;

/**
 * @typedef {{ width: number, height: number, density: number, pixelWidth: number, pixelHeight: number }} Size
 * CSS pixels, device pixels per CSS pixel, and the drawing buffer's own size.
 */

/**
 * The browser knows how it rounds. But Safari does not tell, and under an emulated density others tell of the real screen.
 * @param {number} computed @param {number | undefined} told
 */
const pixels = (computed, told) => (told !== undefined && Math.abs(told - computed) <= 1 ? told : Math.round(computed));

/**
 * Tells the size now and whenever the element, the page zoom or the screen's density changes.
 * @param {Element} element
 * @param {(size: Size) => void} changed
 * @param {AbortSignal} signal
 */
export function watchSize(element, changed, signal) {
  let last = '';
  /** @param {ResizeObserverEntry} [entry] */
  const measure = (entry) => {
    const box = entry?.contentRect ?? element.getBoundingClientRect();
    if (!box.width || !box.height) return;
    const density = devicePixelRatio;
    const device = entry?.devicePixelContentBoxSize?.[0];
    const inline = pixels(box.width * density, device?.inlineSize);
    const block = pixels(box.height * density, device?.blockSize);
    // The browser enlarges what is too large to be drawn pixel for pixel.
    const shrink = Math.min(1, LONGEST / Math.max(inline, block));
    const pixelWidth = Math.max(1, Math.floor(inline * shrink));
    const pixelHeight = Math.max(1, Math.floor(block * shrink));
    const now = [box.width, box.height, density, pixelWidth, pixelHeight].join();
    if (now === last) return;
    last = now;
    changed({ width: box.width, height: box.height, density, pixelWidth, pixelHeight });
  };
  const observer = new ResizeObserver((entries) => measure(entries[entries.length - 1]));
  try {
    observer.observe(element, { box: 'device-pixel-content-box' });
  } catch {
    observer.observe(element);
  }
  watchDensity(() => measure(), signal);
  signal.addEventListener('abort', () => observer.disconnect());
  measure();
}

/**
 * A media query matches one density only, so each change needs the next query.
 * @param {() => void} changed
 * @param {AbortSignal} signal
 */
function watchDensity(changed, signal) {
  const again = () => {
    if (signal.aborted) return;
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', () => {
      changed();
      again();
    }, { once: true, signal });
  };
  again();
}
