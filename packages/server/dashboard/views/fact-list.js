import { h } from '../element.js';

/**
 * Names and their values.
 *
 * @param {readonly (readonly [name: string, value: Node | string | number])[]} facts
 * @returns {HTMLElement}
 */
export function factList(facts) {
  return h(
    'dl',
    { class: 'facts' },
    ...facts.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]),
  );
}

/**
 * Large numbers, each over its name.
 *
 * @param {readonly (readonly [name: string, value: string | number])[]} figures
 * @returns {HTMLElement}
 */
export function figureList(figures) {
  return h(
    'dl',
    { class: 'figures' },
    ...figures.map(([name, value]) =>
      h('div', { class: 'figure' }, h('dt', {}, name), h('dd', {}, h('strong', {}, value))),
    ),
  );
}
