import { actionChip, statusChip } from '../chips.js';
import { effectsTable } from './effects-table.js';
import { factList } from './fact-list.js';
import { h } from '../element.js';
import { jsonBlock, theirs } from '../their-text.js';
import { emptyNote, loadInto } from '../notices.js';
import { openDialog } from '../dialog.js';

/** @typedef {import('../wire.js').AuditEntry} AuditEntry */

/**
 * Everything that the journal holds of a call, in a dialog.
 *
 * @param {import('../page.js').Page} page
 * @param {number | AuditEntry} call the entry, or the number of its first record
 * @returns {void}
 */
export function openEntry(page, call) {
  const { say, api } = page;
  const place = h('div', { class: 'stack' });
  openDialog(say, say('audit.entry'), () => [place]);
  void loadInto(place, say, async () => {
    if (typeof call !== 'number') return entryFacts(page, call);
    /** @type {AuditEntry[]} */
    const [entry] = await api.get('audit', { before: call + 1, limit: 1 });
    return entry === undefined ? emptyNote(say('audit.empty')) : entryFacts(page, entry);
  });
}

/**
 * @param {import('../page.js').Page} page
 * @param {AuditEntry} entry
 * @returns {HTMLElement}
 */
function entryFacts({ say, times }, entry) {
  const { decision, approval } = entry;
  const answered = [approval.status, approval.by, approval.reason].filter((part) => part !== undefined);
  return h(
    'div',
    { class: 'stack' },
    h(
      'div',
      { class: 'row' },
      h('h3', {}, theirs(entry.toolName, 80)),
      actionChip(say, entry.action),
      statusChip(say, entry.status),
    ),
    jsonBlock(entry.params),
    effectsTable(say, decision.effects),
    factList([
      [say('time'), times.whole(entry.at)],
      [say('risk'), entry.riskScore.toFixed(2)],
      [say('audit.rules'), theirs(decision.rules.length === 0 ? '–' : decision.rules.join(' · '), 600)],
      [say('audit.reason'), theirs(entry.reason ?? '–', 600)],
      [say('audit.approval'), theirs(answered.join(' · '), 600)],
      [say('audit.duration'), entry.durationMs === null ? '–' : `${Math.round(entry.durationMs)} ms`],
      [say('session'), theirs(entry.sessionId)],
      [say('agent'), theirs(entry.agentId)],
      [say('folder'), theirs(entry.cwd)],
      [say('audit.record'), theirs(`#${entry.seq} · ${entry.id}`)],
      [say('audit.digest'), h('code', {}, theirs(decision.digest))],
    ]),
    entry.outcome === null
      ? null
      : h('details', {}, h('summary', {}, say('audit.outcome')), jsonBlock(entry.outcome)),
  );
}
