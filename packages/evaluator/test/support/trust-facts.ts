import type { Effect, EffectVerb } from '@sentinel-agentos/core';
import type { CallFacts } from '../../src/trust/call-facts.js';
import type { TurnFacts } from '../../src/trust/turn-facts.js';

export function effect(verb: EffectVerb, target: string): Effect {
  return {
    verb,
    target,
    scope: 'workspace',
    reversibility: 'easy',
    sensitivity: 'normal',
    remote: false,
    evidence: { param: 'path', start: 0, end: 1 },
  };
}

let made = 0;

/** A call of `read_file` that ran and did nothing, but for what is said. */
export function callFacts(changes: Partial<CallFacts> = {}): CallFacts {
  made += 1;
  return {
    callId: `call_${made}`,
    tool: 'read_file',
    toolClass: 'LOW',
    at: 1000,
    durationMs: 10,
    ran: true,
    effects: [],
    rules: [],
    approvedByPerson: false,
    refusedBy: [],
    rollbackFailed: false,
    ...changes,
  };
}

/** A turn of ten calls, two of them of high risk. */
export function turnFacts(changes: Partial<TurnFacts> = {}): TurnFacts {
  return { calls: 10, highRisk: 2, durationMs: 20_000, tools: { read_file: 8, bash: 2 }, ...changes };
}
