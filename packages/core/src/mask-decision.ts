import { maskText } from './mask.js';
import type { ApprovalOutcome } from './approval.js';
import type { Decision } from './decision.js';
import type { LocalizedText } from './finding.js';

/** The decision as it may be kept and shown: a secret may stand in a target too, such as the address of a remote. */
export function maskDecision(decision: Decision, secrets: readonly string[]): Decision {
  if (secrets.length === 0) return decision;
  const inBoth = ({ en, zh }: LocalizedText): LocalizedText => ({
    en: maskText(en, secrets),
    zh: maskText(zh, secrets),
  });
  return {
    ...decision,
    effects: decision.effects.map((effect) => ({ ...effect, target: maskText(effect.target, secrets) })),
    findings: decision.findings.map((finding) => ({ ...finding, message: inBoth(finding.message) })),
    reason: inBoth(decision.reason),
    explanation: inBoth(decision.explanation),
    ...(decision.safer === undefined ? {} : { safer: inBoth(decision.safer) }),
  };
}

/** What was answered about a call, as it may be kept and shown: an approver's words may quote it. */
export function maskApproval(approval: ApprovalOutcome, secrets: readonly string[]): ApprovalOutcome {
  return {
    ...approval,
    ...('by' in approval ? { by: maskText(approval.by, secrets) } : {}),
    ...('reason' in approval ? { reason: maskText(approval.reason, secrets) } : {}),
  };
}
