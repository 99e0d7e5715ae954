import { cutText, visibleText } from './visible-text.js';
import { h } from './element.js';

/**
 * Anybody's text as an element that keeps its direction to itself.
 *
 * @param {unknown} text
 * @param {number} [longest]
 * @returns {HTMLElement}
 */
export function theirs(text, longest = 200) {
  return h('bdi', {}, visibleText(cutText(String(text), longest)));
}

/**
 * Any JSON value as a block of text.
 *
 * @param {unknown} value
 * @returns {HTMLElement}
 */
export function jsonBlock(value) {
  const text = typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? 'undefined');
  return h('pre', { tabindex: 0, dir: 'ltr' }, visibleText(cutText(text, 20_000)));
}
