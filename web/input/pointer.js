// Mouse, pen, fingers and wheel over the canvas. The page keeps every gesture the laboratory has no use for.

/** @typedef {import('../types.js').Parts} Parts */

const EVENT = { pointermove: 0, pointerdown: 1, pointerup: 2, pointercancel: 3, pointerleave: 4 };
const TYPE = { mouse: 0, touch: 1, pen: 2 };
const WHEEL_UNIT = { lines: 16, pages: 0.9 };

/** @param {MouseEvent | KeyboardEvent} event */
export const modifiersOf = (event) =>
  (event.shiftKey ? 1 : 0) | (event.ctrlKey ? 2 : 0) | (event.altKey ? 4 : 0) | (event.metaKey ? 8 : 0);

/**
 * @param {Parts} parts
 * @param {{ pressed: () => void, releasing: () => void, released: () => void }} on
 */
export function listenToPointers({ module, stage, frames, signal }, on) {
  /** @param {{ clientX: number, clientY: number }} event */
  const place = (event) => {
    const box = stage.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  /** @param {PointerEvent} event */
  function pass(event) {
    const { x, y } = place(event);
    const type = TYPE[/** @type {keyof typeof TYPE} */ (event.pointerType)] ?? TYPE.mouse;
    const kind = EVENT[/** @type {keyof typeof EVENT} */ (event.type)];
    module.raw._hs_pointer(module.app, kind, type, event.pointerId, x, y, event.buttons, modifiersOf(event));
    frames.request();
  }

  stage.addEventListener('pointermove', pass, { signal });
  stage.addEventListener('pointerleave', pass, { signal });
  stage.addEventListener('pointercancel', pass, { signal });
  stage.addEventListener('pointerdown', (event) => {
    // Without capture a drag that leaves the stage would never end. Synthetic pointers cannot be captured.
    try { stage.setPointerCapture(event.pointerId); } catch { /* not an active pointer */ }
    pass(event);
    on.pressed();
  }, { signal });
  stage.addEventListener('pointerup', (event) => {
    on.releasing();
    pass(event);
    on.released();
  }, { signal });

  // Refusing the touch stops the browser from panning and zooming with a finger the interface uses. Two fingers are the page's.
  // Made by a script the event may be of any kind.
  stage.addEventListener('touchstart', (event) => {
    if (event.touches?.length !== 1 || !event.cancelable) return;
    const { x, y } = place(event.touches[0]);
    if (module.raw._hs_touch_claim(module.app, x, y)) event.preventDefault();
  }, { signal, passive: false });
  // The browser's own reactions: moving the focus away from a text field, the context menu over a cell.
  stage.addEventListener('mousedown', (event) => event.preventDefault(), { signal });
  stage.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });

  stage.addEventListener('wheel', (event) => {
    const unit = [1, WHEEL_UNIT.lines, WHEEL_UNIT.pages * stage.clientHeight][event.deltaMode] ?? 1;
    const { x, y } = place(event);
    const used = module.raw._hs_wheel(module.app, x, y, event.deltaX * unit, event.deltaY * unit, modifiersOf(event));
    if (!used) return;
    event.preventDefault();
    frames.request();
  }, { signal, passive: false });
}
