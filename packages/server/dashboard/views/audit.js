import { ACTIONS, STATUSES, actionChip, statusChip } from '../chips.js';
import { emptyNote, errorNotice } from '../notices.js';
import { h, replace } from '../element.js';
import { createAuditPages } from '../audit-pages.js';
import { openEntry } from './audit-entry.js';
import { targetOf } from '../live-calls.js';
import { theirs } from '../their-text.js';
import { verifyCard } from './verify-card.js';
import { viewHeading } from './view-heading.js';
import { virtualList } from '../virtual-list.js';

/** @typedef {import('../wire.js').AuditEntry} AuditEntry */

/** After the last key of a search. */
const TYPING_MS = 250;

/**
 * Every call that the journal knows, to search.
 *
 * @type {import('../page.js').OpenView}
 */
export function openAudit(page) {
  const { say, api, counts } = page;
  const note = h('div', { 'aria-live': 'polite' });
  const shown = h('p', { class: 'quiet small', role: 'status' });
  /** @type {import('../virtual-list.js').VirtualList<AuditEntry>} */
  const list = virtualList(
    say('audit.title'),
    (entry) => cells(page, entry),
    (entry) => openEntry(page, entry),
    () => void more(),
  );
  let pages = createAuditPages(api, {});
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  const form = filterForm(page, () => {
    clearTimeout(timer);
    timer = setTimeout(search, TYPING_MS);
  });

  function search() {
    clearTimeout(timer);
    pages = createAuditPages(api, form.query());
    list.element.hidden = false;
    list.show([]);
    replace(shown, say('loading'));
    counts.giveWay(more());
  }

  async function more() {
    const asked = pages;
    try {
      if (!(await asked.more()) || asked !== pages) return;
      const rows = asked.rows();
      list.element.hidden = rows.length === 0;
      list.show(rows);
      replace(note, rows.length === 0 && emptyNote(say('audit.empty')));
      replace(shown, say(asked.isWhole() ? 'audit.all' : 'audit.first', { count: rows.length }));
    } catch (error) {
      if (asked === pages) replace(note, errorNotice(say, error, search));
      replace(shown);
    }
  }

  // Before the card of the counts, which give way to it.
  search();
  const element = h(
    'div',
    { class: 'view' },
    viewHeading(say('audit.title'), say('audit.about')),
    verifyCard(page),
    form.element,
    h('div', { class: 'row apart' }, shown, h('button', { type: 'button', onclick: search }, say('refresh'))),
    note,
    list.element,
  );
  return { element, stop: () => clearTimeout(timer) };
}

/**
 * @param {import('../page.js').Page} page
 * @param {AuditEntry} entry
 * @returns {Node[]}
 */
function cells({ say, times }, entry) {
  return [
    h('time', { class: 'quiet small' }, times.whole(entry.at)),
    actionChip(say, entry.action),
    h(
      'span',
      { class: 'what' },
      h('b', {}, theirs(entry.toolName, 60)),
      ' ',
      h('span', { class: 'code quiet' }, theirs(targetOf(entry.params), 160)),
    ),
    h('span', { class: 'quiet small session' }, theirs(entry.sessionId, 40)),
    statusChip(say, entry.status),
    h('span', { class: 'number small' }, entry.riskScore.toFixed(2)),
  ];
}

/**
 * What to search for, and how to read it.
 *
 * @param {import('../page.js').Page} page
 * @param {() => void} onChange
 * @returns {{ element: HTMLElement, query: () => import('../wire.js').Query }}
 */
function filterForm({ say }, onChange) {
  const text = h('input', { type: 'search', oninput: onChange, autocomplete: 'off' });
  const tool = h('input', { type: 'search', oninput: onChange, autocomplete: 'off' });
  const session = h('input', { type: 'search', oninput: onChange, autocomplete: 'off' });
  const since = h('input', { type: 'datetime-local', oninput: onChange });
  const until = h('input', { type: 'datetime-local', oninput: onChange });
  const any = () => h('option', { value: '' }, say('any'));
  const action = h(
    'select',
    { onchange: onChange },
    any(),
    ...ACTIONS.map((each) => h('option', { value: each }, say(`action.${each}`))),
  );
  const status = h(
    'select',
    { onchange: onChange },
    any(),
    ...STATUSES.map((each) => h('option', { value: each }, say(`status.${each}`))),
  );
  const element = h(
    'form',
    {
      class: 'filters',
      role: 'search',
      'aria-label': say('audit.search'),
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        onChange();
      },
    },
    h('label', {}, say('audit.text'), text),
    h('label', {}, say('tool'), tool),
    h('label', {}, say('session'), session),
    h('label', {}, say('audit.action'), action),
    h('label', {}, say('audit.status'), status),
    h('label', {}, say('audit.since'), since),
    h('label', {}, say('audit.until'), until),
  );
  return {
    element,
    query: () => ({
      text: text.value,
      toolName: tool.value,
      sessionId: session.value,
      action: action.value,
      status: status.value,
      since: timeOf(since.value),
      until: timeOf(until.value),
    }),
  };
}

/**
 * @param {string} value of a field for a date and a time
 * @returns {number | null}
 */
function timeOf(value) {
  return value === '' ? null : new Date(value).getTime();
}
