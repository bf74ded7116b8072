// The semantic mirror in the DOM: for every widget on the canvas a real, invisible element at the same place.
//
// A screen reader, the keyboard and test tools act on these; the mouse goes through them to the canvas. This file keeps
// the tree (groups, lists of tabs and radio buttons) in step with the program; mirror_elements.js makes the elements.
import { readMirror } from './mirror_codec.js';
import { makeElement } from './mirror_elements.js';

// What stands together needs a parent that says so.
const PARENTS = { tab: 'tablist', radio: 'radiogroup' };

export class Mirror {
  #root;
  #send;
  #items = new Map();
  #arranged = new Map();    // what #arrange() saw last
  #widgets = new Map();     // id -> widget of mirror_elements.js
  #containers = new Map();  // key -> element: groups, tab lists, radio groups

  /** @param send(id, kind, number, text) passes what happens here to the program */
  constructor(root, send) {
    this.#root = root;
    this.#send = send;
    // Focus must not scroll an element into view that the canvas shows elsewhere.
    root.addEventListener('scroll', () => root.scrollTo(0, 0));
  }

  update(buffer) {
    this.#items = readMirror(buffer, this.#items);
    for (const [id, widget] of this.#widgets) {
      const item = this.#items.get(id);
      if (item && item.role === widget.role) continue;
      widget.remove();
      this.#widgets.delete(id);
    }
    for (const [id, item] of this.#items) {
      const widget = this.#widgets.get(id) ?? makeElement(item, this.#send);
      this.#widgets.set(id, widget);
      if (widget.item !== item) widget.update(item);
    }
    if (sameOutline(this.#arranged, this.#items)) return;
    this.#arrange();
    this.#arranged = this.#items;
  }

  /** Puts the elements into the order of the program, moving only what is out of place. */
  #arrange() {
    const children = new Map([[this.#root, []]]);
    const containers = new Map();
    const container = (key, role, label, parent) => {
      const element = containers.get(key) ?? this.#containers.get(key) ?? document.createElement('div');
      if (!containers.has(key)) {
        containers.set(key, element);
        children.set(element, []);
        children.get(parent).push(element);
        element.setAttribute('role', role);
        element.setAttribute('aria-label', label);
      }
      return element;
    };
    let run = 0;
    let previous = null;
    for (const item of this.#items.values()) {
      let parent = this.#root;
      if (item.group) parent = container(`group ${item.group}`, 'group', item.group, parent);
      const together = previous?.role === item.role && previous.group === item.group;
      if (!together) run += 1;
      const role = PARENTS[item.role];
      if (role) parent = container(`${role} ${item.group} ${run}`, role, item.group || item.name, parent);
      const widget = this.#widgets.get(item.id);
      if (role === 'radiogroup') widget.element.name = `${item.group} ${run}`;
      children.get(parent).push(widget.element);
      previous = item;
    }
    for (const [parent, wanted] of children) order(parent, wanted);
    for (const [key, element] of this.#containers) if (!containers.has(key)) element.remove();
    this.#containers = containers;
  }
}

/** True if the same widgets stand in the same order and groups: a frame of a training that only changes values. */
function sameOutline(before, after) {
  if (before.size !== after.size) return false;
  const others = before.values();
  for (const item of after.values()) {
    const other = others.next().value;
    if (item === other) continue;
    if (item.id !== other.id || item.role !== other.role || item.group !== other.group) return false;
    // The first item's name is the name of a list without a group.
    if (!item.group && PARENTS[item.role] && item.name !== other.name) return false;
  }
  return true;
}

function order(parent, wanted) {
  const focused = document.activeElement;
  let next = parent.firstElementChild;
  for (const element of wanted) {
    if (element === next) next = next.nextElementSibling;
    else parent.insertBefore(element, next);
  }
  while (next) {
    const after = next.nextElementSibling;
    next.remove();
    next = after;
  }
  // An element that was moved has lost the focus.
  if (focused !== document.activeElement && focused?.isConnected) focused.focus({ preventScroll: true });
}
