// Turns the module's flat list of items into a list with sets: radios, tabs and options inside what groups them.

/** @typedef {import('../types.js').MirrorItem} MirrorItem */
/** @typedef {{ id: string, role: string, label: string, key: string, items: MirrorItem[] }} ItemSet */

/** The role of the set that members of this role stand in. @type {Record<string, string>} */
const SET_ROLE = { radio: 'radiogroup', tab: 'tablist', option: 'listbox' };

/**
 * A grid's active cell follows it as an item of its own; in the page it is a part of the grid.
 * @param {MirrorItem[]} items
 * @returns {MirrorItem[]}
 */
export function joinCells(items) {
  return items.flatMap((item, i) => {
    if (item.role === 'gridcell') return [];
    const next = items[i + 1];
    return item.role === 'grid' && next?.role === 'gridcell' ? [{ ...item, cell: next }] : [item];
  });
}

/**
 * Members follow the `group` item (or the menu's button) that names their set; a set without one has no name of its own.
 * @param {MirrorItem[]} items
 * @returns {(MirrorItem | ItemSet)[]}
 */
export function gather(items) {
  /** @type {(MirrorItem | ItemSet)[]} */
  const tree = [];
  /** @type {ItemSet | null} */
  let open = null;
  /** @type {MirrorItem | null} */
  let title = null;
  for (const item of items) {
    const role = SET_ROLE[item.role];
    if (!role) {
      open = null;
      title = item.role === 'group' || item.role === 'listbox' ? item : null;
      if (item.role !== 'group') tree.push(item);
      continue;
    }
    if (!open || open.role !== role) {
      const named = title ?? item;
      open = { id: `set-${named.id}`, role, label: title?.label ?? '', key: title?.role === 'group' ? title.key : '', items: [] };
      tree.push(open);
      title = null;
    }
    open.items.push(item);
  }
  return tree;
}

/**
 * Puts the children in this order. The one that holds the focus is never moved, because moving it would take the focus away.
 * @param {Element} parent
 * @param {HTMLElement[]} children all of them; any other child is removed
 * @param {Element | null} focused
 */
export function arrange(parent, children, focused) {
  const kept = new Set(children);
  for (const child of [...parent.children]) if (!kept.has(/** @type {HTMLElement} */ (child))) child.remove();
  const at = children.findIndex((child) => focused !== null && (child === focused || child.contains(focused)));
  const anchored = at >= 0 && children[at].parentNode === parent;
  for (let i = (anchored ? at : children.length) - 1; i >= 0; i--) {
    const next = i + 1 < children.length ? children[i + 1] : null;
    if (children[i].parentNode !== parent || children[i].nextSibling !== next) parent.insertBefore(children[i], next);
  }
  if (!anchored) return;
  for (let i = at + 1; i < children.length; i++) {
    const next = children[i - 1].nextSibling;
    if (next !== children[i]) parent.insertBefore(children[i], next);
  }
}
