import { messageOf } from './faults.js';
import type { Decision } from '../decision.js';
import type { Guard } from '../ports/guard.js';
import type { ParsedCall } from '../parse-call.js';

/** The guard's decision, or a denial when the call cannot be judged or the guard fails. */
export function inspect(guard: Guard, { call, problem }: ParsedCall): Decision {
  if (problem !== null) return refusal('call.invalid', problem.message, `此调用无法判断：${problem.message}`);
  try {
    const decision = guard.inspect(call);
    return isDecision(decision)
      ? decision
      : refusal('call.guard-failed', 'the guard gave no decision', '防护系统未给出决定');
  } catch (error) {
    const why = messageOf(error);
    return refusal('call.guard-failed', `the guard failed: ${why}`, `防护系统出错：${why}`);
  }
}

/** A guard can be anybody's code: an answer of another shape must not be taken for a yes. */
export function isDecision(value: Decision | null | undefined): value is Decision {
  if (value === null || value === undefined) return false;
  switch (value.action) {
    case 'auto':
    case 'notify':
    case 'confirm':
    case 'deny':
      return (
        typeof value.risk?.score === 'number' &&
        typeof value.reason?.en === 'string' &&
        typeof value.reason.zh === 'string' &&
        typeof value.digest === 'string' &&
        [value.effects, value.findings, value.secretParams].every(Array.isArray)
      );
    default:
      return false;
  }
}

/** A denial of the kernel's own, at the top of the scale: what can't be judged is taken for the worst. */
function refusal(rule: string, en: string, zh: string): Decision {
  const text = { en, zh };
  return {
    action: 'deny',
    strict: false,
    risk: {
      score: 10.62,
      score100: 100,
      dimensions: { impact: 3, reversibility: 0, sensitivity: 3, errorRate: 0.18 },
      decisiveEffect: -1,
    },
    findings: [{ gate: 'call', rule, floor: 'deny', message: text }],
    effects: [],
    reason: text,
    explanation: text,
    digest: '',
    secretParams: [],
  };
}
