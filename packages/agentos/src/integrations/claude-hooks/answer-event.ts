import { SentinelError } from '@sentinel-agentos/core';
import type { AgentOS } from '../../agent-os.js';
import type {
  CallRequest,
  Language,
  Receipt,
  Run,
  StartedCall,
  StoppedCall,
  SucceededReceipt,
  WaitingCall,
} from '@sentinel-agentos/core';
import type { HookEvent, HookTool } from './hook-event.js';

/** What a hook says to Claude Code, as JSON on its standard output; a hook of the Agent SDK returns it. */
export interface HookOutput {
  readonly systemMessage?: string;
  readonly decision?: 'block';
  readonly reason?: string;
  readonly hookSpecificOutput?:
    | {
        readonly hookEventName: 'PreToolUse';
        readonly permissionDecision: 'allow' | 'ask' | 'deny';
        readonly permissionDecisionReason: string;
      }
    | { readonly hookEventName: 'SessionStart'; readonly additionalContext: string }
    | {
        readonly hookEventName: 'PostToolUse';
        readonly additionalContext: string;
        /** The result without its credentials, for the model. */
        readonly updatedToolOutput?: unknown;
      };
}

/** Where begun calls are until they end. */
export interface BegunCalls {
  /** Throws when a call is there under the same id. */
  keep(event: HookEvent, tool: HookTool, started: StartedCall): void;
  /** The begun call, and whether the parameters it ran with are those it was begun with. */
  take(
    event: HookEvent,
    tool: HookTool,
  ): { readonly started: StartedCall; readonly isSame: boolean } | undefined;
  /**
   * Keeps a call that needs an approval until its host brings the answer, for a host that does; without it such a call
   * begins, and who asks is never wrong. Throws like `keep`.
   */
  readonly wait?: ((event: HookEvent, tool: HookTool, waiting: WaitingCall) => void) | undefined;
  /** The calls of a session that nobody came for. */
  sweep(event: HookEvent): readonly StartedCall[];
}

export interface HookOptions {
  readonly language?: Language;
  /** Whether a call that may run is also spared the host's own questions. Default false: the host decides. */
  readonly allow?: boolean;
}

const NOTHING: HookOutput = {};
const AGENT = 'claude-code';

/**
 * Answers an event: judges and begins a call before its tool runs, completes it afterwards, brings what is remembered at
 * the start of a session, and ends it. Events that are not known get no answer.
 *
 * @throws SentinelError where a call could not be judged, recorded or kept: then its tool must not run.
 */
export function answerEvent(
  os: AgentOS,
  calls: BegunCalls,
  event: HookEvent,
  { language = 'en', allow = false }: HookOptions = {},
): HookOutput {
  const { tool, sessionId } = event;
  if (tool !== null) {
    return event.name === 'PreToolUse'
      ? before(os, calls, event, tool, language, allow)
      : after(os, calls, event, tool, language);
  }
  switch (event.name) {
    case 'SessionStart': {
      const additionalContext = os.injectContext();
      if (additionalContext === '') return NOTHING;
      return { hookSpecificOutput: { hookEventName: 'SessionStart', additionalContext } };
    }
    case 'Stop':
      endOpenCalls(os, calls, event);
      os.endTurn(sessionId);
      return NOTHING;
    case 'SessionEnd':
      endOpenCalls(os, calls, event);
      os.endSession(sessionId);
      return NOTHING;
    default:
      return NOTHING;
  }
}

function before(
  os: AgentOS,
  calls: BegunCalls,
  event: HookEvent,
  tool: HookTool,
  language: Language,
  allow: boolean,
): HookOutput {
  const request = requestOf(event, tool);
  const begun: StartedCall | StoppedCall | WaitingCall =
    calls.wait === undefined ? os.kernel.begin(request, { asks: 'host' }) : os.kernel.ask(request);
  if (begun.state === 'blocked') {
    const { reason, safer } = begun.receipt;
    return permission('deny', safer === undefined ? reason : `${reason} (${safer})`);
  }
  if (begun.state === 'waiting') calls.wait?.(event, tool, begun);
  else calls.keep(event, tool, begun);
  const { action, reason, safer } = begun.decision;
  const why = safer === undefined ? reason[language] : `${reason[language]} (${safer[language]})`;
  switch (action) {
    case 'confirm':
    // A call that is denied does not begin; whoever asks is never wrong.
    case 'deny':
      return permission('ask', why);
    case 'notify':
      return { ...(allow ? permission('allow', why) : {}), systemMessage: `Sentinel: ${why}` };
    case 'auto':
      return allow ? permission('allow', why) : NOTHING;
  }
}

function permission(permissionDecision: 'allow' | 'ask' | 'deny', reason: string): HookOutput {
  return {
    hookSpecificOutput: {
      hookEventName: 'PreToolUse',
      permissionDecision,
      permissionDecisionReason: `Sentinel: ${reason}`,
    },
  };
}

function after(
  os: AgentOS,
  calls: BegunCalls,
  event: HookEvent,
  tool: HookTool,
  language: Language,
): HookOutput {
  const run: Run =
    tool.error === undefined
      ? { status: 'succeeded', result: tool.response }
      : { status: 'failed', error: new Error(tool.error) };
  const taken = calls.take(event, tool);
  if (taken?.isSame === true) return said(os, os.kernel.complete(taken.started, run), tool, language);
  // Somebody changed the call after it was judged, or nobody had announced it: what ran is recorded for what it is.
  if (taken !== undefined) abandon(os, taken.started, 'it ran with other parameters');
  const late = os.kernel.begin(requestOf(event, tool), { alreadyRan: true });
  if (late.state !== 'started') throw new SentinelError('JOURNAL_FAILED', late.receipt.reason);
  return said(os, os.kernel.complete(late, run), tool, language);
}

/** What the model should know of a result before it believes it, and the result as it may see it. */
function said(os: AgentOS, receipt: Receipt, { response, error }: HookTool, language: Language): HookOutput {
  if (!receipt.allowed) return NOTHING;
  const notes = receipt.detections.map(({ message }) => `[Sentinel] ${message[language]}.`);
  const { value, rules } = os.redact(response);
  if (rules.length > 0) notes.push(`[Sentinel] ${MASKED[language]} (${rules.join(', ')}).`);
  const isShown = notes.length > 0 && error === undefined;
  return {
    ...(receipt.status === 'succeeded' && receipt.verify === 'FAIL' ? refuted(receipt, language) : {}),
    ...(isShown
      ? {
          hookSpecificOutput: {
            hookEventName: 'PostToolUse',
            additionalContext: notes.join('\n'),
            ...(rules.length > 0 ? { updatedToolOutput: value } : {}),
          },
        }
      : {}),
  };
}

function refuted({ verdict, rollback }: SucceededReceipt<unknown>, language: Language): HookOutput {
  const failed = verdict.checks.filter(({ status }) => status === 'fail');
  const what = failed.map(({ message }) => message[language]).join('; ');
  const undone = rollback === null ? '' : `; ${ROLLED_BACK[language]} (${rollback.status})`;
  return { decision: 'block', reason: `Sentinel: ${REFUTED[language]}: ${what}${undone}` };
}

const MASKED = { en: 'Credentials are masked', zh: '凭据已遮盖' } as const;
const REFUTED = { en: 'this result does not hold', zh: '此结果不成立' } as const;
const ROLLED_BACK = { en: 'the change was rolled back', zh: '更改已回滚' } as const;

/** A call that its user did not allow, or whose end nobody told. */
function endOpenCalls(os: AgentOS, calls: BegunCalls, event: HookEvent): void {
  for (const started of calls.sweep(event)) abandon(os, started, 'the host did not say how it ended');
}

function abandon(os: AgentOS, started: StartedCall, reason: string): void {
  os.kernel.complete(started, { status: 'aborted', reason });
}

function requestOf({ sessionId, cwd }: HookEvent, { name, input }: HookTool): CallRequest {
  return { tool: name, params: input ?? {}, sessionId, agentId: AGENT, cwd };
}
