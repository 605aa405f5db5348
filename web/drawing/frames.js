// When to draw: nothing is scheduled unless the module asked for it or something happened.

/** At most so many frames until the module has taken every key of a fast typist. */
const FLUSH_FRAMES = 12;

/**
 * @param {(now: number) => number} draw draws one frame; answers < 0 nothing more, 0 the next frame, else milliseconds
 */
export function createFrames(draw) {
  let frame = 0;
  let timer = 0;
  let wanted = false;   // a frame was asked for while nobody could see it
  let running = false;  // visible, context alive, not destroyed

  const cancel = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    frame = timer = 0;
  };

  const request = () => {
    wanted = true;
    if (!running || frame) return;
    clearTimeout(timer);
    timer = 0;
    frame = requestAnimationFrame(run);
  };

  /** @param {number} now */
  function run(now) {
    cancel();
    wanted = false;
    const again = draw(now);
    if (again === 0) request();
    else if (again > 0 && running && !frame) timer = window.setTimeout(request, again);
    return again;
  }

  return {
    /** Something changed: draw at the browser's next frame. */
    request,
    /**
     * Draw at once, inside the current task: after a resize (no flash), or while a gesture may still open a keyboard.
     * Answers as `draw` does.
     */
    now() {
      if (running) return run(performance.now());
      wanted = true;
      return -1;
    },
    /** Draws until the module has taken everything that happened so far, in order. */
    flush() {
      for (let i = 0; i < FLUSH_FRAMES && running && wanted; i++) run(performance.now());
    },
    /** What was asked for need not be drawn any more. */
    rest() {
      cancel();
      wanted = false;
    },
    /** @param {boolean} on false: off-screen, hidden or without a context; nothing is scheduled at all. */
    setRunning(on) {
      if (on === running) return;
      running = on;
      if (!on) {
        wanted ||= frame !== 0 || timer !== 0;
        cancel();
      } else if (wanted) request();
    },
    get running() { return running; },
  };
}
