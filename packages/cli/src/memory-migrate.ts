import { readFileSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { EXIT, UsageError } from './command.js';
import { migrationText } from './migration-text.js';
import { withAgentOS } from './open-agent-os.js';
import { readOptions } from './read-options.js';
import { shownJson } from './shown-text.js';
import { whileBusy } from './while-busy.js';
import type { CommandInput, ExitCode } from './command.js';

/** Takes a file of notes over into the memory, or says what would become of it. The file is only read. */
export function memoryMigrate(input: CommandInput): Promise<ExitCode> {
  const { switches, words } = readOptions(input.args, [], ['dry-run', 'json'], 1);
  const [file] = words;
  if (file === undefined || file === '') throw new UsageError('name the file to migrate');
  const path = resolve(input.terminal.cwd, file);
  const { bytes, writtenAt } = contentOf(path);
  return withAgentOS(input, (os) => {
    const busy = { en: 'reading the notes …', zh: '正在读取笔记……' }[input.language];
    const options = { source: basename(path), writtenAt, dryRun: switches.has('dry-run') };
    const report = whileBusy(input.terminal, busy, () => os.memory.migrate(bytes, options));
    const isText = input.terminal.isWatched && !switches.has('json');
    input.terminal.out(isText ? migrationText(report, input.language) : shownJson(report));
    return EXIT.ok;
  });
}

function contentOf(path: string): { readonly bytes: Uint8Array; readonly writtenAt: number } {
  try {
    return { bytes: readFileSync(path), writtenAt: Math.max(0, statSync(path).mtimeMs) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${JSON.stringify(path)} cannot be read: ${reason}`, EXIT.denied);
  }
}
