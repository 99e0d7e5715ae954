import { approvalQuestion, hostAnswer } from './approval-question.js';
import { isCarrier, agentOf, sessionOf, translateCall } from './translate-call.js';
import { messageOf } from './agent-sentinels.js';
import { nameOf } from './open-calls.js';
import type { AgentOS, StartedCall, StoppedCall } from 'sentinel-agentos';
import type { AdapterConfig } from './config.js';
import type { AgentSentinels } from './agent-sentinels.js';
import type {
  BeforeToolCall,
  BeforeToolCallAnswer,
  PolicyAnswer,
  Resolution,
  ToolContext,
} from './host-api.js';
import type { OpenCall, OpenCalls } from './open-calls.js';
import type { SessionNotes } from './session-notes.js';

/** The gate in front of every tool of the host. Neither door throws, and neither waits. */
export interface Gate {
  /** The host's trusted policy: it sees a call first and alone. */
  policy(event: BeforeToolCall, context: ToolContext): PolicyAnswer;
  /**
   * The hook after it: stops what was approved and may not start after all, and judges what no policy was asked about.
   */
  hook(event: BeforeToolCall, context: ToolContext): BeforeToolCallAnswer;
}

export interface GateParts {
  readonly config: AdapterConfig;
  readonly sentinels: AgentSentinels;
  readonly open: OpenCalls;
  readonly notes: SessionNotes;
  /** Told of a call that nobody will end any more. */
  readonly abandoned: (call: OpenCall) => void;
}

/** Calls that were approved and stopped all the same wait for the hook at most so many. */
const MOST_STOPPED = 1000;

export function createGate({ config, sentinels, open, notes, abandoned }: GateParts): Gate {
  const stopped = new Map<string, string>();

  function judge(event: BeforeToolCall, context: ToolContext): PolicyAnswer {
    if (isCarrier(event)) return undefined;
    const agentId = agentOf(context);
    const os = sentinels.of(agentId);
    const session = sessionOf(context);
    const asked = os.kernel.ask(translateCall(event, context));
    if (asked.state !== 'waiting') return settled(os, event, context, asked);
    const { digest } = asked.decision;
    if (notes.takeGrant(session, digest)) {
      return settled(os, event, context, asked.answer({ verdict: 'granted', digest, by: 'openclaw user' }));
    }
    notes.asked(session, { tool: asked.masked.tool, digest, reason: asked.decision.reason[config.language] });
    const question = approvalQuestion(asked, os.trust(session), config.language, (resolution) => {
      const answer = settled(os, event, context, asked.answer(hostAnswer(resolution, digest)));
      if (isGrant(resolution) || resolution === 'deny') notes.answered(session, digest);
      // The host goes on after a grant, whatever this returns: the hook behind stops it.
      const name = nameOf(context);
      if (isGrant(resolution) && answer !== undefined && 'allow' in answer && name !== undefined) {
        stopped.set(name, answer.reason);
        const [oldest] = stopped.keys();
        if (stopped.size > MOST_STOPPED && oldest !== undefined) stopped.delete(oldest);
      }
    });
    return { requireApproval: question };
  }

  function settled(
    os: AgentOS,
    { toolName: tool, params }: BeforeToolCall,
    context: ToolContext,
    begun: StartedCall | StoppedCall,
  ): PolicyAnswer {
    const session = sessionOf(context);
    if (begun.state === 'blocked') {
      const reason = blockedText(begun.receipt, config.language);
      open.stopped(context);
      notes.blocked(session, { tool: begun.masked.tool, reason, auditId: begun.receipt.auditId });
      return { allow: false, reason };
    }
    notes.allowed(session, begun.masked.tool);
    const lost = open.add(context, { os, started: begun, tool, params, runId: context.runId });
    if (lost !== undefined) abandoned(lost);
    return undefined;
  }

  function failed(error: unknown): { readonly allow: false; readonly reason: string } {
    notes.failed(messageOf(error));
    const texts = {
      en: `Sentinel cannot judge this call, so it does not run: ${messageOf(error)}`,
      zh: `Sentinel 无法判断此调用，因此不予执行：${messageOf(error)}`,
    };
    return { allow: false, reason: texts[config.language] };
  }

  return {
    policy(event, context) {
      try {
        return judge(event, context);
      } catch (error) {
        return failed(error);
      }
    },
    hook(event, context) {
      try {
        const name = nameOf(context);
        const why = name === undefined ? undefined : stopped.get(name);
        if (name !== undefined && why !== undefined) {
          stopped.delete(name);
          return { block: true, blockReason: why };
        }
        if (isCarrier(event) || open.has(context, event.toolName, event.params)) return undefined;
        const answer = judge(event, context);
        return answer !== undefined && 'allow' in answer
          ? { block: true, blockReason: answer.reason }
          : answer;
      } catch (error) {
        return { block: true, blockReason: failed(error).reason };
      }
    },
  };
}

function isGrant(resolution: Resolution): boolean {
  return resolution === 'allow-once' || resolution === 'allow-always';
}

/** What the model reads of a call that was stopped: why, and what would be less. */
function blockedText({ reason, safer }: StoppedCall['receipt'], language: AdapterConfig['language']): string {
  if (safer === undefined) return `[Sentinel] ${reason}`;
  return { en: `[Sentinel] ${reason}. Instead: ${safer}`, zh: `[Sentinel] ${reason}。可改为：${safer}` }[
    language
  ];
}
