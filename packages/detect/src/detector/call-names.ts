import type { Effect, ParamValue, ToolCall } from '@sentinel-agentos/core';

/**
 * The texts around the parameters of a call that are kept with it: its tool, session, agent and folder, the names of
 * its parameters, and the targets of its effects, which a shell or a decoder may have put together.
 */
export function callNames(call: ToolCall, effects: readonly Effect[]): readonly string[] {
  const names = new Set([call.tool, call.sessionId, call.agentId, call.cwd]);
  addKeys(call.params, names);
  for (const { target } of effects) names.add(target);
  names.delete('');
  return [...names];
}

function addKeys(value: ParamValue, names: Set<string>): void {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
  const isList = Array.isArray(value);
  for (const [name, member] of Object.entries<ParamValue>(value)) {
    if (!isList) names.add(name);
    addKeys(member, names);
  }
}
