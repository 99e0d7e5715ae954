import { wait } from './suspension.js';
import type { Context } from './configuration.js';
import type { Flow } from './suspension.js';
import type { Run } from '../run.js';
import type { Started } from './begin.js';
import type { Verdict } from '../verdict.js';

/** The verdict on a run, and whether the verifier itself failed: then nothing is proven. */
export interface Verification {
  readonly verdict: Verdict;
  readonly verifierFailed: boolean;
}

/** A check that hangs must not hold the call for ever; checks have shorter limits of their own. */
const VERIFIER_LIMIT_MS = 600_000;

export function* verify(context: Context, started: Started, run: Run): Flow<Verification> {
  if (run.status === 'planned')
    return { verdict: unverified('a dry run changes nothing'), verifierFailed: false };
  const { verifier } = context.ports;
  const { call, judged, snapshot, faults } = started;
  const request = { call, effects: judged.effects, snapshot, run };
  try {
    const verdict = yield* wait(
      () => verifier.verifySync(request),
      () => verifier.verify(request, AbortSignal.timeout(VERIFIER_LIMIT_MS)),
    );
    if (!Array.isArray((verdict as Verdict | null | undefined)?.checks))
      throw new Error('the verifier gave no verdict');
    return { verdict, verifierFailed: false };
  } catch (error) {
    const fault = faults.add('VERIFIER_FAILED', 'the run could not be verified', error);
    return { verdict: unverified(fault.message), verifierFailed: true };
  }
}

function unverified(why: string): Verdict {
  return {
    status: 'WARN',
    checks: [{ check: 'verifier', status: 'not-checked', message: { en: why, zh: why } }],
  };
}
