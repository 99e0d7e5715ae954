import { prove } from 'sentinel-agentos';
import { EXIT, UsageError } from '../command.js';
import { withJournal } from '../open-journal.js';
import { readOptions } from '../read-options.js';
import type { Command } from '../command.js';

/** A proof that a record stands in the journal, for somebody who does not have the journal. */
export const auditProve: Command = {
  name: 'audit prove',
  usage: '<seq> [--json]',
  summary: 'print a C2SP tlog-proof of the record with that number; with --json also the record itself',
  run: (input) => {
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
  },
};
