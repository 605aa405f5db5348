// Keys that a mirrored control answers itself, as the native control or the ARIA pattern does; the module gets the rest.

/** @typedef {import('../types.js').MirrorItem} MirrorItem */
/** @typedef {import('../types.js').Act} Act */

const PRESSED = new Set(['button', 'link', 'checkbox', 'radio', 'tab', 'option', 'listbox']);
/** @type {Record<string, number>} */
const STEPS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 };
/** @type {Record<string, number>} */
const NEIGHBOUR = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** @param {MirrorItem} item @param {string} key @param {Act} act */
function sliderKey(item, key, act) {
  if (key in STEPS) act(item.id, 'increment', { number: STEPS[key] });
  else if (key === 'Home') act(item.id, 'set_number', { number: item.low });
  else if (key === 'End') act(item.id, 'set_number', { number: item.high });
  else return false;
  return true;
}

/** The neighbour in a set, round the ends. @param {Element} element @param {string} key */
function neighbourOf(element, key) {
  const members = [...(element.parentElement?.children ?? [])];
  if (key === 'Home') return members[0];
  if (key === 'End') return members[members.length - 1];
  if (!(key in NEIGHBOUR)) return undefined;
  return members[(members.indexOf(element) + NEIGHBOUR[key] + members.length) % members.length];
}

/**
 * Handles a key on a mirrored control.
 * @param {HTMLElement} element
 * @param {MirrorItem} item
 * @param {KeyboardEvent} event
 * @param {Act} act
 * @returns {'handled' | 'native' | 'module'} done here; leave it to the browser; give it to the module
 */
export function controlKey(element, item, event, act) {
  if (event.ctrlKey || event.metaKey || event.altKey) return 'module';
  const down = event.type === 'keydown';
  // The browser turns these into a click.
  if (PRESSED.has(item.role) && (event.key === 'Enter' || event.key === ' ')) return 'native';
  if (item.role === 'slider') {
    const known = event.key in STEPS || event.key === 'Home' || event.key === 'End';
    if (!known) return 'module';
    return down && !sliderKey(item, event.key, act) ? 'module' : 'handled';
  }
  if (item.role === 'listbox' && event.key === 'ArrowDown' && !item.expanded) {
    if (down) act(item.id, 'press');
    return 'handled';
  }
  if (element.parentElement?.classList.contains('set')) {
    const next = /** @type {HTMLElement | undefined} */ (neighbourOf(element, event.key));
    if (!next) return 'module';
    if (down && next !== element) {
      next.focus({ preventScroll: true });
      // Selection follows the focus, except in a menu, where moving on must not choose.
      if (item.role !== 'option') act(Number(next.dataset.id), 'press');
    }
    return 'handled';
  }
  return 'module';
}
