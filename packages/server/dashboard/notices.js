import { ApiError } from './api.js';
import { h, replace } from './element.js';
import { theirs } from './their-text.js';

/**
 * Says why something could not be had, and offers to try again.
 *
 * @param {import('./words/say.js').Say} say
 * @param {unknown} error
 * @param {(() => void) | null} [again]
 * @returns {HTMLElement}
 */
export function errorNotice(say, error, again = null) {
  const button = again === null ? null : h('button', { type: 'button', onclick: again }, say('again'));
  return h(
    'div',
    { class: 'notice row apart', role: 'alert' },
    h('p', {}, errorWords(say, error), ' ', h('span', { class: 'small' }, theirs(messageOf(error), 300))),
    button,
  );
}

/**
 * @param {import('./words/say.js').Say} say
 * @param {unknown} error
 * @returns {string}
 */
export function errorWords(say, error) {
  if (!(error instanceof ApiError)) return say('error.page');
  if (error.status === 0) return say('error.unreachable');
  if (error.status === 401) return say('error.token');
  if (error.status === 403) return say('error.operator');
  if (error.status === 429 || error.status === 503) return say('error.busy');
  return say('error.refused');
}

/**
 * @param {unknown} error
 * @returns {string}
 */
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

/**
 * Fills a place with what is fetched: says that it loads, then shows it, or why not. What was asked for before and
 * comes later is dropped.
 *
 * @param {HTMLElement} place
 * @param {import('./words/say.js').Say} say
 * @param {() => Promise<Node>} fetchNode
 * @returns {Promise<void>}
 */
export async function loadInto(place, say, fetchNode) {
  const ticket = String(Number(place.dataset['ticket'] ?? 0) + 1);
  place.dataset['ticket'] = ticket;
  place.setAttribute('aria-busy', 'true');
  if (place.childElementCount === 0) replace(place, h('p', { class: 'quiet' }, say('loading')));
  /** @type {Node} */
  let node;
  try {
    node = await fetchNode();
  } catch (error) {
    node = errorNotice(say, error, () => void loadInto(place, say, fetchNode));
  }
  if (place.dataset['ticket'] !== ticket) return;
  place.removeAttribute('aria-busy');
  replace(place, node);
}

/**
 * @param {string} words
 * @returns {HTMLElement}
 */
export function emptyNote(words) {
  return h('p', { class: 'empty' }, words);
}
