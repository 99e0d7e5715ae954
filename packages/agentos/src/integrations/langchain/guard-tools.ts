import { agentOSOf, guardedCall } from '../guarded-call.js';
import { maskMessages } from './mask-messages.js';
import { SentinelError } from '@sentinel-agentos/core';
import type { AgentOS } from '../../agent-os.js';
import type { GuardToolsOptions, ToolGuard } from '../guarded-call.js';

/** The part of a run's configuration that is Sentinel's business; everything else of it is passed on. */
interface RunConfig {
  readonly signal?: AbortSignal;
}

interface RunManager {
  handleToolEvent?(event: unknown): Promise<void>;
}

/** What every tool of LangChain runs in the end, with the input as its schema made it. */
type Run = (input: unknown, manager?: RunManager, config?: RunConfig) => unknown;

interface StructuredToolLike {
  readonly name: string;
  readonly _call: Run;
}

/**
 * Puts Sentinel around the tools of an agent on LangChain: tools of the same kind, with the same names and schemas, which
 * judge, record, verify and can undo every call, whether they get their arguments or a tool call. What is judged is the
 * input as the tool's schema made it. A tool that is stopped throws, and an agent's model is told the reason, with what to
 * change where that is known; credentials in results, messages and artifacts are masked.
 *
 * A tool of a class of its own is reached through its `_call`: one that overrides `invoke` to do its work there is not.
 *
 * @throws SentinelError `INVALID_ARGUMENT` for a tool that Sentinel cannot stop, such as one that a model's provider runs,
 * unless `unguarded` names it, by its name or its type.
 */
export function guardTools<T extends readonly object[]>(
  guard: ToolGuard,
  tools: T,
  options: GuardToolsOptions = {},
): T {
  if (!Array.isArray(tools)) throw new SentinelError('INVALID_ARGUMENT', 'tools must be a list of tools');
  const os = agentOSOf(guard);
  const guarded: readonly object[] = tools.map((tool: object, index) => {
    if (options.unguarded?.includes(nameOf(tool)) === true) return tool;
    if (isStructuredTool(tool)) return guardTool(os, tool, options);
    throw new SentinelError(
      'INVALID_ARGUMENT',
      `tools.${index} (${nameOf(tool)}) is no tool that runs here, where Sentinel could stop it; name it in \`unguarded\` to let it be`,
    );
  });
  // Each is of the kind it was.
  return guarded as T;
}

function guardTool(os: AgentOS, tool: StructuredToolLike, options: GuardToolsOptions): object {
  const run: Run = async (input, manager, config) => {
    const output = await guardedCall(
      os,
      { tool: tool.name, input, signal: config?.signal },
      async ({ signal }) => {
        const raw: unknown = await tool._call(input, manager, { ...config, signal });
        return isIterator(raw)
          ? returned(raw, async (event) => manager?.handleToolEvent?.(os.redact(event).value))
          : raw;
      },
      options,
    );
    return maskMessages(os, output);
  };
  const own: Record<string, PropertyDescriptor> = { _call: { value: run } };
  // What made the tool from a function keeps it in reach.
  if ('func' in tool) own['func'] = { value: run };
  // Everything else stays the tool's own, whatever class it is of.
  return Object.create(tool, own) as object;
}

/** What an iterator returns, after each value that it yields was handed on, as LangChain itself reads one. */
async function returned(
  iterator: AsyncIterator<unknown, unknown>,
  emit: (value: unknown) => Promise<void>,
): Promise<unknown> {
  try {
    for (;;) {
      const { done, value } = await iterator.next();
      if (done === true) return value;
      await emit(value);
    }
  } finally {
    await iterator.return?.();
  }
}

function isIterator(value: unknown): value is AsyncIterator<unknown, unknown> {
  return typeof value === 'object' && value !== null && 'next' in value && typeof value.next === 'function';
}

function isStructuredTool(tool: unknown): tool is StructuredToolLike {
  return (
    typeof tool === 'object' &&
    tool !== null &&
    '_call' in tool &&
    typeof tool._call === 'function' &&
    'name' in tool &&
    typeof tool.name === 'string'
  );
}

function nameOf(tool: unknown): string {
  const { name, type } = Object(tool) as { name?: unknown; type?: unknown };
  const said = [name, type].find((text) => typeof text === 'string');
  return typeof said === 'string' ? said : 'without a name';
}
