import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleCall, sampleCompleted, sampleDecision } from '@sentinel-agentos/core/testing';
import { onTestFinished } from 'vitest';
import { createEvaluator } from '../../src/index.js';
import type { Clock, CompletedCall, Verdict, VerifyStatus } from '@sentinel-agentos/core';
import type { EvaluatorOptions, SentinelEvaluator } from '../../src/index.js';

/** An empty folder that is gone after the test. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sentinel-evaluator-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Time that stands still until it is moved. */
export class StillClock implements Clock {
  time = Date.UTC(2026, 0, 15, 12);

  now(): number {
    return this.time;
  }

  monotonic(): number {
    return this.time;
  }

  moveHours(hours: number): void {
    this.time += hours * 3_600_000;
  }
}

/** An evaluator in a folder of its own, or in the given one, closed after the test. */
export function evaluatorIn(
  dir: string = freshFolder(),
  options: Partial<EvaluatorOptions> = {},
): SentinelEvaluator {
  const evaluator = createEvaluator({ dir, clock: new StillClock(), ...options });
  onTestFinished(() => evaluator.close());
  return evaluator;
}

export function verdictOf(status: VerifyStatus): Verdict {
  const outcome = status === 'PASS' ? 'pass' : status === 'WARN' ? 'warn' : 'fail';
  return { status, checks: [{ check: 'sample', status: outcome, message: { en: status, zh: status } }] };
}

let calls = 0;

/** A call that ran and went well, as far as the changes don't say otherwise. Every one has its own id. */
export function completedCall({
  sessionId = 's1',
  id,
  ...changes
}: Partial<CompletedCall> & { sessionId?: string; id?: string } = {}): CompletedCall {
  calls += 1;
  const digest = `digest-${calls}`;
  return sampleCompleted({
    call: sampleCall({ id: id ?? `call_${calls}`, sessionId }),
    decision: sampleDecision('auto', { digest }),
    ...changes,
  });
}

/** Everything that is shown of an evaluator, for comparison. */
export function shown(evaluator: SentinelEvaluator): unknown {
  return {
    profile: evaluator.getProfile(),
    stats: evaluator.feedback.stats(),
    sessions: evaluator.sessionOverview(),
    satisfaction: evaluator.feedback.satisfactionRaw(undefined, 24),
  };
}
