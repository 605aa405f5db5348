// The laboratory's WebGL context: taken when something is to be drawn, given up for others with the last picture left in
// its place, and taken anew when the browser lost it and does not bring it back.
import { gaveUp, makeRoom, used } from './context_pool.js';
import { createNotice } from '../base/failure.js';

/** How long a lost context may take to come back by itself, in milliseconds. */
const PATIENCE = 1000;
/** So many losses, each within CALM milliseconds of the one before, and the visitor is asked: another page may want it as much. */
const LOSSES = 3;
const CALM = 30_000;

/** Every picture covers the canvas, and smooths its own edges. @type {WebGLContextAttributes} */
const ATTRIBUTES = { alpha: false, antialias: false, depth: false, stencil: false, powerPreference: 'low-power' };

/** @param {HTMLCanvasElement} canvas */
const open = (canvas) => canvas.getContext('webgl2', ATTRIBUTES);

/** A copy of what a canvas shows, made in the task that drew it. @param {HTMLCanvasElement} canvas */
function pictureOf(canvas) {
  const picture = document.createElement('canvas');
  picture.className = 'picture';
  picture.width = canvas.width;
  picture.height = canvas.height;
  // Kept in main memory: it must outlive what happens to the graphics processor.
  picture.getContext('2d', { willReadFrequently: true })?.drawImage(canvas, 0, 0);
  return picture;
}

/**
 * @param {object} parts
 * @param {import('../module/module.js').Module} parts.module
 * @param {import('./scene.js').Scene} parts.scene
 * @param {import('../types.js').Parts['words']} parts.words
 * @param {AbortSignal} parts.signal
 * @param {{ wanted(): void, drawAgain(): void, rest(): void, onScreen(): boolean }} page asks for a frame; draws one now; asks for none; is it seen?
 */
export function createContext({ module: { raw, app }, scene, words, signal }, { wanted, drawAgain, rest, onScreen }) {
  /** `refused`: only the visitor's word makes us ask again. @type {'none' | 'live' | 'lost' | 'refused'} */
  let state = 'none';
  let had = false;  // ever
  let patience = 0;
  let losses = 0;
  let lastLoss = -Infinity;
  const holder = { release, onScreen };

  /** The module lets its context go, and the next one gets a canvas of its own. */
  function leave() {
    clearTimeout(patience);
    gaveUp(holder);
    raw._hs_detach(app);
    raw.canvas = listen(scene.renewCanvas());
    state = 'none';
  }

  /** Another laboratory needs it more. */
  function release() {
    if (state === 'live') {
      drawAgain();
      if (signal.aborted) return;  // it stopped over that, and gave its context back
      scene.cover(pictureOf(scene.canvas));
    }
    leave();
    rest();  // with all of it drawn: else it would take the context of the next, and that of another, for ever
  }

  function take() {
    makeRoom();
    if (!open(scene.canvas) || !raw._hs_attach(app)) return false;
    state = 'live';
    had = true;
    used(holder);
    return true;
  }

  function refused() {
    state = 'refused';
    scene.cover(createNotice(had ? words().contextLost : words().noWebGl, words().drawAgain, () => {
      scene.cover(null);
      losses = 0;
      state = 'none';
      wanted();
    }));
  }

  function lost() {
    if (state !== 'live') return;
    state = 'lost';
    raw._hs_context_lost(app);
    const now = performance.now();
    losses = now - lastLoss < CALM ? losses + 1 : 1;
    lastLoss = now;
    patience = window.setTimeout(() => {
      leave();
      if (losses >= LOSSES) refused();
      else wanted();
    }, PATIENCE);
  }

  function restored() {
    if (state !== 'lost') return;
    clearTimeout(patience);
    if (!raw._hs_context_restored(app)) return leave();
    state = 'live';
    wanted();
  }

  /** @param {HTMLCanvasElement} canvas */
  function listen(canvas) {
    canvas.addEventListener('webglcontextlost', (event) => {
      event.preventDefault();  // else the browser never restores it
      if (canvas === scene.canvas) lost();
    }, { signal });
    canvas.addEventListener('webglcontextrestored', () => { if (canvas === scene.canvas) restored(); }, { signal });
    return canvas;
  }

  listen(scene.canvas);
  signal.addEventListener('abort', () => { clearTimeout(patience); gaveUp(holder); });

  return {
    /** Before a frame: true when there is something to draw with. */
    ready() {
      if (state === 'live') used(holder);
      else if (state === 'none' && !take()) refused();
      return state === 'live';
    },
    /** After a frame: the canvas has its picture, nothing need stand in for it. */
    drawn() { scene.cover(null); },
    take,
    /** It has come into sight: what was refused before may be possible now. */
    seen() {
      if (state !== 'refused') return;
      losses = 0;
      state = 'none';
      wanted();
    },
  };
}
