import type { CallRequest } from 'sentinel-agentos';
import type { BeforeToolCall, ToolContext } from './host-api.js';

/** The host's wrapper of another tool, which is judged itself when it is called. */
const CARRIER = 'tool_call';
/** How the guard knows program text that calls tools. */
const CODE = 'code_mode_exec';

/** Whether a call only carries another one, which comes to the gate by itself. */
export function isCarrier({ toolName }: Pick<BeforeToolCall, 'toolName'>): boolean {
  return toolName === CARRIER;
}

/** One call of the host as one call of the kernel. */
export function translateCall(
  event: Pick<BeforeToolCall, 'toolName' | 'params' | 'toolKind'>,
  context: ToolContext,
): CallRequest {
  const { toolName, params, toolKind } = event;
  const isCode = toolKind === CODE;
  return {
    tool: isCode ? CODE : toolName,
    params: isCode ? programOf(params) : params,
    sessionId: sessionOf(context),
    agentId: agentOf(context),
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
