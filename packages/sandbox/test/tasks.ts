import { sampleCall, sampleDecision, sampleEffect } from '@sentinel-agentos/core/testing';
import type { Decision, Effect, ExecutionTask, ToolCall, ToolFunction } from '@sentinel-agentos/core';

export function taskOf<T>(
  tool: ToolFunction<T>,
  call: Partial<ToolCall> = {},
  decision: Decision = sampleDecision(),
  signal: AbortSignal = new AbortController().signal,
): ExecutionTask<T> {
  return { call: sampleCall(call), decision, tool, signal };
}

/** A decision over the given effects, each completed from a plain write. */
export function decisionOver(effects: readonly Partial<Effect>[], changes: Partial<Decision> = {}): Decision {
  return sampleDecision('auto', { effects: effects.map((effect) => sampleEffect(effect)), ...changes });
}
