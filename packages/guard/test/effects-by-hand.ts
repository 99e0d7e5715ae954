import type { Effect, Params, ToolCall } from '@sentinel-agentos/core';
import { parseParams } from '@sentinel-agentos/core';
import type { EffectReading } from '../src/effects/effect-reading.js';

/** An effect with the given parts; everything else is harmless and ordinary. */
export function effect(parts: Partial<Effect> = {}): Effect {
  return {
    verb: 'fs.write',
    target: '/w/src/main.ts',
    scope: 'workspace',
    reversibility: 'easy',
    sensitivity: 'normal',
    remote: false,
    evidence: { param: 'command', start: 0, end: 0 },
    ...parts,
  };
}

/** A call of a tool in the workspace `/w`. */
export function callOf(tool: string, params: object = {}, parts: Partial<ToolCall> = {}): ToolCall {
  return {
    id: 'op_1',
    tool,
    params: parseParams(params),
    sessionId: 's',
    agentId: 'a',
    cwd: '/w',
    claims: [],
    ...parts,
  };
}

/** A reading of shell commands, each given as its words, found one after another in `command`. */
export function readingOf(params: Params, commands: readonly (readonly (string | null)[])[]): EffectReading {
  const text = typeof params['command'] === 'string' ? params['command'] : '';
  let from = 0;
  const read = commands.map((argv) => {
    const start = Math.max(0, text.indexOf(argv[0] ?? '', from));
    from = start + 1;
    return { argv, evidence: { param: 'command', start, end: text.length } };
  });
  return { effects: [], findings: [], commands: read };
}
