import { h } from './element.js';

/**
 * Tabs over one panel. Only the chosen tab is in the order of the Tab key; arrows, Home and End go between them.
 *
 * @param {string} label
 * @param {readonly { name: string, words: string }[]} tabs
 * @param {(name: string) => Node} open
 * @returns {HTMLElement}
 */
export function tabbed(label, tabs, open) {
  const id = (/** @type {string} */ name) => `tab-${name}`;
  const panel = h('div', { role: 'tabpanel', id: 'tab-panel', class: 'stack', tabindex: 0 });
  const buttons = tabs.map(({ name, words }) =>
    h(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: id(name),
        'aria-controls': 'tab-panel',
        onclick: () => choose(name),
      },
      words,
    ),
  );

  /** @param {string} name */
  function choose(name) {
    for (const button of buttons) {
      const isChosen = button.id === id(name);
      button.setAttribute('aria-selected', String(isChosen));
      button.tabIndex = isChosen ? 0 : -1;
    }
    panel.setAttribute('aria-labelledby', id(name));
    panel.replaceChildren(open(name));
  }

  /** @param {KeyboardEvent} event */
  function move(event) {
    const here = buttons.findIndex((button) => button === document.activeElement);
    const last = buttons.length - 1;
    const places = new Map([
      ['ArrowRight', here === last ? 0 : here + 1],
      ['ArrowLeft', here === 0 ? last : here - 1],
      ['Home', 0],
      ['End', last],
    ]);
    const next = buttons[places.get(event.key) ?? -1];
    if (here < 0 || next === undefined) return;
    event.preventDefault();
    next.focus();
    next.click();
  }

  choose(tabs[0]?.name ?? '');
  const list = h('div', { role: 'tablist', class: 'tabs', 'aria-label': label, onkeydown: move }, ...buttons);
  return h('div', { class: 'stack' }, list, panel);
}
