import { h } from '../element.js';

/**
 * What a view is, in a heading that takes the focus when the view opens.
 *
 * @param {string} title
 * @param {string} about
 * @param {...import('../element.js').Child} actions
 * @returns {HTMLElement}
 */
export function viewHeading(title, about, ...actions) {
  return h(
    'div',
    { class: 'heading' },
    h('div', {}, h('h1', { tabindex: -1 }, title), h('p', { class: 'about' }, about)),
    h('div', { class: 'row' }, ...actions),
  );
}
