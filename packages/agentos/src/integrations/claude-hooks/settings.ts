import { SentinelError } from '@sentinel-agentos/core';

/** Events that a guard must see, and whether they name a tool. */
const EVENTS = [
  ['PreToolUse', true],
  ['PostToolUse', true],
  ['PostToolUseFailure', true],
  ['SessionStart', false],
  ['Stop', false],
  ['SessionEnd', false],
] as const;

/** What tells a hook of Sentinel from others. */
const OWN = /(?:^|[\s/\\])sentinel-agentos(?:\.cmd)?\s+hook(?:\s|$)/u;

/** How long Claude Code waits for a hook, in seconds. */
const TIMEOUT_S = 60;

/**
 * The settings of Claude Code with the hooks of Sentinel in them and everything else as it was; the same text where they
 * are there already.
 *
 * @throws SentinelError `INVALID_ARGUMENT` for a text that is not settings: nothing is guessed about it.
 */
export function withHooks(text: string, command: string): string {
  const settings = parse(text);
  const hooks = settings['hooks'] ?? {};
  if (!isRecord(hooks)) throw wrong('hooks must be an object');
  let isChanged = false;
  const all: Record<string, unknown> = { ...hooks };
  for (const [event, namesTool] of EVENTS) {
    const matchers = all[event] ?? [];
    if (!Array.isArray(matchers)) throw wrong(`hooks.${event} must be a list`);
    if (matchers.some(isOwn)) continue;
    // A command that is not found, or fails in any other way, must not let the tool run.
    const strict = event === 'PreToolUse' ? `${command} || exit 2` : command;
    const hook = { type: 'command', command: strict, timeout: TIMEOUT_S };
    all[event] = [...(matchers as unknown[]), { ...(namesTool ? { matcher: '*' } : {}), hooks: [hook] }];
    isChanged = true;
  }
  return isChanged ? `${JSON.stringify({ ...settings, hooks: all }, null, 2)}\n` : text;
}

function parse(text: string): Readonly<Record<string, unknown>> {
  if (text.trim() === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new SentinelError('INVALID_ARGUMENT', 'the settings are not JSON', { cause });
  }
  if (!isRecord(value)) throw wrong('they must be an object');
  return value;
}

function isOwn(matcher: unknown): boolean {
  const hooks = isRecord(matcher) ? matcher['hooks'] : undefined;
  return (
    Array.isArray(hooks) &&
    hooks.some(
      (hook: unknown) => isRecord(hook) && typeof hook['command'] === 'string' && OWN.test(hook['command']),
    )
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrong(why: string): SentinelError {
  return new SentinelError('INVALID_ARGUMENT', `these are no settings of Claude Code: ${why}`);
}
