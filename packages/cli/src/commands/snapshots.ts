import { findSnapshots } from 'sentinel-agentos';
import { auditFilter } from '../audit-options.js';
import { EXIT } from '../command.js';
import { readOptions } from '../read-options.js';
import { shownJson } from '../shown-text.js';
import { snapshotTable } from '../snapshot-table.js';
import { withSnapshots } from '../open-snapshots.js';
import type { Run } from '../command.js';
import type { DamagedSnapshot, StoredSnapshot } from 'sentinel-agentos';

const DEFAULT_LIMIT = 20;

/** What can be undone, newest first: a table for people, JSON for programs. */
export const snapshots: Run = (input) => {
  const { values, switches } = readOptions(input.args, ['session', 'limit'], ['json']);
  const { sessionId, limit = DEFAULT_LIMIT } = auditFilter(values, 0) ?? {};
  return withSnapshots(input, (readers) => {
    const found = findSnapshots(readers, { limit, ...(sessionId === undefined ? {} : { sessionId }) });
    const isTable = input.terminal.isWatched && !switches.has('json');
    input.terminal.out(isTable ? snapshotTable(found, input.language) : shownJson(found.map(summary)));
    return EXIT.ok;
  });
};

/** A snapshot as one object, without the state of its files. */
function summary(each: StoredSnapshot | DamagedSnapshot): object {
  if (each.status === 'damaged') return each;
  const { snapshot, ...rest } = each;
  const { takenAt, files, uncovered, git } = snapshot;
  return { ...rest, takenAt, paths: files.length, uncovered, git };
}
