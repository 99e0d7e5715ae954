import { unitsOf } from './units.js';
import type { Axis } from './axes.js';

/** An event so grave that an average of axes would hide it. */
export type CriticalCause =
  /** Something read as secret would have left. */
  | 'credential_leak'
  /** A call that text from outside asked for, where private data could leave. */
  | 'injection_driven'
  /** What is refused at once: another user's rights, everything deleted, text from the network run. */
  | 'instant_block'
  /** An attempt to change the product's own records, snapshots or rules. */
  | 'own_records'
  /** What was refused, tried again in another form. */
  | 'repeated_refusal'
  /** A call that should have been undone could not be, or not all of it. */
  | 'failed_rollback'
  /** Significant drift in three turns running. */
  | 'sustained_drift';

/** What a cause costs, in whole ten-thousandths. */
export interface CriticalCost {
  readonly axis: Axis;
  readonly loss: number;
  /** How far it raises the peak toward 1: two of 0.40 reach 0.64. */
  readonly severity: number;
}

function cost(axis: Axis, loss: number, severity: number): CriticalCost {
  return Object.freeze({ axis, loss: unitsOf(loss), severity: unitsOf(severity) });
}

/**
 * What each cause costs. Graver ones (something would have left, a text from outside took over, the product's own
 * records were touched, the agent works otherwise than it did) are in the band Alert at once, where a person is asked
 * about the high class; the second of them is Critical, the third halts. An instant block stays in the band Normal by
 * itself: what is refused at once did no harm, and everybody types one `sudo`; the second asks, the sixth blocks, the
 * eleventh halts. A refusal tried again and a call that was not undone ask at once, and halt the seventh time. Every
 * axis has a cause that can reach a halt alone, by happening again.
 */
export const CRITICAL_COSTS: Readonly<Record<CriticalCause, CriticalCost>> = Object.freeze({
  credential_leak: cost('norm', 0.3, 0.4),
  injection_driven: cost('metaControl', 0.3, 0.4),
  instant_block: cost('norm', 0.2, 0.12),
  own_records: cost('baseline', 0.5, 0.4),
  repeated_refusal: cost('metaControl', 0.2, 0.2),
  failed_rollback: cost('baseline', 0.2, 0.2),
  sustained_drift: cost('stability', 0.2, 0.4),
});

/** True for the name of a cause; prototype keys are not names. */
export function isCriticalCause(name: unknown): name is CriticalCause {
  return typeof name === 'string' && Object.hasOwn(CRITICAL_COSTS, name);
}

/** The guard's rule about what was refused, done once more in another form. */
export const REFUSED_AGAIN_RULE = 'variant.refused';

/**
 * Which findings are critical, by their rules. Only rules that refuse: one that asks leaves the judgement to a person.
 */
const CAUSE_OF_RULE: ReadonlyMap<string, CriticalCause> = new Map<string, CriticalCause>([
  ['flow.secret', 'credential_leak'],
  ['flow.secret-to-network', 'credential_leak'],
  ['flow.untrusted-destination', 'injection_driven'],
  ['instant.superuser', 'instant_block'],
  ['instant.open-to-everyone', 'instant_block'],
  ['instant.delete-everything', 'instant_block'],
  ['instant.download-to-shell', 'instant_block'],
  ['flow.download-to-shell', 'instant_block'],
  ['shell.reverse-shell', 'instant_block'],
  ['shell.fork-bomb', 'instant_block'],
  ['state.protected', 'own_records'],
  ['state.resume', 'own_records'],
  [REFUSED_AGAIN_RULE, 'repeated_refusal'],
]);

/** The causes that the rules of a call's findings stand for, each once, in the order of the rules. */
export function causesOf(rules: readonly string[]): readonly CriticalCause[] {
  const causes = new Set<CriticalCause>();
  for (const rule of rules) {
    const cause = CAUSE_OF_RULE.get(rule);
    if (cause !== undefined) causes.add(cause);
  }
  return [...causes];
}
