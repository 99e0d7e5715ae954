import type { Evidence, Params, ParamValue } from '@sentinel-agentos/core';
import { NOWHERE, UNKNOWN_TOOL, UNREADABLE, type ToolContext } from './tool-context.js';
import { plainName, textsIn, type ParamLayer } from './tool-params.js';
import { prefixedSink } from './layered-sink.js';

const MAX_DEPTH = 4;
const NAMES = ['toolname', 'tool', 'name', 'recipientname', 'function', 'functionname'];
/** What names the tool where nothing else does; beside a name it is the call's own number. */
const IDS = ['id', 'toolid'];
const ARGUMENTS: ReadonlySet<string> = new Set(
  'arguments args parameters params input toolinput toolargs toolarguments kwargs'.split(' '),
);

/** A call that stands inside another one. */
interface InnerCall {
  readonly tool: string;
  readonly params: Params;
  /** Where the evidence of the inner call stands in the outer one. */
  readonly at: (evidence: Evidence) => Evidence;
}

/** `use_mcp_tool`, `batch`: the calls inside, each as if it were made alone. */
export function readWrapperTool(
  context: ToolContext,
  read: (inner: ToolContext['call'], outer: ToolContext) => void,
): void {
  const { said, sink, call } = context;
  const inner = said.filter(isNoArgument).flatMap(innerCalls);
  if (inner.length === 0) sink.effect(UNKNOWN_TOOL, call.tool, NOWHERE);
  if (context.depth >= MAX_DEPTH) {
    sink.finding('shell.too-deep', NOWHERE, call.tool);
    sink.effect(UNREADABLE, call.tool, NOWHERE);
    return;
  }
  for (const { tool, params, at } of inner) {
    read({ ...call, tool, params }, { ...context, sink: prefixedSink(sink, at) });
  }
}

/** The arguments of an inner call are no further call, whatever their names. */
function isNoArgument(layer: ParamLayer): boolean {
  const [entries] = layer.members.values();
  const folders = entries?.[0]?.param.split('.').slice(0, -1) ?? [];
  return !folders.some((folder) => ARGUMENTS.has(plainName(folder)));
}

function innerCalls(layer: ParamLayer): readonly InnerCall[] {
  const named = textsIn(layer, NAMES);
  const names = named.length > 0 ? named : textsIn(layer, IDS);
  if (names.length === 0) return [];
  const servers = textsIn(layer, ['servername', 'server', 'mcpserver']);
  const [server] = servers;
  const given = [...layer.members].flatMap(([plain, entries]) => (ARGUMENTS.has(plain) ? entries : []));
  return names.flatMap((name) => {
    const tool = server === undefined ? name.text : `${server.text}__${name.text}`;
    const prefix = name.param.slice(0, name.param.lastIndexOf('.') + 1);
    const calls = given.map(({ param, value }) => callOf(tool, param, value));
    // Without arguments of their own the other members are what the tool gets.
    return calls.length > 0 ? calls : [{ tool, params: othersOf(layer), at: inside(prefix) }];
  });
}

function callOf(tool: string, param: string, value: ParamValue): InnerCall {
  if (isObject(value)) return { tool, params: value, at: inside(`${param}.`) };
  if (typeof value !== 'string') return { tool, params: {}, at: () => NOWHERE };
  const whole = { param, start: 0, end: value.length };
  return { tool, params: parsed(value) ?? { input: value }, at: () => whole };
}

function inside(prefix: string): (evidence: Evidence) => Evidence {
  return (evidence) => (evidence.param === '' ? evidence : { ...evidence, param: prefix + evidence.param });
}

function othersOf(layer: ParamLayer): Params {
  const params = Object.create(null) as Record<string, ParamValue>;
  for (const entries of layer.members.values()) {
    for (const { param, value } of entries) {
      const key = param.slice(param.lastIndexOf('.') + 1);
      if (!NAMES.includes(plainName(key)) && !IDS.includes(plainName(key))) params[key] = value;
    }
  }
  return params;
}

/** Arguments as some hosts pass them: JSON in a string. Null for any other text. */
function parsed(text: string): Params | null {
  try {
    const value = JSON.parse(text) as ParamValue;
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: ParamValue): value is Params {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
  );
}
