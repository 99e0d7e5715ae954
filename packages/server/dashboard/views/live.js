import { ACTIONS, actionChip, statusChip } from '../chips.js';
import { emptyNote, errorNotice } from '../notices.js';
import { h, replace } from '../element.js';
import { keyedList } from '../keyed-list.js';
import { createLiveCalls } from '../live-calls.js';
import { openEntry } from './audit-entry.js';
import { theirs } from '../their-text.js';
import { viewHeading } from './view-heading.js';

/** Rows that are shown; what is older is in the audit. */
const SHOWN = 100;

/**
 * Calls as they are decided and as they end, the newest first.
 *
 * @type {import('../page.js').OpenView}
 */
export function openLive(page) {
  const { say, api, counts, feed } = page;
  const calls = createLiveCalls();
  /** @type {Set<string>} */
  const hidden = new Set();
  /** @type {readonly import('../live-calls.js').LiveCall[] | null} */
  let frozen = null;
  const list = h('ol', { class: 'lines', 'aria-label': say('live.title') });
  const note = h('div', {});
  /** @type {(rows: readonly import('../live-calls.js').LiveCall[]) => void} */
  const update = keyedList(list, {
    keyOf: ({ id }) => id,
    stampOf: ({ status }) => String(status),
    make: (call, isNew) => line(page, call, isNew),
  });
  const pause = h(
    'button',
    { type: 'button', 'aria-pressed': 'false', onclick: togglePause },
    say('live.pause'),
  );
  const missed = h('span', { class: 'quiet small', 'aria-live': 'polite' });
  const filters = ACTIONS.map((action) => {
    const button = h(
      'button',
      { type: 'button', class: 'filter', 'aria-pressed': 'true' },
      actionChip(say, action),
    );
    button.addEventListener('click', () => {
      const isShown = hidden.delete(action);
      if (!isShown) hidden.add(action);
      button.setAttribute('aria-pressed', String(isShown));
      draw();
    });
    return button;
  });

  function togglePause() {
    frozen = frozen === null ? calls.newestFirst() : null;
    pause.setAttribute('aria-pressed', String(frozen !== null));
    draw();
  }

  function draw() {
    const all = calls.newestFirst();
    const isNew =
      frozen === null ? 0 : all.filter((call) => frozen?.every(({ id }) => id !== call.id)).length;
    replace(missed, isNew === 0 ? '' : say('live.missed', { count: isNew }));
    const shown = (frozen ?? all).filter(({ action }) => !hidden.has(action)).slice(0, SHOWN);
    update(shown);
    list.hidden = shown.length === 0;
    replace(note, shown.length === 0 && emptyNote(say('live.empty')));
  }

  async function begin() {
    try {
      /** @type {import('../wire.js').AuditEntry[]} */
      const entries = await api.get('audit', { limit: SHOWN });
      for (const entry of entries.toReversed()) calls.takeEntry(entry);
      draw();
    } catch (error) {
      replace(
        note,
        errorNotice(say, error, () => void begin()),
      );
    }
  }

  for (const event of feed.recent()) calls.takeEvent(event);
  const end = feed.onEvent((event) => {
    if (event.event === 'reset') void begin();
    else if (calls.takeEvent(event)) draw();
  });
  counts.giveWay(begin());
  return {
    element: h(
      'div',
      { class: 'view' },
      viewHeading(say('live.title'), say('live.about'), pause),
      h('div', { class: 'row', role: 'group', 'aria-label': say('live.filter') }, ...filters, missed),
      note,
      list,
    ),
    stop: end,
  };
}

/**
 * @param {import('../page.js').Page} page
 * @param {import('../live-calls.js').LiveCall} call
 * @param {boolean} isNew
 * @returns {HTMLElement}
 */
function line(page, call, isNew) {
  const { say, times } = page;
  const { at, action, tool, score, sessionId, target, status } = call;
  return h(
    'li',
    { class: isNew && 'arrives' },
    h(
      'div',
      { class: 'line' },
      h('time', { class: 'quiet small' }, times.clock(at)),
      actionChip(say, action),
      h(
        'div',
        { class: 'what' },
        h('b', {}, theirs(tool, 60)),
        target === '' ? null : h('span', { class: 'code' }, theirs(target, 160)),
      ),
      h(
        'span',
        { class: 'row small' },
        h('span', { class: 'quiet' }, theirs(sessionId, 24)),
        h('span', { title: say('risk') }, score === null ? '–' : score.toFixed(2)),
        status === null ? h('span', { class: 'chip' }, say('live.running')) : statusChip(say, status),
        h(
          'button',
          { type: 'button', class: 'plain', onclick: () => openEntry(page, call.seq) },
          say('details'),
        ),
      ),
    ),
  );
}
