import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifyJournal, type ExportFormat, type AuditFilter } from '../../src/index.js';
import { journalPlace, type JournalPlace } from '../support/journal-place.js';
import { blocked, event, intent, outcome } from '../support/records.js';
import { thrown } from '../support/thrown.js';

function filled(): JournalPlace {
  const place = journalPlace();
  const journal = place.open();
  journal.appendSync(intent('op_1', { params: { command: '=cmd', note: 'a\nb' } }));
  journal.appendSync(event('feedback', { signal: 'good' }));
  journal.appendSync(outcome('op_1', { verify: 'FAIL', error: '+oops' }));
  journal.appendSync(blocked('op_2', { tool: 'write_file' }));
  journal.appendSync(intent('op_3'));
  return place;
}

const written = (place: JournalPlace, format: ExportFormat, filter?: AuditFilter): string =>
  Buffer.concat([...place.open().export(format, filter)]).toString('utf8');

describe('export', () => {
  it('as jsonl gives the lines as they are, and a receiver can verify them', () => {
    const place = filled();
    const text = written(place, 'jsonl');
    expect(text).toBe(place.bytes().toString('utf8'));
    const dir = join(place.root, 'received');
    mkdirSync(dir);
    writeFileSync(join(dir, 'segment-000000.jsonl'), text);
    const anchor = place.anchor();
    expect(verifyJournal({ dir, publicKey: anchor.genesis, anchor }).status).toBe('ok');
    writeFileSync(join(dir, 'segment-000000.jsonl'), text.replace('op_2', 'op_9'));
    expect(verifyJournal({ dir, publicKey: anchor.genesis, anchor }).status).toBe('tampered');
  });

  it('as jsonl leaves out what no checkpoint commits', () => {
    const place = filled();
    const committed = place.bytes();
    place.write(Buffer.concat([committed, Buffer.from('{"$prev":"cut')]));
    expect(written(place, 'jsonl')).toBe(committed.toString('utf8'));
  });

  it('as jsonl with a filter gives the lines of the calls that match, oldest first', () => {
    const place = filled();
    const lines = written(place, 'jsonl', { minScore: 0 }).split('\n').slice(0, -1);
    expect(lines.map((line) => /"callId":"(op_\d)".*"kind":"(\w+)"/.exec(line)?.slice(1).join(' '))).toEqual([
      'op_1 intent',
      'op_1 outcome',
      'op_2 blocked',
      'op_3 intent',
    ]);
    for (const line of lines) expect(place.lines()).toContain(line);
    expect(written(place, 'jsonl', { toolName: 'write_file' }).split('\n')).toHaveLength(2);
  });

  it('as flat gives one object a call, without anything nested, with the same names for each', () => {
    const place = filled();
    const rows = written(place, 'flat')
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows).toHaveLength(3);
    expect(rows[0]).toEqual({
      time: '2023-11-14T22:13:20.000Z',
      seq: 1,
      call_id: 'op_1',
      session_id: 'session-1',
      agent_id: 'agent-1',
      tool: 'exec',
      action: 'auto',
      status: 'FAIL',
      score: 0.19,
      verify: 'FAIL',
      run: 'succeeded',
      reason: '+oops',
      duration_ms: 100,
      approval: 'not-needed',
      approved_by: null,
      rules: '',
      effects: 'process.spawn npm',
      rollback: null,
      cwd: '/workspace',
      params: '{"command":"=cmd","note":"a\\nb"}',
    });
    for (const row of rows) {
      expect(Object.keys(row)).toEqual(Object.keys(rows[0] ?? {}));
      for (const value of Object.values(row)) expect(typeof value === 'object' && value !== null).toBe(false);
    }
  });

  it('as csv has a line of names, then a line a call, and no formulas', () => {
    const lines = written(filled(), 'csv').split('\r\n');
    expect(lines[0]).toBe(
      'time,seq,call_id,session_id,agent_id,tool,action,status,score,verify,run,reason,duration_ms,approval,approved_by,rules,effects,rollback,cwd,params',
    );
    expect(lines).toHaveLength(5);
    expect(lines[1]).toContain(",'+oops,");
    expect(lines[1]).toMatch(/,"\{""command"":""=cmd"",""note"":""a\\nb""\}"$/);
  });

  it('takes the newest when there is a limit, and still begins with the oldest of them', () => {
    const place = filled();
    const ids = (filter: AuditFilter): string[] =>
      [...written(place, 'flat', filter).matchAll(/"call_id":"(op_\d)"/g)].map(([, id = '']) => id);
    expect(ids({ limit: 2 })).toEqual(['op_2', 'op_3']);
    expect(ids({ text: 'OOPS' })).toEqual(['op_1']);
    expect(ids({ limit: 0 })).toEqual([]);
  });

  it('of an empty place is empty, or only the names', () => {
    const place = journalPlace();
    expect(written(place, 'jsonl')).toBe('');
    expect(written(place, 'flat')).toBe('');
    expect(written(place, 'csv').split('\r\n')).toHaveLength(2);
  });

  it('refuses a format it does not know, and a filter that is none', () => {
    const journal = filled().open();
    expect(thrown('INVALID_ARGUMENT', () => journal.export('xml' as ExportFormat)).message).toContain(
      '"xml"',
    );
    thrown('INVALID_ARGUMENT', () => [...journal.export('csv', { limit: -1 })]);
  });

  it('never throws for what a tampered journal holds, and writes nothing nested for it', () => {
    const place = filled();
    const odd = place
      .bytes()
      .toString('utf8')
      .replaceAll('"approval":{"status":"not-needed"}', '"approval":{"by":{"toString":1},"status":{"a":1}}')
      .replaceAll(/"at":\d+/g, '"at":1e300');
    place.write(odd);
    for (const format of ['jsonl', 'flat', 'csv'] as const) {
      expect(written(place, format)).not.toContain('object Object');
    }
  });
});
