import { locateState, openJournal } from 'sentinel-agentos';
import { statSync } from 'node:fs';
import { UsageError } from './command.js';
import type { CommandInput, ExitCode } from './command.js';
import type { FileJournal, StateFolders } from 'sentinel-agentos';

/** Opens the workspace's journal for one command and closes it again. Reading leaves no trace in the workspace. */
export async function withJournal(
  { workspaceRoot }: CommandInput,
  use: (journal: FileJournal, folders: StateFolders) => ExitCode | Promise<ExitCode>,
): Promise<ExitCode> {
  if (statSync(workspaceRoot, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new UsageError(`--workspace must be an existing folder, got ${JSON.stringify(workspaceRoot)}`, 1);
  }
  const folders = locateState({ workspaceRoot });
  const journal = openJournal({ dir: folders.audit, keyDir: folders.keys, anchorDir: folders.anchors });
  try {
    return await use(journal, folders);
  } finally {
    await journal.close();
  }
}
