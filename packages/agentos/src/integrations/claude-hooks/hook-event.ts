import { isAbsolute } from 'node:path';
import { SentinelError } from '@sentinel-agentos/core';

/** An event of Claude Code, as it comes on the standard input of a hook, or to a hook of the Agent SDK. */
export interface HookEvent {
  readonly name: string;
  readonly sessionId: string;
  /** Absolute. */
  readonly cwd: string;
  /** Of events about a tool. */
  readonly tool: HookTool | null;
}

export interface HookTool {
  readonly name: string;
  readonly input: unknown;
  /** The same before and after the tool has run. */
  readonly useId: string;
  readonly response: unknown;
  /** What the tool failed with; undefined where it did not. */
  readonly error: string | undefined;
}

/** Events that tell of a call: before it, after it, and after it failed. */
const ABOUT_TOOLS: ReadonlySet<string> = new Set(['PreToolUse', 'PostToolUse', 'PostToolUseFailure']);

/**
 * Reads an event.
 *
 * @throws SentinelError `INVALID_ARGUMENT` naming what is missing or of another type: what cannot be read is not judged.
 */
export function readHookEvent(value: unknown): HookEvent {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong('event', 'an object');
  const event = value as Readonly<Record<string, unknown>>;
  const name = textOf(event, 'hook_event_name');
  const cwd = textOf(event, 'cwd');
  if (!isAbsolute(cwd)) throw wrong('cwd', 'an absolute path');
  const base = { name, sessionId: textOf(event, 'session_id'), cwd };
  if (!ABOUT_TOOLS.has(name)) return { ...base, tool: null };
  const { error } = event;
  return {
    ...base,
    tool: {
      name: textOf(event, 'tool_name'),
      input: event['tool_input'],
      useId: textOf(event, 'tool_use_id'),
      response: event['tool_response'],
      error: name === 'PostToolUseFailure' ? (typeof error === 'string' ? error : 'it failed') : undefined,
    },
  };
}

function textOf(event: Readonly<Record<string, unknown>>, name: string): string {
  const value = Object.hasOwn(event, name) ? event[name] : undefined;
  if (typeof value === 'string' && value !== '') return value;
  throw wrong(name, 'a text');
}

function wrong(what: string, expected: string): SentinelError {
  return new SentinelError('INVALID_ARGUMENT', `${what} of the event must be ${expected}`);
}
