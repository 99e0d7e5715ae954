import type { Action, Finding } from './finding.js';
import type { Decision } from './decision.js';

/** How careful an action is. */
export const SEVERITY: Readonly<Record<Action, number>> = { auto: 0, notify: 1, confirm: 2, deny: 3 };

/**
 * Raises a decision by reasons that another gate found: its action becomes at least the greatest floor among them,
 * and never a lesser one. What is asked for because of a finding is asked of a person, each time (`strict`): it
 * concerns this call. The findings are added after the ones that are there. Pure; without findings the decision
 * itself comes back.
 */
export function raiseDecision(decision: Decision, findings: readonly Finding[]): Decision {
  if (findings.length === 0) return decision;
  const worst = findings.reduce((a, b) => (SEVERITY[b.floor] > SEVERITY[a.floor] ? b : a));
  const all = { ...decision, findings: [...decision.findings, ...findings] };
  if (SEVERITY[worst.floor] <= SEVERITY[decision.action]) {
    return decision.action === 'confirm' && worst.floor === 'confirm'
      ? { ...all, action: 'confirm', strict: true }
      : all;
  }
  const parts = { ...all, reason: worst.message, explanation: withFinding(decision, worst) };
  return worst.floor === 'confirm'
    ? { ...parts, action: 'confirm', strict: true }
    : { ...parts, action: worst.floor, strict: false };
}

function withFinding(
  { explanation }: Decision,
  { gate, rule, message, floor }: Finding,
): Decision['explanation'] {
  const title = floor.toUpperCase();
  return {
    en: `${title}: [${gate}: ${rule}] ${message.en}; ${explanation.en}`,
    zh: `${title}：[${gate}: ${rule}] ${message.zh}；${explanation.zh}`,
  };
}
