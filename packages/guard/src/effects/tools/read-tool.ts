import type { Effect, ToolCall } from '@sentinel-agentos/core';
import { shape } from '../effect-shape.js';
import type { EffectSink } from '../effect-sink.js';
import { isSecretPath } from '../paths/secret-paths.js';
import { fieldOf } from '../shell/data.js';
import { readPath } from '../shell/file-acts.js';
import { UNCONNECTED } from '../shell/io.js';
import type { ToolReader, World } from '../world.js';
import { readAdminTool } from './admin-tools.js';
import { readBrowserTool } from './browser-tools.js';
import { readCodeTool } from './code-tools.js';
import { readComputerTool } from './computer-tools.js';
import { readMongoTool, readRedisTool, readSqlTool } from './database-tools.js';
import { readDownloadTool, readFetchTool, readSearchTool, readUploadTool } from './fetch-tools.js';
import { PATHS, readFileTool } from './file-tools.js';
import { readGitTool } from './git-tools.js';
import { readMessageTool } from './message-tools.js';
import { namedActs } from './named-acts.js';
import { readNamedTool } from './named-tool.js';
import { readProgramTool } from './program-tools.js';
import { readKillTool, readProcessTool, readStdinTool } from './process-tools.js';
import { readScheduleTool } from './schedule-tools.js';
import { pathWord } from './path-word.js';
import { readCommandsAmong, readShellTool } from './shell-tools.js';
import { NOWHERE, toolContext, UNREADABLE, wordOf, type ToolContext } from './tool-context.js';
import { hintedEffect, saysDestructive } from './tool-hints.js';
import { toolKind, type ToolKind } from './tool-names.js';
import { textsOf } from './tool-params.js';
import { readWrapperTool } from './wrapper-tools.js';

const DELEGATED = shape('process.spawn', 'process', 'partial', 'normal');

/** Reads the call of a shell whose language is another one. */
export type ForeignReader = (context: ToolContext) => void;

/**
 * Reads the call of any tool: by the host's own reader, else by the kind that its name stands for, else by the words
 * of its name. `around` is the call that this one stands in.
 */
export function readTool(
  call: ToolCall,
  world: World,
  sink: EffectSink,
  foreign: ForeignReader,
  around?: ToolContext,
): void {
  const readers = world.toolReaders;
  if (readers !== undefined && Object.hasOwn(readers, call.tool)) {
    readRegistered(call, readers[call.tool], sink);
    return;
  }
  const context = toolContext(call, world, sink, around);
  const kind = kindOf(context);
  // A server that warns of its own tool is believed, whatever the name says.
  const hints = world.toolHints;
  const own = hints !== undefined && Object.hasOwn(hints, call.tool) ? hints[call.tool] : undefined;
  if (kind !== null && own !== undefined && saysDestructive(own))
    sink.effect(hintedEffect(own), call.tool, NOWHERE);
  const inner = (within: ToolCall, outer: ToolContext): void =>
    readTool(within, world, outer.sink, foreign, outer);
  if (kind === 'foreign-shell') foreign(context);
  else if (kind === 'wrapper') readWrapperTool(context, inner);
  else if (kind !== null) READERS[kind](context);
  else if (!readGitTool(context)) {
    // A program that is named like a deed (`kill`, `drop`) may be the deed itself.
    if (!readProgramTool(context) || says(context.name.words)) readNamedTool(context);
  }
}

/** Whether a name speaks of more than of running something. */
function says(words: readonly string[]): boolean {
  return [...namedActs(words).acts].some((act) => act !== 'run' && act !== 'read' && act !== 'send');
}

function readRegistered(call: ToolCall, reader: ToolReader | undefined, sink: EffectSink): void {
  try {
    const effects: unknown = reader?.(call.params);
    // A forgotten `return` says nothing, which is not the same as saying that nothing happens.
    if (!Array.isArray(effects)) throw new TypeError('no list of effects');
    for (const effect of effects as readonly Effect[]) sink.given(effect);
  } catch {
    sink.finding('tool.reader-failed', NOWHERE, call.tool);
    sink.effect(UNREADABLE, call.tool, NOWHERE);
  }
}

const BROWSERS: ReadonlySet<string> = new Set([
  'browser',
  'playwright',
  'puppeteer',
  'selenium',
  'chrome',
  'chromium',
]);

function kindOf({ name }: ToolContext): ToolKind | null {
  const kind = toolKind(name);
  if (kind !== null) return kind;
  const [first = ''] = name.words;
  const named = name.words.length > 1 && BROWSERS.has(first);
  return named || name.space.some((word) => BROWSERS.has(word)) ? 'browser' : null;
}

const READERS: Readonly<
  Record<Exclude<ToolKind, 'foreign-shell' | 'wrapper'>, (context: ToolContext) => void>
> = {
  shell: readShellTool,
  stdin: readStdinTool,
  process: readProcessTool,
  kill: readKillTool,
  code: readCodeTool,
  read: (context) => readFileTool('read', context),
  grep: (context) => readFileTool('grep', context),
  list: (context) => readFileTool('list', context),
  write: (context) => readFileTool('write', context),
  editor: (context) => readFileTool('editor', context),
  patch: (context) => readFileTool('patch', context),
  delete: (context) => readFileTool('delete', context),
  move: (context) => readFileTool('move', context),
  copy: (context) => readFileTool('copy', context),
  chmod: readChmodTool,
  fetch: readFetchTool,
  search: readSearchTool,
  download: readDownloadTool,
  upload: readUploadTool,
  sql: readSqlTool,
  redis: readRedisTool,
  mongo: readMongoTool,
  message: readMessageTool,
  browser: readBrowserTool,
  computer: readComputerTool,
  schedule: readScheduleTool,
  agent: ({ sink, call }) => sink.effect(DELEGATED, call.tool, NOWHERE),
  admin: readAdminTool,
  quiet: readQuietTool,
};

/** A tool without effects of its own; some of them run a command along (`attempt_completion`) or show a file. */
function readQuietTool({ said, shells }: ToolContext): void {
  for (const shell of shells) {
    readCommandsAmong(said, ['command', 'cmd'], shell);
    for (const found of textsOf(said, PATHS)) {
      const path = pathWord(found, shell);
      if (isSecretPath(path.text)) readPath(shell, path);
    }
  }
}

/** `chmod`: what the program of that name would do. */
function readChmodTool({ said, sink, call, shells }: ToolContext): void {
  const modes = textsOf(said, ['mode', 'permissions', 'permission', 'perms', 'octal']).map((found) =>
    wordOf(found),
  );
  const numbers = said
    .flatMap((layer) => ['mode', 'permissions'].flatMap((name) => layer.members.get(name) ?? []))
    .flatMap(({ param, value }) =>
      typeof value === 'number'
        ? spelled(value).map((text) => fieldOf(text, { param, start: 0, end: 0 }))
        : [],
    );
  const paths = textsOf(said, PATHS).map((found) => wordOf(found));
  if (paths.length === 0 || modes.length + numbers.length === 0) sink.effect(UNREADABLE, call.tool, NOWHERE);
  for (const shell of shells)
    for (const mode of [...modes, ...numbers])
      shell.reading.engine.words(
        [fieldOf('chmod', NOWHERE), fieldOf('-R', NOWHERE), mode, ...paths],
        shell,
        UNCONNECTED,
        NOWHERE,
      );
}

/** A number may be meant as it is written, or as the bits that it is: 511 is 0o777. */
function spelled(mode: number): readonly string[] {
  return Number.isSafeInteger(mode) && mode >= 0 ? [String(mode), mode.toString(8)] : [String(mode)];
}
