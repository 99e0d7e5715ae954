import { SentinelError } from '@sentinel-agentos/core';
import { wellFormed } from './well-formed.js';
import type { DamagedSnapshot, FileSnapshotter, StoredSnapshot } from '@sentinel-agentos/guard';
import type { FileJournal } from '@sentinel-agentos/audit';

/** Which snapshots to list. Conditions combine; an absent one admits all. */
export interface SnapshotFilter {
  readonly sessionId?: string;
  /** At most this many, the newest. Default: all. */
  readonly limit?: number;
}

/** What snapshots are found with. Finding reads only, and makes no folder. */
export interface SnapshotSources {
  readonly snapshotter: Pick<FileSnapshotter, 'list'>;
  readonly journal: Pick<FileJournal, 'calls'>;
}

/**
 * Snapshots, newest first; damaged ones, whose time is not known, last. A damaged snapshot cannot say whose it is:
 * the journal tells which session its call belonged to.
 *
 * @throws SentinelError `INVALID_ARGUMENT` naming a condition of the wrong type or a limit that is no count.
 */
export function findSnapshots(
  { snapshotter, journal }: SnapshotSources,
  filter: SnapshotFilter = {},
): readonly (StoredSnapshot | DamagedSnapshot)[] {
  checkSnapshotFilter(filter);
  const { sessionId, limit = Infinity } = filter;
  const all = snapshotter.list();
  if (sessionId === undefined) return all.slice(0, limit);
  let ids: ReadonlySet<string> | null = null;
  const isOfSession = (each: StoredSnapshot | DamagedSnapshot): boolean => {
    if (each.status !== 'damaged') return each.sessionId === sessionId;
    ids ??= new Set(callOrder(journal, sessionId).keys());
    return ids.has(callIdOf(each.id));
  };
  return all.filter(isOfSession).slice(0, limit);
}

/** The calls that the journal knows of a session, with the number of their first record: greater is newer. */
export function callOrder(
  journal: Pick<FileJournal, 'calls'>,
  sessionId: string,
): ReadonlyMap<string, number> {
  const order = new Map<string, number>();
  for (const { id, seq } of journal.calls({ sessionId: wellFormed(sessionId) })) order.set(id, seq);
  return order;
}

/** The call that an undo, or an undo of an undo, goes back to. */
function callIdOf(id: string): string {
  return id.replace(/(?:\.undo(?:-\d+)?)+$/, '');
}

function checkSnapshotFilter(filter: SnapshotFilter): void {
  const { sessionId, limit }: { readonly [Field in keyof SnapshotFilter]: unknown } = filter;
  if (sessionId !== undefined && typeof sessionId !== 'string') throw invalid('sessionId', sessionId);
  const isCount = Number.isSafeInteger(limit) && Number(limit) >= 0;
  if (limit !== undefined && limit !== Infinity && !isCount) throw invalid('limit', limit);
}

function invalid(field: string, value: unknown): SentinelError {
  const shown = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return new SentinelError('INVALID_ARGUMENT', `The snapshot filter's ${field} must not be ${shown}.`);
}
