import { approvalQuestion, hostAnswer } from './approval-question.js';
import {
  isCarrier,
  agentIn,
  agentOf,
  sessionOf,
  translateCall,
  type TranslatedCall,
} from './translate-call.js';
import { messageOf } from './agent-sentinels.js';
import { isSame, nameOf } from './open-calls.js';
import { parseParams, type AgentOS, type StartedCall, type StoppedCall } from 'sentinel-agentos';
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
import type { SessionFamily } from './session-family.js';
import type { SessionNotes } from './session-notes.js';
import type { TypedLines } from './typed-lines.js';

/** The gate in front of every tool of the host. Neither door throws, and neither waits. */
export interface Gate {
  /** The host's trusted policy: it sees a call first and alone. */
  policy(event: BeforeToolCall, context: ToolContext): PolicyAnswer;
  /**
   * The last hook before the tool: stops what was approved and may not start after all, judges what no policy was
   * asked about or what another policy changed since, and has a call run as it was judged, whatever other hooks
   * made of it.
   */
  hook(event: BeforeToolCall, context: ToolContext): BeforeToolCallAnswer;
}

export interface GateParts {
  readonly config: AdapterConfig;
  readonly sentinels: AgentSentinels;
  readonly open: OpenCalls;
  readonly notes: SessionNotes;
  readonly lines: TypedLines;
  readonly family: SessionFamily;
  /** Told of a call that nobody will end any more. */
  readonly abandoned: (call: OpenCall) => void;
}

/** Calls that were approved and stopped all the same wait for the hook at most so many. */
const MOST_STOPPED = 1000;

export function createGate(parts: GateParts): Gate {
  const { config, sentinels, open, notes, lines, family, abandoned } = parts;
  const stopped = new Map<string, string>();

  function judge(event: BeforeToolCall, context: ToolContext): PolicyAnswer {
    if (isCarrier(event)) return undefined;
    const agentId = agentOf(context);
    const session = sessionOf(context);
    const workspace = sentinels.workspaceOf(agentId);
    const call = translateCall(event, context, { workspace, lines });
    const halted = haltedAncestor(session);
    const os = sentinels.of(halted === undefined ? agentId : agentIn(halted));
    const asked = os.kernel.ask(halted === undefined ? call.request : { ...call.request, sessionId: halted });
    if (asked.state !== 'waiting') return settled(os, event, context, call, asked);
    const { digest } = asked.decision;
    if (notes.takeGrant(session, digest)) {
      const answer = asked.answer({ verdict: 'granted', digest, by: 'chat' });
      return settled(os, event, context, call, answer);
    }
    const id = notes.asked(session, {
      tool: asked.masked.tool,
      digest,
      reason: asked.decision.reason[config.language],
    });
    const question = approvalQuestion({ ...asked, id }, os.trust(session), config.language, (resolution) => {
      const answer = settled(os, event, context, call, asked.answer(hostAnswer(resolution, digest)));
      if (isGrant(resolution) || resolution === 'deny') notes.answered(session, id);
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

  /** The nearest session that is halted of those that led to this one: its helpers run nothing either. */
  function haltedAncestor(session: string): string | undefined {
    return family.ancestors(session).find((each) => sentinels.of(agentIn(each)).trust(each).halted !== null);
  }

  function settled(
    os: AgentOS,
    { toolName: tool, params }: BeforeToolCall,
    context: ToolContext,
    call: TranslatedCall,
    begun: StartedCall | StoppedCall,
  ): PolicyAnswer {
    const session = sessionOf(context);
    if (begun.state === 'blocked') {
      const reason = blockedText(begun.receipt, config.language);
      open.stopped(context);
      notes.blocked(session, { tool: begun.masked.tool, reason, auditId: begun.receipt.auditId });
      return { allow: false, reason };
    }
    call.begun();
    notes.allowed(session, begun.masked.tool);
    // A copy: whoever changes the host's own object afterwards changes another call.
    const known = { os, started: begun, tool, params: parseParams(params), runId: context.runId, session };
    for (const lost of open.add(context, known)) abandoned(lost);
    return undefined;
  }

  /** Judges a call that comes to the hook unjudged, or not as it was judged. */
  function judgeLate(event: BeforeToolCall, context: ToolContext): BeforeToolCallAnswer {
    const { params } = event;
    const answer = judge(event, context);
    if (answer === undefined) return { params };
    return 'allow' in answer ? { block: true, blockReason: answer.reason } : { ...answer, params };
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
        if (isCarrier(event)) return undefined;
        const { toolName, params } = event;
        const judged = open.find(context, toolName, params);
        if (judged !== undefined && isSame(judged.params, params)) return { params };
        if (judged !== undefined) {
          // A policy behind ours changed the call: what was judged never starts.
          open.take(context, toolName, params);
          abandoned(judged);
        }
        return judgeLate(event, context);
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
