import { changeQuarantine } from './change-quarantine.js';
import { h } from '../element.js';
import { loadInto } from '../notices.js';
import { memoryLines } from './memory-lines.js';

/** @typedef {import('../wire.js').Quarantined} Quarantined */

/**
 * What is kept apart, and the buttons that end it: it is never recalled nor told to a session until a person releases
 * it.
 *
 * @param {import('../page.js').Page} page
 * @returns {HTMLElement}
 */
export function quarantine(page) {
  const { say, api } = page;
  const place = h('div', {});

  async function refresh() {
    await loadInto(place, say, async () => {
      /** @type {readonly Quarantined[]} */
      const all = await api.get('memory/quarantine');
      return memoryLines(page, all, actions);
    });
  }

  /**
   * @param {Quarantined} kept
   * @param {string} about
   * @param {number} row
   * @returns {HTMLElement}
   */
  function actions(kept, about, row) {
    const button = (/** @type {boolean} */ isRelease) => {
      const name = isRelease ? 'release' : 'forget';
      return h(
        'button',
        {
          type: 'button',
          'aria-describedby': about,
          'data-name': name,
          onclick: () => void changeQuarantine(page, kept, isRelease, () => void again(name, row)),
        },
        say(`quarantine.${name}`),
      );
    };
    return h('div', { class: 'row' }, button(true), button(false));
  }

  /**
   * Whoever goes through the rows by the keyboard goes on with the one that stands there now. A focus that went
   * elsewhere meanwhile is left there.
   *
   * @param {string} name
   * @param {number} row
   */
  async function again(name, row) {
    await refresh();
    if (document.activeElement !== document.body) return;
    /** @type {NodeListOf<HTMLElement>} */
    const buttons = place.querySelectorAll(`[data-name="${name}"]`);
    /** @type {HTMLElement | null} */
    const panel = place.closest('[role="tabpanel"]');
    (buttons[Math.min(row, buttons.length - 1)] ?? panel)?.focus();
  }

  void refresh();
  return place;
}
