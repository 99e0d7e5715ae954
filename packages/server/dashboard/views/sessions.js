import { emptyNote, loadInto } from '../notices.js';
import { h, replace } from '../element.js';
import { changeHalt } from './change-halt.js';
import { sessionCard } from './session-card.js';
import { theirs } from '../their-text.js';
import { viewHeading } from './view-heading.js';

/** @typedef {import('../wire.js').SessionSummary} SessionSummary */
/** @typedef {{ sessions: readonly SessionSummary[], halted: readonly string[] }} Sessions */

/** The name under which every session is halted. */
const EVERY = '*';

/**
 * Every session, how good and how far trusted it is, and the switch that stops it.
 *
 * @type {import('../page.js').OpenView}
 */
export function openSessions(page) {
  const { say, api, feed } = page;
  const list = h('div', {});
  const all = h('div', { 'aria-live': 'polite' });
  const detail = h('div', { class: 'stack' });
  /** @type {string | null} */
  let chosen = null;

  /** @param {string} sessionId */
  function choose(sessionId) {
    chosen = sessionId;
    for (const button of list.querySelectorAll('button'))
      button.setAttribute('aria-pressed', String(button.dataset['session'] === sessionId));
    void loadInto(detail, say, async () => sessionCard(page, sessionId, again));
  }

  async function refresh() {
    await loadInto(list, say, async () => {
      /** @type {Sessions} */
      const { sessions, halted } = await api.get('sessions');
      replace(all, everySession(page, halted.includes(EVERY), again));
      const known = new Set(sessions.map(({ sessionId }) => sessionId));
      const onlyHalted = halted.filter((id) => id !== EVERY && !known.has(id));
      if (sessions.length + onlyHalted.length === 0) return emptyNote(say('sessions.empty'));
      chosen ??= sessions[0]?.sessionId ?? onlyHalted[0] ?? null;
      return h(
        'ul',
        { class: 'choices' },
        ...sessions.map((session) => item(session.sessionId, halted, figures(page, session))),
        ...onlyHalted.map((id) => item(id, halted, '')),
      );
    });
    if (chosen !== null) choose(chosen);
  }

  const again = () => void refresh();

  /**
   * @param {string} sessionId
   * @param {readonly string[]} halted
   * @param {string} about
   * @returns {HTMLElement}
   */
  function item(sessionId, halted, about) {
    return h(
      'li',
      {},
      h(
        'button',
        {
          type: 'button',
          'aria-pressed': 'false',
          'data-session': sessionId,
          onclick: () => choose(sessionId),
        },
        h(
          'span',
          { class: 'row apart' },
          h('b', {}, theirs(sessionId, 60)),
          halted.includes(sessionId) && h('span', { class: 'chip deny' }, say('sessions.halted')),
        ),
        h('span', { class: 'quiet small' }, about),
      ),
    );
  }

  const end = feed.onEvent(({ event }) => {
    if (event === 'session' || event === 'reset') again();
  });
  again();
  return {
    element: h(
      'div',
      { class: 'view' },
      viewHeading(say('sessions.title'), say('sessions.about')),
      all,
      h('div', { class: 'split' }, list, detail),
    ),
    stop: end,
  };
}

/**
 * @param {import('../page.js').Page} page
 * @param {SessionSummary} session
 * @returns {string}
 */
function figures({ say, times }, { operations, overallScore, lastAt }) {
  const score = overallScore === null ? '–' : String(Math.round(overallScore));
  return say('sessions.line', { calls: operations, score, time: times.whole(lastAt) });
}

/**
 * The switch for all sessions at once, and how it stands.
 *
 * @param {import('../page.js').Page} page
 * @param {boolean} isHalted
 * @param {() => void} onDone
 * @returns {HTMLElement}
 */
function everySession(page, isHalted, onDone) {
  const { say } = page;
  const words = say(isHalted ? 'sessions.allHalted' : 'sessions.allWork');
  return h(
    'div',
    { class: 'card row apart' },
    h('p', {}, h('span', { class: `dot ${isHalted ? 'bad' : 'good'}` }), words),
    h(
      'div',
      { class: 'row' },
      h(
        'button',
        {
          type: 'button',
          class: 'danger',
          disabled: isHalted,
          onclick: () => void changeHalt(page, EVERY, true, onDone),
        },
        say('sessions.haltAll'),
      ),
      h(
        'button',
        { type: 'button', disabled: !isHalted, onclick: () => void changeHalt(page, EVERY, false, onDone) },
        say('sessions.resumeAll'),
      ),
    ),
  );
}
