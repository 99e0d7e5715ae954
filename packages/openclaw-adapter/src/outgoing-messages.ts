import { agentIn, sessionOf } from './translate-call.js';
import { messageOf, REPLY, type AgentSentinels } from './agent-sentinels.js';
import type { HookAnswer, MessageContext, OutgoingMessage } from './host-api.js';
import type { Language } from 'sentinel-agentos';
import type { SessionNotes } from './session-notes.js';

/** The gate in front of the channels. */
export interface OutgoingMessages {
  /** A message on its way to a channel. Never throws; what cannot be judged does not leave. */
  sending(event: OutgoingMessage, context: MessageContext): HookAnswer;
  /** This plugin is about to say this itself: it is no word of the agent. */
  expect(text: string): void;
}

/** Own texts that are still on their way. */
const MOST_EXPECTED = 100;

export function createOutgoingMessages(
  sentinels: AgentSentinels,
  notes: SessionNotes,
  language: Language,
): OutgoingMessages {
  const expected = new Set<string>();

  function judge({ to, content }: OutgoingMessage, context: MessageContext): HookAnswer {
    const sessionId = sessionOf(context);
    const agentId = agentIn(sessionId);
    const { kernel } = sentinels.of(agentId);
    const channel = `${context.channelId}:${to}`;
    const begun = kernel.begin({ tool: REPLY, params: { channel, content }, sessionId, agentId });
    if (begun.state === 'started') {
      kernel.complete(begun, { status: 'succeeded', result: null });
      return undefined;
    }
    const { reason, auditId } = begun.receipt;
    notes.blocked(sessionId, { tool: REPLY, reason, auditId });
    return { cancel: true, cancelReason: `[Sentinel] ${reason}` };
  }

  return {
    sending(event, context) {
      if (expected.delete(event.content)) return undefined;
      try {
        return judge(event, context);
      } catch (error) {
        notes.failed(messageOf(error));
        const texts = { en: 'the message cannot be judged', zh: '无法判断此消息' };
        return { cancel: true, cancelReason: `[Sentinel] ${texts[language]}: ${messageOf(error)}` };
      }
    },
    expect(text) {
      expected.add(text);
      const [oldest] = expected;
      if (expected.size > MOST_EXPECTED && oldest !== undefined) expected.delete(oldest);
    },
  };
}
