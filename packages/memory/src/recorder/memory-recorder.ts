import type { CompletedCall, Decision, MemoryRecorder, ToolCall } from '@sentinel-agentos/core';
import type { EpisodicMemory } from '../episodic/episodic-memory.js';
import type { EventType } from '../episodic/event-type.js';
import type { RecordOptions } from '../episodic/record-options.js';
import type { Trust } from '../trust.js';
import { clipToBytes } from '../text/clip-text.js';
import { blockedLine, completedLine, entitiesOf, filesOf } from './call-line.js';

/** Remembers every call as one event, so that nobody has to. */
export function createMemoryRecorder(episodic: EpisodicMemory): MemoryRecorder {
  return {
    record(completed) {
      const { call, decision } = completed;
      const type = typeOf(completed);
      episodic.record(type, completedLine(completed), about(call, decision, [outcomeTag(type)]));
    },
    recordBlocked(blocked) {
      const { call, decision } = blocked;
      episodic.record('tool_failure', blockedLine(blocked), about(call, decision, ['blocked']));
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
function about(call: ToolCall, decision: Decision, tags: readonly string[]): RecordOptions {
  const { effects } = decision;
  return {
    tags: named([call.tool, ...tags], 100),
    entities: named(entitiesOf(effects), 200),
    files: named(filesOf(call, effects), 1_000),
    ...(call.sessionId.trim() === '' ? {} : { sessionId: clipToBytes(call.sessionId, 500) }),
    ...(call.agentId.trim() === '' ? {} : { actor: clipToBytes(call.agentId, 200) }),
    trust: trustOf(decision),
    sourceIds: named([call.id], 200),
  };
}

/**
 * The agent's word, unless strangers may have put it into the agent's mouth: a call that brought something in from
 * outside, or whose parameters repeat what an earlier one brought, is remembered but never shown by itself.
 */
function trustOf({ effects, findings }: Decision): Trust {
  const isFromOutside =
    effects.some((effect) => effect.verb === 'net.fetch') ||
    findings.some((finding) => finding.rule.startsWith('flow.untrusted'));
  return isFromOutside ? 'untrusted' : 'agent';
}

function named(texts: readonly string[], maxBytes: number): readonly string[] {
  return texts
    .filter((text) => text.trim() !== '')
    .slice(0, 32)
    .map((text) => clipToBytes(text, maxBytes));
}
