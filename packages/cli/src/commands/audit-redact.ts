import { EXIT, UsageError } from '../command.js';
import { withJournal } from '../open-journal.js';
import { readOptions } from '../read-options.js';
import type { Run } from '../command.js';

/** Erases what a call's records keep apart from their lines; every proof stays valid. */
export const auditRedact: Run = (input) => {
  const { values, words } = readOptions(input.args, ['reason'], [], 1);
  const [callId] = words;
  const { reason = '' } = values;
  if (callId === undefined || callId === '') throw new UsageError('name the call first: <call id>');
  if (reason.trim() === '') throw new UsageError('--reason must say why, in at least one word');
  return withJournal(input, async (journal) => {
    const done = await journal.redact({ callId }, reason);
    input.terminal.out(JSON.stringify(done));
    return EXIT.ok;
  });
};
