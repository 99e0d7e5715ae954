import { h, replace } from './element.js';

/** Rows that are drawn above and below what can be seen. */
const MARGIN = 8;

/**
 * A list of which only what can be seen is in the document, however long it is. Its keys are those of a list box:
 * arrows, Page Up and Down, Home, End, and Enter for the row itself.
 *
 * @template T
 * @typedef {object} VirtualList
 * @property {HTMLElement} element
 * @property {(rows: readonly T[]) => void} show puts other rows in place of these; the first is the top one
 */

/**
 * @template T
 * @param {string} label
 * @param {(row: T) => readonly Node[]} cells
 * @param {(row: T) => void} open
 * @param {() => void} onNearEnd called when the last rows come into sight
 * @returns {VirtualList<T>}
 */
export function virtualList(label, cells, open, onNearEnd) {
  /** @type {readonly T[]} */
  let rows = [];
  let chosen = 0;
  const all = h('div', { class: 'all', role: 'presentation' });
  const element = h(
    'div',
    {
      class: 'list',
      role: 'listbox',
      tabindex: 0,
      'aria-label': label,
      onscroll: () => draw(),
      onkeydown: keyed,
    },
    all,
  );
  new ResizeObserver(() => draw()).observe(element);

  /** @returns {number} */
  function rowHeight() {
    return all.firstElementChild?.getBoundingClientRect().height || 44;
  }

  function draw() {
    // The height of a row is the style's to say: it is measured on one.
    if (all.childElementCount === 0 && rows.length > 0) replace(all, rowOf(0));
    const height = rowHeight();
    const first = Math.max(0, Math.floor(element.scrollTop / height) - MARGIN);
    const last = Math.min(
      rows.length,
      Math.ceil((element.scrollTop + element.clientHeight) / height) + MARGIN,
    );
    all.style.height = `${rows.length * height}px`;
    const drawn = [];
    for (let place = first; place < last; place += 1) {
      const row = rowOf(place);
      row.style.top = `${place * height}px`;
      drawn.push(row);
    }
    replace(all, ...drawn);
    if (drawn.length > 0) element.setAttribute('aria-activedescendant', `item-${chosen}`);
    else element.removeAttribute('aria-activedescendant');
    if (rows.length > 0 && last === rows.length) onNearEnd();
  }

  /**
   * @param {number} place
   * @returns {HTMLElement}
   */
  function rowOf(place) {
    return h(
      'div',
      {
        class: 'item',
        role: 'option',
        id: `item-${place}`,
        'aria-selected': String(place === chosen),
        'aria-posinset': place + 1,
        'aria-setsize': rows.length,
        onclick: () => {
          choose(place);
          openChosen();
        },
      },
      ...cells(/** @type {T} */ (rows[place])),
    );
  }

  /** @param {number} place */
  function choose(place) {
    chosen = Math.max(0, Math.min(rows.length - 1, place));
    const height = rowHeight();
    const top = chosen * height;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + height > element.scrollTop + element.clientHeight)
      element.scrollTop = top + height - element.clientHeight;
    draw();
  }

  function openChosen() {
    const row = rows[chosen];
    if (row !== undefined) open(row);
  }

  /** @param {KeyboardEvent} event */
  function keyed(event) {
    const page = Math.max(1, Math.floor(element.clientHeight / rowHeight()) - 1);
    const places = new Map([
      ['ArrowDown', chosen + 1],
      ['ArrowUp', chosen - 1],
      ['PageDown', chosen + page],
      ['PageUp', chosen - page],
      ['Home', 0],
      ['End', rows.length - 1],
    ]);
    const place = places.get(event.key);
    if (place !== undefined) choose(place);
    else if (event.key === 'Enter' || event.key === ' ') openChosen();
    else return;
    event.preventDefault();
  }

  return {
    element,
    show: (next) => {
      const isLonger = next.length > rows.length && next[0] === rows[0];
      rows = next;
      if (!isLonger) {
        chosen = 0;
        element.scrollTop = 0;
        replace(all);
      }
      draw();
    },
  };
}
