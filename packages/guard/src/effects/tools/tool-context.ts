import type { ToolCall } from '@sentinel-agentos/core';
import { shape, type EffectShape } from '../effect-shape.js';
import type { EffectSink } from '../effect-sink.js';
import { fieldOf, type Field } from '../shell/data.js';
import { isWindowsPath } from '../paths/windows-paths.js';
import { createShell } from '../shell/read-shell.js';
import { childShell, type Shell } from '../shell/shell-state.js';
import type { World } from '../world.js';
import { withSink } from './shared-reading.js';
import { layersOf, textsIn, wholeOf, type ParamLayer, type ParamText } from './tool-params.js';
import { toolName, type ToolName } from './tool-words.js';

/** Something happens, and nobody can see what. */
export const UNREADABLE: EffectShape = shape('unknown', 'host', 'partial', 'normal');
/** A tool that nobody knows. */
export const UNKNOWN_TOOL: EffectShape = shape('unknown', 'workspace', 'hard', 'normal');
export const NOWHERE: { readonly param: string; readonly start: number; readonly end: number } =
  Object.freeze({
    param: '',
    start: 0,
    end: 0,
  });

/** Every name under which a tool is told its folder. */
const FOLDERS = [
  'cwd',
  'workdir',
  'workingdirectory',
  'workingdir',
  'chdir',
  'basepath',
  'basedir',
  'rootdir',
];
/** A call that names more folders is no honest one; the rest is not told apart. */
const MAX_FOLDERS = 4;

/** One tool call while it is read. */
export interface ToolContext {
  readonly call: ToolCall;
  readonly name: ToolName;
  readonly layers: readonly ParamLayer[];
  /** The objects of the parameters that say what is done, without what is merely carried along. */
  readonly said: readonly ParamLayer[];
  readonly world: World;
  readonly sink: EffectSink;
  /** Calls inside calls that stand around this one. */
  readonly depth: number;
  /** A shell for each folder that the call may work in; usually one. They share one budget. */
  readonly shells: readonly [Shell, ...Shell[]];
}

/** Takes a call apart. `around`: the call that this one stands in. */
export function toolContext(
  call: ToolCall,
  world: World,
  sink: EffectSink,
  around?: ToolContext,
): ToolContext {
  const { layers, isWhole } = layersOf(call.params);
  const name = toolName(call.tool);
  if (!isWhole) {
    sink.finding('shell.too-large', NOWHERE, call.tool);
    sink.effect(UNREADABLE, call.tool, NOWHERE);
  }
  const base = around?.shells[0] ?? createShell(world, sink, call.cwd, '');
  const reading = around === undefined ? base.reading : withSink(base.reading, sink);
  const said = layers.filter((layer) => !layer.carried);
  const context = { call, name, layers, said, world, sink, depth: (around?.depth ?? -1) + 1 };
  const [first, ...others] = foldersOf(said, call.cwd, FOLDERS).map((cwd) =>
    childShell(base, { reading, cwd, param: '', length: 0 }),
  );
  return { ...context, shells: [first ?? base, ...others] };
}

/** The same call with the folders that other members name too. */
export function withFolders(context: ToolContext, names: readonly string[]): ToolContext {
  const { call, said } = context;
  if (!said.some(({ members }) => names.some((name) => members.has(name)))) return context;
  const [shell] = context.shells;
  const [first, ...others] = foldersOf(said, call.cwd, [...FOLDERS, ...names]).map((cwd) =>
    childShell(shell, { cwd }),
  );
  return { ...context, shells: [first ?? shell, ...others] };
}

function foldersOf(layers: readonly ParamLayer[], cwd: string, names: readonly string[]): readonly string[] {
  const named = layers.flatMap((layer) => textsIn(layer, names)).filter(({ text }) => text !== '');
  if (named.length === 0) return [cwd];
  const folders = named.map(({ text }) =>
    text.startsWith('/') || isWindowsPath(text) ? text : `${cwd}/${text}`,
  );
  return [...new Set(folders)].slice(0, MAX_FOLDERS);
}

/** A shell that reads one parameter as its text. */
export function shellFor(found: ParamText, shell: Shell): Shell {
  return childShell(shell, { param: found.param, length: found.text.length, origin: null });
}

/** A parameter as one argument. */
export function wordOf(found: ParamText, text: string = found.text): Field {
  return fieldOf(text, wholeOf(found));
}
