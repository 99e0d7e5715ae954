import type { AgentOS } from '../../agent-os.js';

/** Deeper than this no message lies in what a tool returns. */
const DEEPEST = 16;

/**
 * An output whose plain data was redacted, without the credentials inside the messages and commands that LangChain
 * passes on as they are. The output itself where nothing was found in them.
 */
export function maskMessages<T>(os: Pick<AgentOS, 'redact'>, output: T): T {
  return masked(os, output, 0) as T;
}

function masked(os: Pick<AgentOS, 'redact'>, value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return value;
  const isOwn = isMessageOrCommand(value);
  const look = (member: unknown): unknown => masked(os, isOwn ? os.redact(member).value : member, depth + 1);
  if (Array.isArray(value)) {
    const members: readonly unknown[] = value.map(look);
    return members.some((member, index) => member !== value[index]) ? members : value;
  }
  return isOwn || isPlain(value) ? withMembers(value, look) : value;
}

/** A copy of the same class, which carries members that are no properties of its own; the value if nothing changes. */
function withMembers(value: object, look: (member: unknown) => unknown): object {
  const changed: Record<string, PropertyDescriptor> = Object.create(null) as Record<
    string,
    PropertyDescriptor
  >;
  for (const [name, member] of Object.entries(value) as [string, unknown][]) {
    const kept = look(member);
    if (kept !== member)
      changed[name] = { value: kept, enumerable: true, configurable: true, writable: true };
  }
  if (Object.keys(changed).length === 0) return value;
  const own = Object.getOwnPropertyDescriptors(value);
  return Object.defineProperties(
    Object.create(Object.getPrototypeOf(value) as object, own) as object,
    changed,
  );
}

function isMessageOrCommand(value: object): boolean {
  return (
    'lc_direct_tool_output' in value || 'lg_name' in value || ('lc_namespace' in value && 'content' in value)
  );
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
