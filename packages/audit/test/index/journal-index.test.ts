import type { JournalRecord } from '@sentinel-agentos/core';
import { appendFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditEntry, AuditFilter, FileJournal } from '../../src/index.js';
import { entryOf, withOutcome } from '../../src/query/audit-entry.js';
import { admitsCall } from '../../src/query/audit-filter.js';
import { journalPlace } from '../support/journal-place.js';
import { blocked, event, intent, outcome } from '../support/records.js';
import { splitSegment } from '../support/split-segment.js';

/** What the queries mean, said in the plainest way. */
function plainly(journal: FileJournal, filter: AuditFilter): AuditEntry[] {
  const entries: AuditEntry[] = [];
  const open = new Map<string, number>();
  for (const { seq, ...record } of journal.records()) {
    const bare = record as JournalRecord;
    if (bare.kind === 'intent' || bare.kind === 'blocked') {
      if (bare.kind === 'intent') open.set(bare.callId, entries.length);
      entries.push(entryOf(seq, bare));
    } else if (bare.kind === 'outcome') {
      const at = open.get(bare.callId);
      const entry = at === undefined ? undefined : entries[at];
      if (at === undefined || entry === undefined) continue;
      open.delete(bare.callId);
      entries[at] = withOutcome(entry, bare);
    }
  }
  return entries
    .filter((entry) => admitsCall(filter, entry))
    .reverse()
    .slice(0, filter.limit);
}

const id = fc.constantFrom('a', 'b', 'c');
const record: fc.Arbitrary<JournalRecord> = fc.oneof(
  fc.record({ id, at: fc.nat(5), tool: fc.constantFrom('exec', 'read') }).map((r) => intent(r.id, r)),
  id.map((callId) => blocked(callId, { agentId: 'agent-2' })),
  fc
    .record({ id, verify: fc.constantFrom('PASS', 'FAIL', null) })
    .map(({ id: callId, verify }) => outcome(callId, { verify })),
  fc.constant(event('feedback')),
);
const filter: fc.Arbitrary<AuditFilter> = fc.record(
  {
    toolName: fc.constantFrom('exec', 'read', 'none'),
    agentId: fc.constantFrom('agent-1', 'agent-2'),
    status: fc.constantFrom('PASS', 'FAIL', 'BLOCKED', 'UNFINISHED', 'UNVERIFIED'),
    minScore: fc.constantFrom(0, 0.19, 5),
    since: fc.nat(5),
    until: fc.nat(5),
    limit: fc.nat(4),
  },
  { requiredKeys: [] },
);

describe('queries by the index', () => {
  it('[S2-59] mean the same as reading everything, over restarts and segments, while more is appended', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(record, fc.constantFrom('go on', 'look', 'open again')), { maxLength: 30 }),
        fc.nat(3),
        filter,
        (steps, cuts, asked) => {
          const place = journalPlace();
          let journal = place.open();
          for (const [next, then] of steps) {
            journal.appendSync(next);
            if (then === 'look') expect(journal.query(asked)).toEqual(plainly(journal, asked));
            if (then === 'open again') journal = place.open();
          }
          expect(journal.query(asked)).toEqual(plainly(journal, asked));
          if (steps.length === 0) return;
          const expected = plainly(journal, asked);
          splitSegment(place.dir, cuts + 1);
          const seqs = (entries: readonly AuditEntry[]): unknown =>
            entries.map(({ seq, status }) => [seq, status]);
          expect(seqs(journal.query(asked))).toEqual(seqs(expected));
          // The first of these leaves indexes of the sealed segments, the second begins with them.
          for (const again of [place.open(), place.open()]) {
            expect(again.query(asked)).toEqual(expected);
            expect(again.stats().totalOperations).toBe(plainly(again, {}).length);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('follow a journal that shrinks, is replaced, or loses its end', () => {
    const place = journalPlace();
    const writer = place.open();
    for (let n = 0; n < 6; n += 1) writer.appendSync(intent(`op_${n}`));
    const reader = place.open();
    const ids = (): string =>
      reader
        .query()
        .map((entry) => entry.id)
        .join(' ');
    expect(ids()).toBe('op_5 op_4 op_3 op_2 op_1 op_0');

    const { size } = statSync(place.file);
    appendFileSync(place.file, '{"$prev":"cut sho');
    expect(ids()).toBe('op_5 op_4 op_3 op_2 op_1 op_0');
    truncateSync(place.file, size);
    expect(ids()).toBe('op_5 op_4 op_3 op_2 op_1 op_0');

    const lines = place.lines();
    place.write(`${lines.slice(0, 5).join('\n')}\n`);
    expect(ids()).toBe('op_1 op_0');
    writeFileSync(join(place.dir, 'segment-000001.jsonl'), `${lines.slice(5).join('\n')}\n`);
    expect(ids()).toBe('op_5 op_4 op_3 op_2 op_1 op_0');
    place.write('');
    expect(ids()).toBe('op_5 op_4 op_3 op_2');
  });

  it('pass over records of a shape that no writer gives them', () => {
    const place = journalPlace();
    place.open().appendSync(intent('op_1'));
    const [, line = ''] = place.lines();
    const checkpoint = place.lines().at(-1) ?? '';
    const shapes = [
      '"decision":null',
      '"decision":{"action":"auto","score":0,"rules":[],"effects":[null]}',
      '"at":"noon"',
      '"params":[]',
      '"kind":"outcome","status":"failed","verify":null,"error":7,"durationMs":1',
      '"kind":"event"',
      '"kind":["intent"]',
    ];
    const odd = shapes.map((shape) => `${line.slice(0, -1)},${shape}}`);
    place.write(`${[line, ...odd, checkpoint].join('\n')}\n`);
    const journal = place.open();
    expect(journal.query().map((entry) => entry.id)).toEqual(['op_1']);
    expect(journal.stats().totalOperations).toBe(1);
    expect([...journal.records()]).toHaveLength(1);
    expect(readFileSync(place.file, 'utf8')).toContain('noon');
  });
});
