// Two fingers over the stage zoom what stands there: told as a wheel with Ctrl, as trackpads do it.

/** @typedef {import('../types.js').Parts} Parts */

const CTRL = 2;
/** Wheel units for which the module zooms by e. */
const UNITS = 200;

/** @param {Parts} parts */
export function listenToPinch({ module, stage, frames, signal }) {
  let apart = 0;
  /** @param {TouchEvent} event */
  const fingers = ({ touches: [a, b] }) => ({
    distance: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY),
    x: (a.clientX + b.clientX) / 2, y: (a.clientY + b.clientY) / 2,
  });
  stage.addEventListener('touchstart', (event) => {
    apart = event.touches?.length === 2 ? fingers(event).distance : 0;
  }, { signal, passive: true });
  stage.addEventListener('touchmove', (event) => {
    if (event.touches?.length !== 2 || !apart) return;
    const { distance, x, y } = fingers(event);
    const box = stage.getBoundingClientRect();
    const used = module.raw._hs_wheel(module.app, x - box.left, y - box.top, 0, -UNITS * Math.log(distance / apart), CTRL);
    apart = distance;
    if (!used) return;
    if (event.cancelable) event.preventDefault();
    frames.request();
  }, { signal, passive: false });
}
