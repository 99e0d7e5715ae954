import { hostParams } from './host-params.js';
import type { CallRequest } from 'sentinel-agentos';
import type { BeforeToolCall, ToolContext } from './host-api.js';
import type { TypedLines } from './typed-lines.js';

/** The host's wrapper of another tool, which is judged itself when it is called. */
const CARRIER = 'tool_call';
/** How the guard knows program text that calls tools. */
const CODE = 'code_mode_exec';

/** Whether a call only carries another one, which comes to the gate by itself. */
export function isCarrier({ toolName }: Pick<BeforeToolCall, 'toolName'>): boolean {
  return toolName === CARRIER;
}

/** What is known of the place where a call would run. */
export interface CallPlace {
  /** The agent's workspace. */
  readonly workspace: string;
  /** Lines that are typed into programs. */
  readonly lines: TypedLines;
}

export interface TranslatedCall {
  readonly request: CallRequest;
  /** The call was let through. */
  readonly begun: () => void;
}

/**
 * One call of the host as one call of the kernel: for what the host makes of it, not for what it says.
 *
 * @throws SentinelError `INVALID_ARGUMENT` for what nobody can judge.
 */
export function translateCall(
  event: Pick<BeforeToolCall, 'toolName' | 'params' | 'toolKind'>,
  context: ToolContext,
  { workspace, lines }: CallPlace,
): TranslatedCall {
  const { toolName, params, toolKind } = event;
  const sessionId = sessionOf(context);
  const isCode = toolKind === CODE;
  const typed = isCode ? undefined : lines.read(sessionId, toolName, params);
  const read = isCode ? programOf(params) : (typed?.params ?? hostParams(toolName, params, workspace));
  return {
    request: { tool: isCode ? CODE : toolName, params: read, sessionId, agentId: agentOf(context) },
    begun: () => typed?.typed(),
  };
}

/** The program text alone: the host gives it a second time as a command, which it is not. */
function programOf(params: BeforeToolCall['params']): object {
  const { command, ...others } = params;
  return 'code' in others ? others : { ...others, code: command };
}

/** The session as people know it: the key stays when a conversation begins anew. */
export function sessionOf({ sessionKey, sessionId, runId }: ToolContext): string {
  return sessionKey ?? sessionId ?? runId ?? 'openclaw';
}

export function agentOf({ agentId }: Pick<ToolContext, 'agentId'>): string {
  return agentId ?? 'main';
}

/** The agent that a session's key names: `agent:<id>:…`. */
export function agentIn(session: string): string {
  return /^agent:([^:]+):/u.exec(session)?.[1] ?? 'main';
}
