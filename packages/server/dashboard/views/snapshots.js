import { confirmed, openDialog } from '../dialog.js';
import { emptyNote, errorNotice, loadInto } from '../notices.js';
import { h } from '../element.js';
import { theirs } from '../their-text.js';
import { viewHeading } from './view-heading.js';

/** @typedef {import('../wire.js').StoredSnapshot} StoredSnapshot */
/** @typedef {import('../wire.js').PathChange} PathChange */

/** Paths that are listed of one call. */
const LISTED = 500;

/**
 * What can be put back, and putting it back.
 *
 * @type {import('../page.js').OpenView}
 */
export function openSnapshots(page) {
  const { say, api } = page;
  const place = h('div', {});

  function refresh() {
    void loadInto(place, say, async () => {
      /** @type {readonly StoredSnapshot[]} */
      const snapshots = await api.get('snapshots', { limit: 200 });
      if (snapshots.length === 0) return emptyNote(say('snapshots.empty'));
      return h('ul', { class: 'lines' }, ...snapshots.map((each) => line(page, each, refresh)));
    });
  }

  refresh();
  return {
    element: h(
      'div',
      { class: 'view' },
      viewHeading(
        say('snapshots.title'),
        say('snapshots.about'),
        h('button', { type: 'button', onclick: refresh }, say('refresh')),
      ),
      place,
    ),
  };
}

/**
 * @param {import('../page.js').Page} page
 * @param {StoredSnapshot} stored
 * @param {() => void} onDone
 * @returns {HTMLElement}
 */
function line(page, stored, onDone) {
  const { say, times } = page;
  const { id, status, tool, sessionId, bytes, undoOf, snapshot, reason } = stored;
  const isUndone = status === 'undone';
  const kind = undoOf === null || undoOf === undefined ? '' : say('snapshots.takesBack');
  return h(
    'li',
    { class: 'row apart snapshot' },
    h(
      'div',
      {},
      h(
        'p',
        { class: 'row' },
        h('b', {}, theirs(tool ?? id, 60)),
        h('span', { class: `chip ${isUndone ? '' : 'auto'}` }, say(`snapshot.${status}`)),
        kind === '' ? null : h('span', { class: 'quiet small' }, kind),
      ),
      h(
        'p',
        { class: 'row quiet small' },
        h('span', {}, times.whole(snapshot?.takenAt ?? Number.NaN)),
        sessionId === undefined ? null : theirs(sessionId, 40),
        bytes === undefined ? null : h('span', {}, `${Math.ceil(bytes / 1024)} KiB`),
        reason === undefined ? null : theirs(reason, 300),
      ),
    ),
    h(
      'div',
      { class: 'row' },
      h('button', { type: 'button', onclick: () => showDiff(page, id) }, say('snapshots.diff')),
      h(
        'button',
        {
          type: 'button',
          disabled: isUndone || status === 'damaged',
          onclick: () => void undo(page, stored, onDone),
        },
        say('snapshots.undo'),
      ),
    ),
  );
}

/**
 * @param {import('../page.js').Page} page
 * @param {string} id
 */
function showDiff(page, id) {
  const { say } = page;
  const place = h('div', {});
  openDialog(say, say('snapshots.diffTitle'), () => [place]);
  void loadInto(place, say, async () => changes(page, id));
}

/**
 * The paths that are not as before the call.
 *
 * @param {import('../page.js').Page} page
 * @param {string} id
 * @returns {Promise<HTMLElement>}
 */
async function changes({ say, api }, id) {
  /** @type {readonly PathChange[]} */
  const changed = await api.get(`snapshots/${encodeURIComponent(id)}/diff`);
  if (changed.length === 0) return emptyNote(say('snapshots.same'));
  const more = changed.length - LISTED;
  return h(
    'div',
    { class: 'stack' },
    h(
      'ul',
      { class: 'lines' },
      ...changed
        .slice(0, LISTED)
        .map(({ path, change, by }) =>
          h(
            'li',
            { class: 'row apart snapshot' },
            h('span', { class: 'code' }, theirs(path, 400)),
            h(
              'span',
              { class: 'row small' },
              h('span', { class: 'chip' }, say(`change.${change}`)),
              h('span', { class: by === 'somebody-else' ? 'bad' : 'quiet' }, say(`by.${by}`)),
            ),
          ),
        ),
    ),
    more > 0 && h('p', { class: 'quiet small' }, say('snapshots.more', { count: more })),
  );
}

/**
 * Puts the files of a call back, after showing which and asking once more.
 *
 * @param {import('../page.js').Page} page
 * @param {StoredSnapshot} stored
 * @param {() => void} onDone
 * @returns {Promise<void>}
 */
async function undo(page, { id, tool }, onDone) {
  const { say, api, announce } = page;
  const place = h('div', {});
  void loadInto(place, say, async () => changes(page, id));
  const isSure = await confirmed(say, {
    title: say('undo.title'),
    about: [
      h('p', {}, h('b', {}, theirs(tool ?? id, 60))),
      h('p', { class: 'quiet' }, say('undo.about')),
      place,
    ],
    yes: say('undo.yes'),
    tone: 'danger',
  });
  if (!isSure) return;
  try {
    /** @type {import('../wire.js').UndoReport} */
    const { status } = await api.post(`snapshots/${encodeURIComponent(id)}/undo`);
    announce(say(`undone.${status}`));
    openDialog(say, say(`undone.${status}`), () => [h('p', { class: 'quiet' }, say('undo.done'))]);
  } catch (error) {
    openDialog(say, say('error.title'), () => [errorNotice(say, error)]);
  }
  onDone();
}
