import { announce, learn } from './aftermath.js';
import { completedReceipt } from './receipts.js';
import { detectResult } from './detection.js';
import { maskRun, withoutResult } from './mask-run.js';
import { outcomeRecord } from './records.js';
import { verify } from './verification.js';
import { wait } from './suspension.js';
import type { CompletedCall } from '../completed-call.js';
import type { Context } from './configuration.js';
import type { Faults } from './faults.js';
import type { Flow } from './suspension.js';
import type { OutcomeRecord } from '../record.js';
import type { Receipt } from '../receipt.js';
import type { RollbackReport } from '../snapshot.js';
import type { Run, RunContext } from '../run.js';
import type { Started } from './begin.js';
import type { Verification } from './verification.js';

/** Everything after the run: verify, keep or roll back, assess, record the outcome, learn. */
export function* complete<T>(
  context: Context,
  started: Started,
  run: Run,
  runContext: RunContext,
): Flow<Receipt<T>> {
  const { ports } = context;
  const { faults, stopwatch, snapshot } = started;
  stopwatch.end('run');

  if (snapshot !== null) {
    faults.attempt(
      'SNAPSHOT_FAILED',
      'the state after the run is not known',
      () => ports.snapshotter.settle(snapshot),
      undefined,
    );
  }
  const verification = yield* verify(context, started, run);
  const rollback = rollBack(context, started, verification);
  stopwatch.end('verify');

  const detected = detectResult(context, faults, started.call, started.judged, run);
  const found = detected?.secrets ?? null;
  const secrets = [...started.secrets, ...(found ?? [])];
  const completed: CompletedCall = {
    call: started.masked,
    decision: started.decision,
    approval: started.approval,
    snapshot,
    run: keptRun(faults, run, found === null ? null : secrets),
    context: runContext,
    verdict: verification.verdict,
    rollback,
    startedAt: started.startedAt,
    durationMs: Math.max(0, ports.clock.now() - started.startedAt),
  };
  const assessment = faults.attempt(
    'EVALUATOR_FAILED',
    'the call was not assessed',
    () => ports.evaluator.assess(completed),
    null,
  );
  const { settle: _settle, total: _total, ...timings } = stopwatch.read();
  const findings = detected?.findings ?? [];
  const recorded = found === null ? completed : { ...completed, run };
  const record = outcomeRecord(recorded, assessment, timings, secrets, findings);
  try {
    yield* settle(context, record, () => learn(context, faults, completed));
  } catch (error) {
    faults.add('JOURNAL_FAILED', 'the call ran, but its outcome could not be recorded', error);
  }
  stopwatch.end('settle');
  announce(context, faults, { type: 'completed', completed, assessment, timings: stopwatch.read() });
  return completedReceipt<T>(context, {
    completed: { ...completed, run },
    detections: findings,
    assessment,
    faults,
    stopwatch,
  });
}

/** The run as it may be kept. What cannot be looked through for its secrets (`null`: they are not known) is not. */
function keptRun(faults: Faults, run: Run, secrets: readonly string[] | null): Run {
  if (secrets === null) return withoutResult(run);
  return faults.attempt(
    'DETECTOR_FAILED',
    'secrets in the result could not be masked, so it is kept nowhere',
    () => maskRun(run, secrets),
    withoutResult(run),
  );
}

/** At high risk what is refuted, or can't be verified, does not stay. It is tried once. */
function rollBack(
  { ports, options }: Context,
  { snapshot, decision, faults }: Started,
  { verdict, verifierFailed }: Verification,
): RollbackReport | null {
  const refuted = verdict.status === 'FAIL' || verifierFailed;
  if (!refuted || snapshot === null || decision.risk.score <= options.rollbackAbove) return null;
  const failed: RollbackReport = { status: 'failed', paths: [] };
  return faults.attempt(
    'ROLLBACK_FAILED',
    'the call could not be undone',
    () => ports.snapshotter.restore(snapshot),
    failed,
  );
}

/** Records the outcome, and lets everybody learn from it while the disk works. `learnFrom` never throws. */
function* settle({ ports, options }: Context, record: OutcomeRecord, learnFrom: () => void): Flow<void> {
  const { journal } = ports;
  const isRelaxed = options.durability === 'relaxed';
  yield* wait<void>(
    () => {
      try {
        if (isRelaxed) journal.enqueue(record);
        else journal.appendSync(record);
      } finally {
        learnFrom();
      }
    },
    async () => {
      const recorded = (async () => (isRelaxed ? journal.enqueue(record) : journal.append(record)))();
      learnFrom();
      await recorded;
    },
  );
}
