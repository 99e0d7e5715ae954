import { barChart } from '../charts/bar-chart.js';
import { changeHalt } from './change-halt.js';
import { factList, figureList } from './fact-list.js';
import { h } from '../element.js';
import { sessionCourses } from './session-courses.js';
import { theirs } from '../their-text.js';
import { visibleText } from '../visible-text.js';

/** @typedef {import('../wire.js').ReportData} ReportData */
/** @typedef {import('../wire.js').TrustStatus} TrustStatus */

/**
 * One session: its profile, its trust, both over time, and its switch.
 *
 * @param {import('../page.js').Page} page
 * @param {string} sessionId
 * @param {() => void} onChanged
 * @returns {Promise<HTMLElement>}
 */
export async function sessionCard(page, sessionId, onChanged) {
  const { say, api } = page;
  /** @type {TrustStatus} */
  const trust = await api.get('trust', { sessionId });
  /** @type {ReportData} */
  const report = await api.get('report', { sessionId });
  const isHalted = trust.halted !== null;
  const { profile } = report;
  return h(
    'section',
    { class: 'card stack', 'aria-label': say('sessions.one') },
    h(
      'div',
      { class: 'row apart' },
      h('h2', {}, theirs(sessionId, 80)),
      h(
        'button',
        {
          type: 'button',
          class: isHalted ? 'main' : 'danger',
          onclick: () => void changeHalt(page, sessionId, !isHalted, onChanged),
        },
        say(isHalted ? 'sessions.resume' : 'sessions.halt'),
      ),
    ),
    trust.halted === null ? null : haltedNote(page, trust.halted),
    figureList([
      [say('profile.overall'), shown(profile.overallScore)],
      [say('profile.grade'), profile.grade ?? '–'],
      [say('trust.p'), shown(trust.pScore)],
      [say('trust.r'), trust.r === null ? '–' : trust.r.toFixed(2)],
      [say('trust.grade'), trust.grade ?? '–'],
    ]),
    ...notices(page, profile),
    h('h3', {}, say('profile.title')),
    profileChart(page, profile),
    ...sessionCourses(page, report),
    ...axes(page, trust),
  );
}

/**
 * @param {import('../page.js').Page} page
 * @param {NonNullable<TrustStatus['halted']>} halted
 * @returns {HTMLElement}
 */
function haltedNote({ say, times }, { by, reason, at }) {
  const words = say('sessions.haltedBy', { time: times.whole(at) });
  return h(
    'p',
    { class: 'notice' },
    words,
    ' ',
    theirs(by),
    reason === '' ? null : ': ',
    theirs(reason, 300),
  );
}

/**
 * @param {import('../page.js').Page} page
 * @param {import('../wire.js').AgentProfile} profile
 * @returns {readonly Node[]}
 */
function notices({ language }, { notices: { warnings, strengths } }) {
  const list = (/** @type {readonly import('../wire.js').Notice[]} */ all, /** @type {string} */ tone) =>
    all.map(({ text }) => h('p', { class: `notice${tone}` }, visibleText(text[language])));
  return [...list(warnings, ''), ...list(strengths, ' calm')];
}

/**
 * @param {import('../page.js').Page} page
 * @param {import('../wire.js').AgentProfile} profile
 * @returns {SVGSVGElement}
 */
function profileChart({ say }, { breakdown }) {
  const rows = Object.entries(breakdown).map(([name, value]) => ({
    name: say(`profile.${name}`),
    value,
    text: shown(value),
  }));
  return barChart(say('profile.title'), rows, 100);
}

/**
 * @param {import('../page.js').Page} page
 * @param {TrustStatus} trust
 * @returns {readonly Node[]}
 */
function axes({ say }, { axes, turns }) {
  if (axes === null) return [h('p', { class: 'quiet' }, say('trust.none'))];
  const facts = Object.entries(axes).map(
    ([name, value]) => /** @type {const} */ ([say(`axis.${name}`), value.toFixed(2)]),
  );
  return [factList([...facts, [say('trust.turns'), turns]])];
}

/**
 * @param {number | null} score
 * @returns {string}
 */
function shown(score) {
  return score === null ? '–' : String(Math.round(score));
}
