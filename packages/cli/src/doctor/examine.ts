import { locateState } from 'sentinel-agentos';
import { diskFinding, gitFinding, nodeFinding } from './machine.js';
import { journalFindings } from './journal.js';
import { keyFindings, rulesFinding, stateFindings, workspaceFinding } from './workspace.js';
import { sandboxFinding } from './sandbox.js';
import type { CommandInput } from '../command.js';
import type { DoctorFinding } from './finding.js';
import type { FileJournal } from 'sentinel-agentos';

/**
 * Looks at everything that the guard stands on. Reads only: no state is made, no undo is finished, no lock is taken.
 *
 * @param now milliseconds since the epoch.
 */
export async function examine(
  input: CommandInput,
  now: number,
  onProgress: Parameters<FileJournal['verify']>[0],
): Promise<readonly DoctorFinding[]> {
  const folders = locateState({ workspaceRoot: input.workspaceRoot });
  const workspace = workspaceFinding(folders);
  const machine = [nodeFinding(process.version), workspace];
  // Without a workspace the rest would only say the same again.
  if (workspace.level === 'problem') return machine;
  const [journal, sandbox, git] = await Promise.all([
    journalFindings(folders, now, onProgress),
    sandboxFinding(),
    gitFinding(),
  ]);
  return [
    ...machine,
    ...stateFindings(folders),
    ...keyFindings(folders),
    rulesFinding(input, folders),
    ...journal,
    diskFinding(folders.workspaceRoot),
    sandbox,
    git,
  ];
}
