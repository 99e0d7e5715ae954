import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLiveCalls, targetOf } from '../../dashboard/live-calls.js';

const decided = (
  seq: number,
  more: object = {},
): { id: string; event: string; data: Record<string, unknown> } => ({
  id: String(seq),
  event: 'decision',
  data: {
    callId: `op_${seq}`,
    seq,
    at: 1_000 + seq,
    sessionId: 's',
    tool: 'exec',
    params: { command: 'ls' },
    isBlocked: false,
    decision: { action: 'auto', score: 0.19 },
    ...more,
  },
});
const ended = (seq: number, data: object): { id: string; event: string; data: Record<string, unknown> } => ({
  id: `${seq}!`,
  event: 'outcome',
  data: { callId: `op_${seq}`, ...data },
});

describe('the calls of the live view', () => {
  it('are joined from decisions and outcomes, the newest first', () => {
    const calls = createLiveCalls();
    expect(calls.takeEvent(decided(1))).toBe(true);
    calls.takeEvent(decided(2, { isBlocked: true, decision: { action: 'deny', score: 9.18 } }));
    calls.takeEvent(ended(1, { status: 'succeeded', verify: 'PASS' }));
    expect(calls.newestFirst()).toEqual([
      expect.objectContaining({ id: 'op_2', action: 'deny', score: 9.18, status: 'BLOCKED' }),
      expect.objectContaining({ id: 'op_1', action: 'auto', status: 'PASS', target: 'ls', seq: 1 }),
    ]);
  });

  it.each([
    [{ status: 'succeeded', verify: null }, 'UNVERIFIED'],
    [{ status: 'failed', verify: null }, 'FAIL'],
    [{ status: 'succeeded', verify: 'WARN' }, 'WARN'],
    [{ status: 'timed-out' }, 'FAIL'],
  ])('end as the audit says they did: %j', (outcome, status) => {
    const calls = createLiveCalls();
    calls.takeEvent(decided(1));
    calls.takeEvent(ended(1, outcome));
    expect(calls.newestFirst()[0]?.status).toBe(status);
  });

  it('are there once, and keep their end, when an event comes again', () => {
    const calls = createLiveCalls();
    calls.takeEvent(decided(1));
    calls.takeEvent(ended(1, { status: 'succeeded', verify: 'PASS' }));
    calls.takeEvent(decided(1));
    expect(calls.newestFirst().map(({ status }) => status)).toEqual(['PASS']);
  });

  it('are at most five hundred', () => {
    const calls = createLiveCalls();
    for (let seq = 0; seq < 700; seq += 1) calls.takeEvent(decided(seq));
    expect(calls.newestFirst().length).toBe(500);
    expect(calls.newestFirst().at(-1)?.id).toBe('op_200');
  });

  it('take any event without harm', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('decision', 'outcome', 'note'),
        fc.dictionary(fc.string(), fc.jsonValue()),
        (event, data) => {
          const calls = createLiveCalls();
          calls.takeEvent({ id: null, event, data });
          for (const call of calls.newestFirst()) expect(typeof call.tool).toBe('string');
        },
      ),
    );
  });

  it.each([
    [{ path: 'a.txt', content: 'x' }, 'a.txt'],
    [{ command: 'one\n  two' }, 'one two'],
    [{ other: 1 }, '{"other":1}'],
    [{}, ''],
    [null, ''],
    ['text', ''],
  ])('are about what %j says', (params, target) => {
    expect(targetOf(params)).toBe(target);
  });
});
