import { agentOSOf } from '../guarded-call.js';
import { answerEvent } from '../claude-hooks/answer-event.js';
import { callsOf } from './calls-in-memory.js';
import { messageOf } from '../../message-of.js';
import { readHookEvent } from '../claude-hooks/hook-event.js';
import { SentinelError } from '@sentinel-agentos/core';
import type { HookOptions, HookOutput } from '../claude-hooks/answer-event.js';
import type { ToolGuard } from '../guarded-call.js';

/** A hook of the SDK. */
export type SentinelHook = (input: unknown) => Promise<HookOutput>;

/** One hook for all tools. */
export interface SentinelHookMatcher {
  hooks: SentinelHook[];
  /** Where the hook fails or takes too long, the tool does not run. */
  onFailure?: 'block';
}

/** The events of the SDK that are answered. */
export type SentinelHookName =
  'PreToolUse' | 'PostToolUse' | 'PostToolUseFailure' | 'SessionStart' | 'Stop' | 'SessionEnd';

const EVENTS: readonly SentinelHookName[] = [
  'PreToolUse',
  'PostToolUse',
  'PostToolUseFailure',
  'SessionStart',
  'Stop',
  'SessionEnd',
];

/** For `options.hooks` of a query; lists of your own can be added to each. */
export type SentinelHooks = Record<SentinelHookName, SentinelHookMatcher[]>;

/**
 * Puts Sentinel around every tool of a query of the Claude Agent SDK, its own tools and those of MCP servers: a call is
 * judged, recorded and its files remembered before it runs; verified, recorded and its credentials masked afterwards.
 * The session is the SDK's. Calls are open in memory: use one `AgentOS` for all queries of a workspace.
 *
 * A call that needs an approval is `ask` to the SDK: `canUseTool` over the same guard brings the answer. Without that one
 * the call begins and whatever the SDK asks answers for it. What cannot be read, judged or recorded is denied.
 */
export function sentinelHooks(guard: ToolGuard, options: HookOptions = {}): SentinelHooks {
  const os = agentOSOf(guard);
  const calls = callsOf(os);
  const answers = (name: SentinelHookName): SentinelHook => {
    return async (input) => {
      try {
        const event = readHookEvent(input);
        if (event.name === name) return answerEvent(os, calls, event, options);
        throw new SentinelError('INVALID_ARGUMENT', `hook_event_name of the event must be ${name}`);
      } catch (error) {
        return failed(name, error);
      }
    };
  };
  const matchers = EVENTS.map((name): readonly [string, SentinelHookMatcher[]] => [
    name,
    [{ hooks: [answers(name)], ...(name === 'PreToolUse' ? { onFailure: 'block' } : {}) }],
  ]);
  return Object.fromEntries(matchers) as SentinelHooks;
}

/** What the SDK does about a call that went wrong here. About anything else it only warns: nothing runs by it. */
function failed(name: SentinelHookName, error: unknown): HookOutput {
  const reason = `Sentinel: ${messageOf(error)}`;
  if (name === 'PreToolUse') {
    return {
      hookSpecificOutput: {
        hookEventName: name,
        permissionDecision: 'deny',
        permissionDecisionReason: reason,
      },
    };
  }
  if (name === 'PostToolUse' || name === 'PostToolUseFailure') return { decision: 'block', reason };
  throw error;
}
