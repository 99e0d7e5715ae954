import { check } from './conformance-case.js';
import { sampleBlocked, sampleCall, sampleCompleted, SAMPLE_RUNS } from '../samples.js';
import type { ConformanceCase } from './conformance-case.js';
import type { Guard } from '../../ports/guard.js';
import type { Params } from '../../params.js';
import type { ToolCall } from '../../call.js';

export interface GuardSubject {
  readonly guard: Guard;
  /** A call that this guard lets run. */
  readonly harmless: ToolCall;
  /** A call that this guard denies. */
  readonly harmful: ToolCall;
}

export function guardConformance(make: () => GuardSubject): readonly ConformanceCase[] {
  const promise = (name: string, body: (subject: GuardSubject) => void): ConformanceCase => ({
    name,
    run: async () => body(make()),
  });
  const odd: readonly Params[] = [
    {},
    { command: '' },
    { command: '\u0000\ud800$(((' },
    { path: '../../../../etc/passwd' },
    { path: 7, content: null, list: [[[]]] },
    { command: 'x'.repeat(300_000) },
    Object.assign(Object.create(null) as Params, { ['__proto__']: 'polluted', constructor: 'x' }),
  ];

  return [
    promise('a harmless call may run and a harmful one may not', ({ guard, harmless, harmful }) => {
      check(['auto', 'notify'].includes(guard.inspect(harmless).action), 'the harmless call is stopped');
      check(guard.inspect(harmful).action === 'deny', 'the harmful call is not denied');
    }),
    promise('the same call gets the same decision, byte for byte', ({ guard, harmless, harmful }) => {
      for (const call of [harmless, harmful]) {
        const [first, second] = [guard.inspect(call), guard.inspect(call)];
        check(JSON.stringify(first) === JSON.stringify(second), 'two decisions on one call differ');
      }
    }),
    promise('another instance with the same configuration decides the same', ({ guard, harmful }) => {
      const other = make().guard.inspect(harmful);
      check(JSON.stringify(other) === JSON.stringify(guard.inspect(harmful)), 'two instances differ');
    }),
    promise('the digest names the call', ({ guard, harmless, harmful }) => {
      const digests = [harmless, harmful, { ...harmless, params: { ...harmless.params, more: 1 } }].map(
        (call) => guard.inspect(call).digest,
      );
      check(new Set(digests).size === 3, 'two different calls share a digest');
      check(!digests.includes(''), 'a digest is empty');
    }),
    promise('no parameters make it throw, and strict comes with confirm only', ({ guard }) => {
      for (const tool of ['exec', 'write_file', 'read_file', 'never_heard_of', '__proto__']) {
        for (const params of odd) {
          const decision = guard.inspect(sampleCall({ tool, params }));
          check(decision.action === 'confirm' || !decision.strict, 'strict without confirm');
          check(Number.isFinite(decision.risk.score) && decision.risk.score >= 0, 'the score is no number');
        }
      }
    }),
    promise('it learns from every kind of ending without throwing', ({ guard, harmless }) => {
      const decision = guard.inspect(harmless);
      for (const run of SAMPLE_RUNS) guard.observe(sampleCompleted({ call: harmless, decision, run }));
    }),
    promise('it learns from refusals, which lower nothing and stay in their session', (subject) => {
      const { guard, harmless, harmful } = subject;
      const elsewhere = { ...harmful, sessionId: 'another session' };
      const before = JSON.stringify([guard.inspect(elsewhere), guard.inspect(harmless)]);
      const declined = { status: 'declined', by: 'ada', reason: 'no' } as const;
      for (const approval of [declined, { status: 'not-needed' }] as const) {
        guard.refused(sampleBlocked({ call: harmful, decision: guard.inspect(harmful), approval }));
        check(guard.inspect(harmful).action === 'deny', 'a refusal made a harmful call pass');
      }
      const after = JSON.stringify([guard.inspect(elsewhere), guard.inspect(harmless)]);
      check(before === after, 'a refusal changed another session, or a call that has nothing to do with it');
    }),
  ];
}
