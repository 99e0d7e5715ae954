import type { Decision, ToolCall } from '@sentinel-agentos/core';
import { digestOf } from './policy-digest.js';
import { displayText, errorText } from '../matching/display-text.js';

/**
 * The decision when the guard itself failed: a denial at the top of the scale, since what could not be judged is
 * taken for the worst. Every parameter counts as secret, since nobody said which are not.
 */
export function guardFailed(call: ToolCall, error: unknown): Decision {
  const why = displayText(errorText(error));
  const message = {
    en: `The guard could not judge this call: ${why}`,
    zh: `防护系统无法判断此调用：${why}`,
  };
  return Object.freeze<Decision>({
    action: 'deny',
    strict: false,
    risk: {
      score: 10.62,
      score100: 100,
      dimensions: { impact: 3, reversibility: 0, sensitivity: 3, errorRate: 0.18 },
      decisiveEffect: -1,
    },
    findings: [{ gate: 'call', rule: 'call.guard-failed', floor: 'deny', message }],
    effects: [],
    reason: message,
    explanation: message,
    digest: digestOf(['guard-failed', attempt(() => call.id, '')]),
    secretParams: attempt(() => Object.keys(call.params), []),
  });
}

/** Even the call may be what is broken. */
function attempt<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
