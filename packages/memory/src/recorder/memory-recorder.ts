import type { CompletedCall, Effect, MemoryRecorder, ToolCall } from '@sentinel-agentos/core';
import type { EpisodicMemory } from '../episodic/episodic-memory.js';
import type { EventType } from '../episodic/event-type.js';
import type { RecordOptions } from '../episodic/record-options.js';
import { clipToBytes } from '../text/clip-text.js';
import { blockedLine, completedLine, entitiesOf, filesOf } from './call-line.js';

/** Remembers every call as one event, so that nobody has to. */
export function createMemoryRecorder(episodic: EpisodicMemory): MemoryRecorder {
  return {
    record(completed) {
      const { call, decision } = completed;
      const type = typeOf(completed);
      episodic.record(type, completedLine(completed), about(call, decision.effects, [outcomeTag(type)]));
    },
    recordBlocked(blocked) {
      const { call, decision } = blocked;
      episodic.record('tool_failure', blockedLine(blocked), about(call, decision.effects, ['blocked']));
    },
  };
}

function typeOf({ run, verdict, decision }: CompletedCall): EventType {
  if (run.status === 'planned') return 'tool_call';
  if (run.status !== 'succeeded' || verdict.status === 'FAIL') return 'tool_failure';
  const publishes = decision.effects.some(
    (effect) => effect.verb === 'pkg.publish' || effect.verb === 'vcs.push',
  );
  return publishes ? 'publish' : 'tool_call';
}

function outcomeTag(type: EventType): string {
  return type === 'tool_failure' ? 'failed' : 'ok';
}

/** What was untrusted text is cut to what an event may hold: a call is remembered whatever it is named. */
function about(call: ToolCall, effects: readonly Effect[], tags: readonly string[]): RecordOptions {
  return {
    tags: named([call.tool, ...tags], 100),
    entities: named(entitiesOf(effects), 200),
    files: named(filesOf(call, effects), 1_000),
    ...(call.sessionId.trim() === '' ? {} : { sessionId: clipToBytes(call.sessionId, 500) }),
    ...(call.agentId.trim() === '' ? {} : { actor: clipToBytes(call.agentId, 200) }),
    trust: 'agent',
    sourceIds: named([call.id], 200),
  };
}

function named(texts: readonly string[], maxBytes: number): readonly string[] {
  return texts
    .filter((text) => text.trim() !== '')
    .slice(0, 32)
    .map((text) => clipToBytes(text, maxBytes));
}
