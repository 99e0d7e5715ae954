import { h } from '../element.js';
import { theirs } from '../their-text.js';

/** Effects that are listed; a call of a thousand files does not hide the buttons below it. */
const LISTED = 20;

/**
 * What a call would do to the world.
 *
 * @param {import('../words/say.js').Say} say
 * @param {readonly import('../wire.js').Effect[]} effects
 * @returns {HTMLElement | null}
 */
export function effectsTable(say, effects) {
  if (effects.length === 0) return null;
  const more = effects.length - LISTED;
  return h(
    'div',
    { class: 'scroll' },
    h(
      'table',
      { 'aria-label': say('effect.caption') },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          ...[say('effect.verb'), say('effect.target'), say('effect.scope')].map((name) =>
            h('th', { scope: 'col' }, name),
          ),
        ),
      ),
      h(
        'tbody',
        {},
        ...effects
          .slice(0, LISTED)
          .map(({ verb, target, scope }) =>
            h(
              'tr',
              {},
              h('td', { class: 'code' }, verb),
              h('td', { class: 'code' }, theirs(target === '' ? '–' : target)),
              h('td', {}, theirs(scope, 40)),
            ),
          ),
      ),
    ),
    more > 0 && h('p', { class: 'quiet small' }, say('effect.more', { count: more })),
  );
}
