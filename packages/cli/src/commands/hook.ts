import { AgentOS, locateState, SentinelError } from 'sentinel-agentos';
import {
  answerEvent,
  callsOnDisk,
  claudeOwnPaths,
  openKeptCalls,
  readHookEvent,
  withHooks,
} from 'sentinel-agentos/claude-hooks';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { lstatSync, mkdirSync, readFileSync } from 'node:fs';
import { EXIT, UsageError } from '../command.js';
import { readOptions } from '../read-options.js';
import { writeWhole } from '../write-whole.js';
import type { CommandInput, ExitCode, Run } from '../command.js';
import type { HookEvent } from 'sentinel-agentos/claude-hooks';

/** The exit code at which Claude Code does not do what the event is about. */
const BLOCKS = 2;
const COMMAND = 'sentinel-agentos hook --workspace "$CLAUDE_PROJECT_DIR"';
/** More than an event of a tool call ever is. */
const MOST_BYTES = 64 * 2 ** 20;

/** Answers an event of Claude Code, or sets up that its events come here. */
export const hook: Run = async (input) => {
  const { switches } = readOptions(input.args, [], ['allow', 'install', 'print']);
  if (switches.has('print')) {
    input.terminal.out(withHooks('', COMMAND).trimEnd());
    return EXIT.ok;
  }
  return switches.has('install') ? install(input) : answer(input, switches.has('allow'));
};

/** Whatever goes wrong before a tool runs, the tool does not run. */
async function answer(input: CommandInput, allow: boolean): Promise<ExitCode> {
  const { terminal, language, workspaceRoot } = input;
  let event: HookEvent | undefined;
  try {
    event = readHookEvent(JSON.parse(await readInput(terminal.input())));
    const configFolder = terminal.env['CLAUDE_CONFIG_DIR'] ?? join(homedir(), '.claude');
    const os = new AgentOS({
      workspaceRoot,
      language,
      migrateMemoryFile: false,
      // Claude Code checks the parameters of its own tools: they have names of their own.
      guardConfig: { instantRules: true, ownPaths: claudeOwnPaths(workspaceRoot, configFolder) },
    });
    try {
      const kept = openKeptCalls(join(locateState({ workspaceRoot }).state, 'open-calls'));
      const output = answerEvent(os, callsOnDisk(os, kept), event, { language, allow });
      if (Object.keys(output).length > 0) terminal.out(JSON.stringify(output));
    } finally {
      await os.close();
    }
    return EXIT.ok;
  } catch (error) {
    const why = SentinelError.is(error) ? `${error.code}: ${error.message}` : String(error);
    terminal.err(`sentinel: ${why}`);
    // At the end of a turn or a session the same code would keep it from ending.
    return event === undefined || event.tool !== null ? BLOCKS : EXIT.denied;
  }
}

async function readInput(input: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of input) {
    length += chunk.length;
    if (length > MOST_BYTES) throw new Error(`the event is longer than ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function install({ terminal, workspaceRoot, language }: CommandInput): ExitCode {
  const folder = join(workspaceRoot, '.claude');
  const path = join(folder, 'settings.json');
  for (const place of [folder, path]) {
    if (lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink() === true) {
      throw new UsageError(`${JSON.stringify(place)} must not be a symbolic link`, EXIT.denied);
    }
  }
  const before = textOf(path);
  const after = withHooks(before, COMMAND);
  if (after === before) {
    terminal.out({ en: 'The hooks are there already', zh: '钩子已存在' }[language]);
    return EXIT.ok;
  }
  mkdirSync(folder, { recursive: true });
  writeWhole(path, [new TextEncoder().encode(after)], { option: 'the settings', overwrite: true });
  terminal.out({ en: `The hooks are in ${path}`, zh: `钩子已写入 ${path}` }[language]);
  return EXIT.ok;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
