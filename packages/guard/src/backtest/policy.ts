import type { Decision, Guard, RecordedDecision } from '@sentinel-agentos/core';
import { createGuard } from '../guard.js';
import type { GuardOptions } from '../guard-options.js';
import type { RecordedCall } from './recorded-call.js';
import type { SentinelGuard } from '../decision/inspecting-guard.js';

/**
 * A policy to test: how a guard is made, or a guard. A guard that is handed in learns from the runs and refusals
 * that are replayed; options make a fresh one.
 */
export type Policy = GuardOptions | Guard;

/** What a policy says of a recorded call. */
export interface Judged {
  readonly decision: Decision;
  /** False when it could also be a denial, for all that is known. */
  readonly certain: boolean;
}

/** @throws SentinelError `INVALID_CONFIG` for options that make no guard. */
export function guardOf(policy: Policy): Guard {
  return 'inspect' in policy ? policy : createGuard(policy);
}

/** Judges a recorded call; null when that takes a parameter whose value the journal did not keep. */
export function judgeAs(
  guard: Guard,
  { call, unknown }: RecordedCall,
  record: RecordedDecision,
): Judged | null {
  if (unknown.length === 0) return { decision: guard.inspect(call), certain: true };
  const partial = isOurs(guard) ? guard.inspectPartly(call, unknown) : null;
  if (partial === null) return null;
  const { decision, readUnknown, checkedUnknown } = partial;
  if (readUnknown && !isConfirmed(decision, unknown, record)) return null;
  return { decision, certain: !checkedUnknown || decision.action === 'deny' };
}

/** Rules that a policy makes, beside those of the reader of effects, which are the same under every policy. */
const OF_POLICY = /^(?:schema|rules|risk|instant|policy|variant|call|state)\./u;

/**
 * Whether the record shows that the unknown values said nothing: the call as it was had exactly the effects, the
 * findings of the reader and the worst case that are read without them, and nothing that is read stands in them.
 */
function isConfirmed(decision: Decision, unknown: readonly string[], record: RecordedDecision): boolean {
  const { effects, findings, risk } = decision;
  const isUnknown = (param: string | undefined): boolean =>
    param !== undefined && unknown.includes(param.split('.')[0] ?? param);
  const rulesOf = (rules: readonly string[]): string =>
    rules
      .filter((rule) => !OF_POLICY.test(rule))
      .toSorted()
      .join(' ');
  const { impact, reversibility, sensitivity } = risk.dimensions;
  return (
    ![...effects, ...findings].some(({ evidence }) => isUnknown(evidence?.param)) &&
    effects.length === record.effects.length &&
    effects.every(({ verb, target, scope }, index) => {
      const then = record.effects[index];
      return then?.verb === verb && then.target === target && then.scope === scope;
    }) &&
    rulesOf(findings.map(({ rule }) => rule)) === rulesOf(record.rules) &&
    impact === record.dimensions.impact &&
    reversibility === record.dimensions.reversibility &&
    sensitivity === record.dimensions.sensitivity
  );
}

/** Whether two guards would find the same in the parameters of a tool, whatever those are. */
export function checkAlike(one: Guard, other: Guard, tool: string): boolean {
  return isOurs(one) && isOurs(other) && one.schemaText(tool) === other.schemaText(tool);
}

function isOurs(guard: Guard): guard is SentinelGuard {
  return 'inspectPartly' in guard;
}
