import { emptyNote } from '../notices.js';
import { h } from '../element.js';
import { theirs } from '../their-text.js';

/**
 * One remembered thing, of whichever tier.
 *
 * @typedef {object} Remembered
 * @property {string} text
 * @property {string} [type]
 * @property {string} [kind]
 * @property {number} [ts]
 * @property {number} [at]
 * @property {string} [sessionId]
 * @property {string} [trust]
 * @property {string} [reason]
 */

/**
 * What was remembered, found or kept apart, one under the other.
 *
 * @template {Remembered} T
 * @param {import('../page.js').Page} page
 * @param {readonly T[]} all
 * @param {(each: T, about: string, row: number) => HTMLElement} [actions] what can be done with each; `about` is the id of its text
 * @returns {HTMLElement}
 */
export function memoryLines({ say, times }, all, actions) {
  if (all.length === 0) return emptyNote(say('memory.empty'));
  return h(
    'ul',
    { class: 'lines' },
    ...all.map((each, row) => {
      const { text, type, kind, ts, at, sessionId, trust, reason } = each;
      const about = `line-${row}`;
      return h(
        'li',
        { class: 'stack remembered' },
        // What a search found stands on the same page, and must not have the same ids.
        h('p', { id: actions && about }, theirs(text, 2000)),
        h(
          'p',
          { class: 'row quiet small' },
          h('span', { class: 'chip' }, theirs(type ?? kind ?? '', 40)),
          h('span', {}, times.whole(ts ?? at ?? Number.NaN)),
          sessionId === undefined ? null : theirs(sessionId, 40),
          trust === undefined ? null : h('span', {}, say('memory.trust'), ' ', theirs(trust, 20)),
          reason === undefined ? null : h('span', { class: 'bad' }, theirs(reason, 200)),
        ),
        actions?.(each, about, row),
      );
    }),
  );
}
