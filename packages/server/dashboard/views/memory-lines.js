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
 * @param {import('../page.js').Page} page
 * @param {readonly Remembered[]} all
 * @returns {HTMLElement}
 */
export function memoryLines({ say, times }, all) {
  if (all.length === 0) return emptyNote(say('memory.empty'));
  return h(
    'ul',
    { class: 'lines' },
    ...all.map((each) => {
      const { text, type, kind, ts, at, sessionId, trust, reason } = each;
      return h(
        'li',
        { class: 'stack remembered' },
        h('p', {}, theirs(text, 2000)),
        h(
          'p',
          { class: 'row quiet small' },
          h('span', { class: 'chip' }, theirs(type ?? kind ?? '', 40)),
          h('span', {}, times.whole(ts ?? at ?? Number.NaN)),
          sessionId === undefined ? null : theirs(sessionId, 40),
          trust === undefined ? null : h('span', {}, say('memory.trust'), ' ', theirs(trust, 20)),
          reason === undefined ? null : h('span', { class: 'bad' }, theirs(reason, 200)),
        ),
      );
    }),
  );
}
