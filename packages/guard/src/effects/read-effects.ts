import type { Effect, ToolCall } from '@sentinel-agentos/core';
import { createEffectSink } from './effect-sink.js';
import type { EffectReading } from './effect-reading.js';
import { shape } from './effect-shape.js';
import { fieldOf } from './shell/data.js';
import { createShell, readArguments, readShellText } from './shell/read-shell.js';
import { readFileTool } from './tools/file-tools.js';
import { readFetchTool, readMessageTool, readSqlTool } from './tools/other-tools.js';
import { toolKind } from './tools/tool-names.js';
import { allTexts, firstText, wholeOf } from './tools/tool-params.js';
import type { World } from './world.js';

const UNKNOWN_TOOL = shape('unknown', 'workspace', 'hard', 'normal');
const UNREADABLE = shape('unknown', 'host', 'partial', 'normal');
const NOWHERE = Object.freeze({ param: '', start: 0, end: 0 });
const COMMAND_NAMES = ['command', 'cmd', 'script', 'code'];
/** `input` is what a caller's positional argument is judged as; beside a command it is only what that reads. */
const COMMANDS = [...COMMAND_NAMES, 'input'];
const UNKNOWN_TOOLS_COMMANDS = ['command', 'cmd', 'shell_command', 'script'];
const FOLDERS = ['cwd', 'workdir', 'working_directory', 'workingDirectory'];

/**
 * Reads what a tool call would do to the world. Pure and synchronous: same call, same world, same answer. Never
 * throws on any input; what can't be read is an `unknown` effect, never none. Bounded by `LIMITS`.
 */
export function readEffects(call: ToolCall, world: World): EffectReading {
  const sink = createEffectSink();
  try {
    readCall(call, world, sink);
  } catch {
    // Only a fault of the reader itself gets here, such as a stack that input managed to exhaust.
    sink.finding('shell.unparsed', NOWHERE);
    sink.effect(UNREADABLE, call.tool, NOWHERE);
  }
  return sink.reading();
}

function readCall(call: ToolCall, world: World, sink: ReturnType<typeof createEffectSink>): void {
  const readers = world.toolReaders;
  if (readers !== undefined && Object.hasOwn(readers, call.tool)) {
    readRegistered(call, readers[call.tool], sink);
    return;
  }
  const folder = firstText(call.params, FOLDERS)?.text ?? '';
  const cwd = folder === '' ? call.cwd : folder.startsWith('/') ? folder : `${call.cwd}/${folder}`;
  const kind = toolKind(call.tool);
  const text = kind === 'shell' ? firstText(call.params, COMMANDS) : null;
  const shell = createShell(world, sink, cwd, text?.param ?? '', text?.text.length);
  switch (kind) {
    case 'shell':
      readShellTool(call, shell);
      readOtherCommands(call, COMMAND_NAMES, world, sink, cwd);
      return;
    case 'foreign-shell':
      readForeign(call, sink);
      return;
    case 'fetch':
      readFetchTool(call, shell);
      return;
    case 'sql':
      readSqlTool(call, shell);
      return;
    case 'message':
      readMessageTool(call, shell);
      return;
    case null:
      readUnknownTool(call, world, sink);
      return;
    case 'read':
    case 'list':
    case 'write':
    case 'patch':
    case 'delete':
    case 'move':
    case 'copy':
      readFileTool(kind, call, shell);
  }
}

function readRegistered(
  call: ToolCall,
  reader: ((params: ToolCall['params']) => readonly Effect[]) | undefined,
  sink: ReturnType<typeof createEffectSink>,
): void {
  try {
    for (const effect of reader?.(call.params) ?? []) sink.given(effect);
  } catch {
    sink.finding('tool.reader-failed', NOWHERE, call.tool);
    sink.effect(UNREADABLE, call.tool, NOWHERE);
  }
}

function readShellTool(call: ToolCall, shell: ReturnType<typeof createShell>): void {
  const command = firstText(call.params, COMMANDS);
  const args = allTexts(call.params, ['args', 'argv', 'arguments', ...COMMANDS]).filter((found) =>
    found.param.includes('.'),
  );
  if (args.length > 0) {
    const words = (command === null ? args : [command, ...args]).map((found) =>
      fieldOf(found.text, wholeOf(found)),
    );
    readArguments(words, shell);
    // A host that joins them for a shell after all would run this.
    if (command !== null && /[\s;|&$`<>(]/.test(command.text)) readShellText(command.text, shell);
  } else if (command !== null) {
    readShellText(command.text, shell);
  } else {
    // It runs something, and nobody can see what.
    shell.reading.sink.effect(UNREADABLE, call.tool, NOWHERE);
  }
}

/** Nobody here knows which of several commands the tool will run: the first is read elsewhere, the others here. */
function readOtherCommands(
  call: ToolCall,
  names: readonly string[],
  world: World,
  sink: ReturnType<typeof createEffectSink>,
  cwd: string,
): void {
  const given = names.flatMap((name) => firstText(call.params, [name]) ?? []);
  for (const { param, text } of given.slice(1)) {
    readShellText(text, createShell(world, sink, cwd, param, text.length));
  }
}

function readForeign(call: ToolCall, sink: ReturnType<typeof createEffectSink>): void {
  const command = firstText(call.params, COMMANDS);
  const at = command === null ? NOWHERE : wholeOf(command);
  sink.finding('shell.foreign-syntax', at, call.tool);
  sink.effect(UNREADABLE, call.tool, at);
}

/** A tool nobody knows is `unknown`; a command, statement or path among its parameters says more. */
function readUnknownTool(call: ToolCall, world: World, sink: ReturnType<typeof createEffectSink>): void {
  sink.effect(UNKNOWN_TOOL, call.tool, NOWHERE);
  const command = firstText(call.params, UNKNOWN_TOOLS_COMMANDS);
  if (command !== null)
    readShellText(command.text, createShell(world, sink, call.cwd, command.param, command.text.length));
  readOtherCommands(call, UNKNOWN_TOOLS_COMMANDS, world, sink, call.cwd);
  const sql = firstText(call.params, ['sql', 'statement']);
  if (sql !== null) readSqlTool(call, createShell(world, sink, call.cwd, sql.param));
  const file = firstText(call.params, ['path', 'file_path', 'filePath', 'file', 'filename']);
  if (file !== null) readFileTool('read', call, createShell(world, sink, call.cwd, file.param));
}
