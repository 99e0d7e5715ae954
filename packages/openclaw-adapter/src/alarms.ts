import { agentOf, sessionOf } from './translate-call.js';
import { messageOf, type AgentSentinels } from './agent-sentinels.js';
import type { SessionNotes } from './session-notes.js';
import type { ToolContext } from './host-api.js';

/** What must never happen: a call ran that the gate had stopped, or that it had not let through like that. */
export type Alarm = 'ranBlocked' | 'bypassed';

/** Counts an alarm and has the journal hold it. Never throws. */
export type RaiseAlarm = (alarm: Alarm, tool: string, context: ToolContext) => void;

export function createAlarms(sentinels: AgentSentinels, notes: SessionNotes): RaiseAlarm {
  return (name, tool, context) => {
    notes[name]();
    try {
      const data = { tool, run: context.runId ?? null, call: context.toolCallId ?? null };
      const { audit } = sentinels.of(agentOf(context)).guard;
      audit.appendSync({ kind: 'event', name, at: Date.now(), sessionId: sessionOf(context), data });
    } catch (error) {
      notes.failed(messageOf(error));
    }
  };
}
