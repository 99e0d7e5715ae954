import { h } from './element.js';

/** What may be decided about a call, the mildest first. */
export const ACTIONS = ['auto', 'notify', 'confirm', 'deny'];
/** Every way a call may end. */
export const STATUSES = ['PASS', 'WARN', 'FAIL', 'BLOCKED', 'UNVERIFIED', 'UNFINISHED'];
/** The colour that says how a call ended. */
const TONES = new Map([
  ['PASS', 'auto'],
  ['WARN', 'notify'],
  ['UNFINISHED', 'notify'],
  ['FAIL', 'deny'],
  ['BLOCKED', 'deny'],
]);

/**
 * What was decided, as a word on its colour.
 *
 * @param {import('./words/say.js').Say} say
 * @param {string} action
 * @returns {HTMLElement}
 */
export function actionChip(say, action) {
  const isKnown = ACTIONS.includes(action);
  return h('span', { class: `chip ${isKnown ? action : ''}` }, isKnown ? say(`action.${action}`) : action);
}

/**
 * How a call ended.
 *
 * @param {import('./words/say.js').Say} say
 * @param {string} status
 * @returns {HTMLElement}
 */
export function statusChip(say, status) {
  const isKnown = STATUSES.includes(status);
  const words = isKnown ? say(`status.${status}`) : status;
  return h('span', { class: `chip ${TONES.get(status) ?? ''}` }, words);
}
