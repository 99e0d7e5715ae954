import { createSnapshotter } from 'sentinel-agentos';
import { withJournal } from './open-journal.js';
import type { CommandInput, ExitCode } from './command.js';
import type { FileSnapshotter, SnapshotSources } from 'sentinel-agentos';

/** What reads snapshots: the snapshots themselves, and the journal, which knows whose they are. */
export interface SnapshotReaders extends SnapshotSources {
  readonly snapshotter: Pick<FileSnapshotter, 'list' | 'load' | 'diff' | 'bytesBefore'>;
}

/** Opens the workspace's snapshots and journal for a command that reads them. Leaves no trace in the workspace. */
export async function withSnapshots(
  input: CommandInput,
  use: (readers: SnapshotReaders) => ExitCode | Promise<ExitCode>,
): Promise<ExitCode> {
  return withJournal(input, (journal, { workspaceRoot, snapshots: dir, snapshotKey: keyFile }) =>
    use({ journal, snapshotter: createSnapshotter({ workspaceRoot, dir, keyFile }) }),
  );
}
