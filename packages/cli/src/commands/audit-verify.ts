import { readAnchor, verifyJournal } from 'sentinel-agentos';
import { resolve } from 'node:path';
import { UsageError } from '../command.js';
import { withJournal } from '../open-journal.js';
import { readOptions } from '../read-options.js';
import { verifyProgress } from '../verify-progress.js';
import type { CommandInput, Run } from '../command.js';
import type { ShowProgress } from '../verify-progress.js';
import type { VerifyReport } from 'sentinel-agentos';

/** What this command ends with when it could not check: 2 would say that the journal was tampered with. */
const UNCHECKED = 1;

/** Checks the journal against its key and its last head outside of the workspace, or against a head from elsewhere. */
export const auditVerify: Run = (input) => {
  const { values, switches } = options(input);
  return withJournal(input, (journal, { audit }) => {
    const { anchor } = values;
    const onProgress = verifyProgress(input);
    const report =
      anchor === undefined
        ? journal.verify(onProgress.show)
        : verifyAgainst(audit, resolve(input.terminal.cwd, anchor), onProgress.show);
    onProgress.end();
    input.terminal.out(
      switches.has('json') ? JSON.stringify(report, null, 2) : report.message[input.language],
    );
    return report.exitCode;
  });
};

function options({ args }: CommandInput): ReturnType<typeof readOptions> {
  try {
    return readOptions(args, ['anchor'], ['json']);
  } catch (error) {
    throw error instanceof UsageError ? new UsageError(error.message, UNCHECKED) : error;
  }
}

function verifyAgainst(dir: string, path: string, onProgress: ShowProgress): VerifyReport {
  const reading = readAnchor(path);
  if (reading.status !== 'read') {
    const why = reading.status === 'missing' ? 'there is no such file, or it is empty' : reading.reason;
    throw new UsageError(
      `--anchor must be the file of an anchor, got ${JSON.stringify(path)}: ${why}`,
      UNCHECKED,
    );
  }
  const { anchor } = reading;
  return verifyJournal({ dir, publicKey: anchor.genesis, anchor, onProgress });
}
