import type { Decision } from '@sentinel-agentos/core';

/** The decision on a call whose tool may not run at all, whatever it would do. */
export function forbidTool(decision: Decision, why: string): Decision {
  const text = { en: why, zh: `此工具被禁止：${why}` };
  return {
    ...decision,
    action: 'deny',
    strict: false,
    findings: [{ gate: 'policy', rule: 'policy.tool', floor: 'deny', message: text }, ...decision.findings],
    reason: text,
    explanation: text,
  };
}
