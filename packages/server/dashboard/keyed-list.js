/**
 * A list whose elements stay the same while their rows do: the focus and what was typed survive news.
 *
 * @template T
 * @param {HTMLElement} list
 * @param {{ keyOf: (row: T) => string, stampOf: (row: T) => string, make: (row: T, isNew: boolean) => HTMLElement }} how a row is drawn again when its stamp changes
 * @returns {(rows: readonly T[]) => void}
 */
export function keyedList(list, { keyOf, stampOf, make }) {
  /** @type {Map<string, { stamp: string, element: HTMLElement }>} */
  let drawn = new Map();
  let isFirst = true;

  return (rows) => {
    /** @type {Map<string, { stamp: string, element: HTMLElement }>} */
    const next = new Map();
    for (const row of rows) {
      const key = keyOf(row);
      const stamp = stampOf(row);
      const before = drawn.get(key);
      if (before?.stamp === stamp) next.set(key, before);
      else next.set(key, { stamp, element: make(row, before === undefined && !isFirst) });
    }
    const elements = [...next.values()].map(({ element }) => element);
    const kept = new Set(elements);
    for (const child of Array.from(list.children)) {
      if (!kept.has(/** @type {HTMLElement} */ (child))) child.remove();
    }
    for (const [place, element] of elements.entries()) {
      if (list.children[place] !== element) list.insertBefore(element, list.children[place] ?? null);
    }
    drawn = next;
    isFirst = false;
  };
}
