import { prove } from 'sentinel-agentos';
import { EXIT, UsageError } from '../command.js';
import { withJournal } from '../open-journal.js';
import { readOptions } from '../read-options.js';
import type { Run } from '../command.js';

/** A proof that a record stands in the journal, for somebody who does not have the journal. */
export const auditProve: Run = (input) => {
  const { switches, words } = readOptions(input.args, [], ['json'], 1);
  const [seq = ''] = words;
  if (!/^(?:0|[1-9]\d{0,14})$/.test(seq)) {
    throw new UsageError(`<seq> must be the number of a record, got ${JSON.stringify(seq)}`);
  }
  return withJournal(input, (_journal, { audit: dir }) => {
    const proved = prove({ dir, seq: Number(seq) });
    const text = switches.has('json') ? `${JSON.stringify(proved, null, 2)}\n` : proved.proof;
    input.terminal.write(Buffer.from(text));
    return EXIT.ok;
  });
};
