import type { Action, BlockedCall, CompletedCall, Effect, Finding, ToolCall } from '@sentinel-agentos/core';
import { createRefusalMemory, type EffectsOfCall } from './refusal-memory.js';
import { refusedEffects } from './refused-effects.js';
import type { EffectReading, ReadCommand } from '../effects/effect-reading.js';

/** Recognises in a session what was refused there before, however it is done this time. */
export interface RefusalGate {
  /** Remembers a refused call: what the guard denied, or what a person declined. */
  refused(blocked: BlockedCall): void;
  /** Forgets what a person has granted after all. */
  observe(completed: CompletedCall): void;
  /** Findings for a call. Changes nothing. */
  variantsIn(call: ToolCall, reading: Pick<EffectReading, 'effects' | 'commands'>): readonly Finding[];
}

export interface RefusalGateOptions {
  /** Stands for the policy in force: a refusal counts for nothing under another one. */
  readonly policyVersion: () => string;
  /** The commands of a call; they name effects that have no target. */
  readonly commandsOf: (call: ToolCall) => readonly ReadCommand[];
  /** What the score of one effect asks for. */
  readonly bandOf: (tool: string, effect: Effect) => Action;
}

export function createRefusalGate(options: RefusalGateOptions): RefusalGate {
  const memory = createRefusalMemory();
  const partsOf = (call: ToolCall, effects: readonly Effect[]): EffectsOfCall => ({
    sessionId: call.sessionId,
    tool: call.tool,
    effects,
    commands: once(() => options.commandsOf(call)),
  });

  return Object.freeze({
    refused({ call, decision, approval }: BlockedCall): void {
      if (decision.action !== 'deny' && approval.status !== 'declined') return;
      const effects = refusedEffects(decision, (effect) => options.bandOf(call.tool, effect));
      if (effects.length === 0) return;
      memory.remember(partsOf(call, effects), {
        floor: decision.action === 'deny' ? 'deny' : 'confirm',
        callId: call.id,
        tool: call.tool,
        policy: options.policyVersion(),
      });
    },
    observe({ call, decision, approval }: CompletedCall): void {
      if (approval.status === 'granted') memory.forget(partsOf(call, decision.effects));
    },
    variantsIn(call: ToolCall, reading: Pick<EffectReading, 'effects' | 'commands'>): readonly Finding[] {
      const { sessionId, tool } = call;
      const { effects, commands } = reading;
      return memory.variantsIn({ sessionId, tool, effects, commands: () => commands }, options.policyVersion);
    },
  });
}

/** Reading a call again is only worth it when an effect has no target. */
function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | null = null;
  return () => (known ??= { value: compute() }).value;
}
