import { readdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { AuditFilter } from '../../src/index.js';
import { journalPlace, type JournalPlace } from '../support/journal-place.js';
import { blocked, event, intent, outcome } from '../support/records.js';
import { thrown } from '../support/thrown.js';

const at = (minutes: number): number => 1_700_000_000_000 + minutes * 60_000;

/** Six calls by two agents, over two openings of the journal. */
async function filled(): Promise<JournalPlace> {
  const place = journalPlace();
  const first = place.open();
  const risky = { ...intent('x').decision, action: 'confirm', score: 3 } as const;
  first.appendSync(intent('op_1', { at: at(1) }));
  first.appendSync(outcome('op_1', { at: at(2) }));
  first.appendSync(intent('op_2', { at: at(3), tool: 'write_file', sessionId: 'session-2' }));
  first.appendSync(
    outcome('op_2', { verify: 'FAIL', sessionId: 'session-2', failedChecks: ['file-exists'] }),
  );
  first.appendSync(blocked('op_3', { at: at(4), agentId: 'agent-2' }));
  first.appendSync(event('feedback', { signal: 'good' }));
  await first.close();
  const second = place.open();
  second.appendSync(intent('op_4', { at: at(5), decision: risky }));
  second.appendSync(intent('op_5', { at: at(6) }));
  second.appendSync(outcome('op_4', { verify: null, status: 'planned', durationMs: 3 }));
  second.appendSync(intent('op_6', { at: at(7) }));
  second.appendSync(outcome('op_6', { verify: null, status: 'timed-out', error: 'timed out after 5 ms' }));
  await second.close();
  return place;
}

const ids = (place: JournalPlace, filter?: AuditFilter): string =>
  place
    .open()
    .query(filter)
    .map(({ id }) => id)
    .join(' ');

describe('query', () => {
  it('joins a call to its outcome, newest first, across restarts', async () => {
    const place = await filled();
    const entries = place.open().query();
    expect(entries.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'op_6 FAIL',
      'op_5 UNFINISHED',
      'op_4 UNVERIFIED',
      'op_3 BLOCKED',
      'op_2 FAIL',
      'op_1 PASS',
    ]);
    const [timedOut, , planned, denied, , passed] = entries;
    expect(timedOut).toMatchObject({ verifyStatus: null, reason: 'timed out after 5 ms' });
    expect(planned).toMatchObject({ action: 'confirm', riskScore: 3, durationMs: 3 });
    expect(denied).toMatchObject({
      action: 'deny',
      riskScore: 9.18,
      reason: 'Risk 9.18 → DENY',
      outcome: null,
    });
    expect(passed).toMatchObject({
      seq: 1,
      toolName: 'exec',
      sessionId: 'session-1',
      agentId: 'agent-1',
      verifyStatus: 'PASS',
      params: { command: 'npm test' },
      approval: { status: 'not-needed' },
      outcome: { failedChecks: [] },
    });
  });

  it('[S2-59] filters by session, tool and status, and combines the filters', async () => {
    const place = await filled();
    expect(ids(place, { sessionId: 'session-2' })).toBe('op_2');
    expect(ids(place, { toolName: 'exec' })).toBe('op_6 op_5 op_4 op_3 op_1');
    expect(ids(place, { status: 'FAIL' })).toBe('op_6 op_2');
    expect(ids(place, { status: 'FAIL', toolName: 'write_file', sessionId: 'session-2' })).toBe('op_2');
    expect(ids(place, { status: 'PASS', toolName: 'write_file' })).toBe('');
    expect(ids(place, { agentId: 'agent-2' })).toBe('op_3');
    expect(ids(place, { action: 'confirm' })).toBe('op_4');
    expect(ids(place, { since: at(3), until: at(5) })).toBe('op_4 op_3 op_2');
    expect(ids(place, { sessionId: 'nobody' })).toBe('');
  });

  it('[S2-60] filters by score and limits, over more than 200 entries and across restarts', async () => {
    const place = await filled();
    const journal = place.open();
    await Promise.all(Array.from({ length: 300 }, (_, index) => journal.append(intent(`more_${index}`))));
    await journal.close();
    expect(ids(place, { minScore: 3 })).toBe('op_4 op_3');
    expect(ids(place, { minScore: 3.01 })).toBe('op_3');
    expect(ids(place, { minScore: 3, maxScore: 3 })).toBe('op_4');
    expect(ids(place, { limit: 2 })).toBe('more_299 more_298');
    expect(ids(place, { minScore: 1, limit: 1 })).toBe('op_4');
    expect(place.open().query()).toHaveLength(306);
    expect(place.open().query({ limit: 0 })).toEqual([]);
  });

  it('finds text in any value of a call, in upper or lower case, together with other conditions', async () => {
    const place = journalPlace();
    const journal = place.open();
    journal.appendSync(intent('op_1', { params: { command: 'echo "Straße" > C:\\TEMP\\x.txt' } }));
    journal.appendSync(intent('op_2', { params: { deep: [{ note: 'Ο ΣΊΣΥΦΟΣ' }], line: 'two\nlines' } }));
    journal.appendSync(outcome('op_2', { verify: null, status: 'failed', error: 'Permission DENIED' }));
    journal.appendSync(blocked('op_3', { reason: '风险过高' }));
    journal.appendSync(event('note', 'permission denied'));
    await journal.close();
    expect(ids(place, { text: 'STRASSE' })).toBe('');
    expect(ids(place, { text: '"straße"' })).toBe('op_1');
    expect(ids(place, { text: 'c:\\temp\\X' })).toBe('op_1');
    expect(ids(place, { text: 'σίσυφος' })).toBe('op_2');
    expect(ids(place, { text: 'ΣΊΣΥΦΟ' })).toBe('op_2');
    expect(ids(place, { text: 'two\nlines' })).toBe('op_2');
    expect(ids(place, { text: 'nlines' })).toBe('');
    expect(ids(place, { text: 'permission denied' })).toBe('op_2');
    expect(ids(place, { text: '风险' })).toBe('op_3');
    expect(ids(place, { text: 'exec', status: 'FAIL' })).toBe('op_2');
    expect(ids(place, { text: 'callId' })).toBe('');
    expect(ids(place, { text: '$prev' })).toBe('');
    expect(ids(place, { text: '' })).toBe('op_3 op_2 op_1');
    expect(ids(place, { text: 'op_', limit: 2 })).toBe('op_3 op_2');
  });

  it('gives calls one at a time, and closes its files when it is told that this is enough', async () => {
    const place = await filled();
    const calls = place.open().calls({ toolName: 'exec' });
    expect(calls.next().value).toMatchObject({ id: 'op_6' });
    expect(calls.next().value).toMatchObject({ id: 'op_5' });
    calls.return();
    expect(calls.next()).toEqual({ done: true, value: undefined });
  });

  it('[S2-61] numbers every record once, ten thousand in one turn and in whichever way they come', async () => {
    const place = journalPlace();
    const journal = place.open();
    const waiting: Promise<{ readonly seq: number }>[] = [];
    for (let n = 0; n < 10_000; n += 1) {
      if (n % 2000 === 1) journal.appendSync(intent(`op_${n}`));
      else if (n % 10 === 2) journal.enqueue(intent(`op_${n}`));
      else waiting.push(journal.append(intent(`op_${n}`)));
    }
    const given = (await Promise.all(waiting)).map(({ seq }) => seq);
    await journal.close();
    const entries = place.open().query();
    expect(new Set(entries.map(({ id }) => id)).size).toBe(10_000);
    expect(new Set(entries.map(({ seq }) => seq)).size).toBe(10_000);
    expect(new Set(given).size).toBe(given.length);
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map(({ seq }) => seq).sort((a, b) => b - a));
  });

  it('[S2-60] goes on over segments, whose files and keys change, with what began in one and ended in the next', async () => {
    const place = journalPlace();
    const journal = place.open({ segmentBytes: 8192 });
    for (let n = 0; n < 60; n += 1) {
      journal.appendSync(intent(`op_${n}`));
      if (n >= 20) journal.appendSync(outcome(`op_${n - 20}`, { verify: n % 2 === 0 ? 'PASS' : 'FAIL' }));
    }
    await journal.close();
    expect(readdirSync(place.dir).filter((name) => name.endsWith('.jsonl')).length).toBeGreaterThan(3);
    for (const reader of [place.open(), place.open()]) {
      expect(reader.query({ status: 'PASS' })).toHaveLength(20);
      expect(reader.query({ status: 'FAIL', limit: 2 }).map(({ id }) => id)).toEqual(['op_39', 'op_37']);
      expect(reader.unfinished()).toHaveLength(20);
      expect([...reader.records({ kinds: ['intent'] })]).toHaveLength(60);
      for (const { seq } of reader.records({ from: 5, through: 9 })) expect([5, 6, 7, 8, 9]).toContain(seq);
    }
  });

  it('counts over the whole journal', async () => {
    const place = await filled();
    const clock = { now: () => at(4) + 24 * 60 * 60_000, monotonic: () => 0 };
    expect(place.open({ clock }).stats()).toEqual({
      totalOperations: 6,
      verifyFailures: 1,
      highRiskOps: 2,
      blocked: 1,
      unfinished: 1,
      last24h: 3,
      sessions: 2,
    });
  });

  it('reports calls that were about to run and never came back', async () => {
    const place = await filled();
    expect(
      place
        .open()
        .unfinished()
        .map(({ id }) => id),
    ).toEqual(['op_5']);
  });

  it('shows committed records only, and passes over lines it cannot read', async () => {
    const place = await filled();
    const [last = ''] = place.lines().slice(-1);
    place.write(`${place.lines().join('\n')}\nnonsense\n{"$prev":1}\n`);
    expect(place.open().query()).toHaveLength(6);
    const lines = place.lines().filter((line) => line !== last && line.startsWith('{"$prev":"'));
    place.write(`${lines.join('\n')}\n`);
    expect(ids(place, { status: 'UNFINISHED' })).toBe('op_6 op_5');
  });

  it('takes the outcome of an id that was used twice for the later call', () => {
    const place = journalPlace();
    const journal = place.open();
    for (const record of [
      intent('op_1'),
      intent('op_1'),
      outcome('op_1'),
      outcome('op_1'),
      outcome('nobody'),
    ]) {
      journal.appendSync(record);
    }
    expect(journal.query().map(({ status }) => status)).toEqual(['PASS', 'UNFINISHED']);
  });

  it.each([
    ['minScore', Number.NaN],
    ['since', '2024'],
    ['limit', -1],
    ['limit', 1.5],
    ['status', 'passed'],
    ['action', 'allow'],
    ['text', 7],
    ['sessionId', null],
  ])('refuses %s: %s', (field, value) => {
    const error = thrown('INVALID_ARGUMENT', () =>
      journalPlace()
        .open()
        .query({ [field]: value }),
    );
    expect(error.message).toContain(field);
  });

  it('says so when the journal is there but cannot be read', () => {
    const place = journalPlace();
    writeFileSync(place.dir, 'not a folder');
    thrown('STATE_UNAVAILABLE', () => place.open().appendSync(event('e')));
    for (const read of ['query', 'stats', 'unfinished'] as const) {
      thrown('STATE_UNAVAILABLE', () => place.open()[read]());
    }
    thrown('STATE_UNAVAILABLE', () => [...place.open().records()]);
  });
});
