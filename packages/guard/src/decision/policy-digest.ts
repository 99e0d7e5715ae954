import { hash } from 'node:crypto';
import type { Effect, ToolCall } from '@sentinel-agentos/core';
import { canonicalText } from '../matching/canonical-text.js';

/** SHA-256 of the canonical text of a value, as 64 lower-case hex digits. */
export function digestOf(value: unknown): string {
  return hash('sha256', canonicalText(value), 'hex');
}

/**
 * What an approval is bound to: this call with all its bytes, the targets as they were resolved, and the
 * policy. Another folder behind the same link, another session, another threshold: another digest. The id of
 * the call is not part of it, so that a call which is made again after the approval is the same call.
 */
export function callDigest(call: ToolCall, effects: readonly Effect[], policyVersion: string): string {
  const { tool, params, cwd, sessionId, agentId } = call;
  const targets = [...new Set(effects.map(({ verb, target }) => `${verb} ${target}`))].sort();
  return digestOf({ call: { tool, params, cwd, sessionId, agentId }, targets, policy: policyVersion });
}
