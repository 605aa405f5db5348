// The canvas: its size in device pixels, its WebGL2 context, and the loss and return of that context.

/** @type {WebGLContextAttributes} */
const ATTRIBUTES = { alpha: false, antialias: false, depth: false, stencil: false, powerPreference: 'low-power' };

/**
 * @typedef {{ width: number, height: number, density: number, pixelWidth: number, pixelHeight: number }} Size
 * CSS pixels, device pixels per CSS pixel, and the drawing buffer's own size.
 */

/** @param {HTMLCanvasElement} canvas */
export const openContext = (canvas) => canvas.getContext('webgl2', ATTRIBUTES);

/**
 * The browser knows how it rounds. But Safari does not tell, and under an emulated density others tell of the real screen.
 * @param {number} computed @param {number | undefined} told
 */
const pixels = (computed, told) => (told !== undefined && Math.abs(told - computed) <= 1 ? told : Math.round(computed));

/**
 * Tells the size now and whenever the element, the page zoom or the screen's density changes.
 * @param {HTMLCanvasElement} canvas
 * @param {(size: Size) => void} changed
 * @param {AbortSignal} signal
 */
export function watchSize(canvas, changed, signal) {
  let last = '';
  /** @param {ResizeObserverEntry} [entry] */
  const measure = (entry) => {
    const box = entry?.contentRect ?? canvas.getBoundingClientRect();
    if (!box.width || !box.height) return;
    const density = devicePixelRatio;
    const device = entry?.devicePixelContentBoxSize?.[0];
    const pixelWidth = pixels(box.width * density, device?.inlineSize);
    const pixelHeight = pixels(box.height * density, device?.blockSize);
    const now = [box.width, box.height, density, pixelWidth, pixelHeight].join();
    if (now === last) return;
    last = now;
    changed({ width: box.width, height: box.height, density, pixelWidth, pixelHeight });
  };
  const observer = new ResizeObserver((entries) => measure(entries[entries.length - 1]));
  try {
    observer.observe(canvas, { box: 'device-pixel-content-box' });
  } catch {
    observer.observe(canvas);
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

/**
 * @param {HTMLCanvasElement} canvas
 * @param {{ lost: () => void, restored: () => void }} on
 * @param {AbortSignal} signal
 */
export function watchContext(canvas, on, signal) {
  canvas.addEventListener('webglcontextlost', (event) => {
    event.preventDefault();  // else the browser never restores it
    on.lost();
  }, { signal });
  canvas.addEventListener('webglcontextrestored', on.restored, { signal });
}
