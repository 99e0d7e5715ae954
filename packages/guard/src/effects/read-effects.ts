import type { ToolCall } from '@sentinel-agentos/core';
import { createEffectSink } from './effect-sink.js';
import type { EffectReading } from './effect-reading.js';
import { readForeignTool } from './tools/foreign-shell-tools.js';
import { NOWHERE, UNREADABLE } from './tools/tool-context.js';
import { readTool } from './tools/read-tool.js';
import type { World } from './world.js';

/**
 * Reads what a tool call would do to the world. Pure and synchronous: same call, same world, same answer. Never
 * throws on any input; what can't be read is an `unknown` effect, never none. Bounded by `LIMITS`.
 */
export function readEffects(call: ToolCall, world: World): EffectReading {
  const sink = createEffectSink();
  try {
    readTool(call, world, sink, readForeignTool);
  } catch {
    // Only a fault of the reader itself gets here, such as a stack that input managed to exhaust.
    sink.finding('shell.unparsed', NOWHERE);
    sink.effect(UNREADABLE, call.tool, NOWHERE);
  }
  return sink.reading();
}
