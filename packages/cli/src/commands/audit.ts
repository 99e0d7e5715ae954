import { auditFilter, FILTER_OPTIONS } from '../audit-options.js';
import { auditTable } from '../audit-table.js';
import { EXIT } from '../command.js';
import { withJournal } from '../open-journal.js';
import { readOptions } from '../read-options.js';
import type { Run } from '../command.js';

const DEFAULT_LIMIT = 20;

/** The newest recorded calls, newest first: a table for people, JSON for programs. */
export const audit: Run = (input) => {
  const { values, switches } = readOptions(input.args, FILTER_OPTIONS, ['json']);
  const filter = auditFilter(values, Date.now());
  return withJournal(input, (journal) => {
    const entries = journal.query({ limit: DEFAULT_LIMIT, ...filter });
    const { terminal } = input;
    const isTable = terminal.isWatched && !switches.has('json');
    terminal.out(isTable ? auditTable(entries, input.language) : JSON.stringify(entries, null, 2));
    return EXIT.ok;
  });
};
