import { raiseDecision } from '@sentinel-agentos/core';
import type { Decision, ToolCall } from '@sentinel-agentos/core';
import type { Trust } from '@sentinel-agentos/evaluator';

/** The decision with what the session has earned. A person who is asked because of it has a short time to answer. */
export function raiseByTrust(trust: Trust, call: ToolCall, decision: Decision): Decision {
  const findings = trust.inspect(call, decision);
  const raised = raiseDecision(decision, findings);
  const asks = raised.action === 'confirm' && findings.some(({ floor }) => floor === 'confirm');
  return asks ? { ...raised, approvalWithinMs: trust.approvalWithinMs } : raised;
}
