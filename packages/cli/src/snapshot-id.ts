import { SentinelError } from 'sentinel-agentos';
import { UsageError } from './command.js';
import { shownName } from './shown-text.js';
import type { SnapshotReaders } from './open-snapshots.js';

const SHORTEST = 6;
const MOST_NAMED = 5;

/**
 * The snapshot that an id, or the beginning of one, means. A call goes before the undos of it, whose ids begin with
 * its id.
 *
 * @throws UsageError for a beginning that is too short or means several, which it names.
 * @throws SentinelError `NOT_FOUND` naming what was given.
 */
export function wholeId(given: string, snapshotter: SnapshotReaders['snapshotter']): string {
  if (isThere(given, snapshotter)) return given;
  const ids = snapshotter.list().map(({ id }) => id);
  const candidates = ids.filter((id) => id.startsWith(given)).sort();
  const calls = candidates.filter((id) => !candidates.some((call) => id.startsWith(`${call}.undo`)));
  const [only, ...others] = calls;
  if (only === undefined) throw new SentinelError('NOT_FOUND', `there is no snapshot ${shownName(given)}`);
  if (given.length < SHORTEST) {
    throw new UsageError(`<id> must be at least ${SHORTEST} characters of an id, got ${shownName(given)}`);
  }
  if (others.length === 0) return only;
  const more = calls.length > MOST_NAMED ? ` and ${calls.length - MOST_NAMED} more` : '';
  const named = calls.slice(0, MOST_NAMED).map(shownName).join(', ');
  throw new UsageError(`<id> must mean one snapshot; ${shownName(given)} means ${named}${more}`);
}

/** A damaged one is there too; what is wrong with it will be said by whoever uses it. */
function isThere(id: string, snapshotter: SnapshotReaders['snapshotter']): boolean {
  try {
    snapshotter.load(id);
    return true;
  } catch (error) {
    return !SentinelError.is(error, 'NOT_FOUND') && !SentinelError.is(error, 'INVALID_ARGUMENT');
  }
}
