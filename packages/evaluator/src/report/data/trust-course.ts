import { boundedName } from '../../session-key.js';
import { journalKey } from './evidence-table.js';
import { TimeBuckets } from './time-buckets.js';
import type { TimeBucket } from './time-buckets.js';
import type { TrustEventKind } from '../../trust/trust-event.js';
import type { TrustEventCount, TrustPeriod, TrustPoint } from './trust-report-data.js';

/** More than of calls: a peak is over after a turn or two. */
const MOST_PERIODS = 120;
/** Calls that are named of those an event rests on. */
const NAMED_CALLS = 2;

interface Course {
  readonly highest: TrustPoint;
  readonly last: TrustPoint;
  readonly events: number;
  readonly halts: number;
}

/** How trust went: parts of time, and what happened. */
export interface TrustCourse {
  readonly periods: readonly TrustPeriod[];
  readonly events: readonly TrustEventCount[];
  /** The events that the numbers above rest on. */
  readonly points: readonly TrustPoint[];
}

/** Reads the points once, in any order, in bounded memory. */
export function trustCourse(points: Iterable<TrustPoint>): TrustCourse {
  const buckets = new TimeBuckets<Course>(MOST_PERIODS, merge);
  const kinds = new Map<TrustEventKind, { count: number; newest: TrustPoint }>();
  for (const point of points) {
    const halts = point.kind === 'halted' ? 1 : 0;
    if (!buckets.add(point.at, { highest: point, last: point, events: 1, halts })) continue;
    const known = kinds.get(point.kind);
    const newest = known === undefined || point.seq > known.newest.seq ? point : known.newest;
    kinds.set(point.kind, { count: (known?.count ?? 0) + 1, newest });
  }
  const parts = buckets.values();
  return {
    periods: parts.map(periodOf),
    events: [...kinds]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([kind, { count, newest }]) => ({
        kind,
        count,
        evidence: evidenceOf(newest),
      })),
    points: [
      ...parts.flatMap(({ value }) => [value.highest, value.last]),
      ...[...kinds.values()].map(({ newest }) => newest),
    ],
  };
}

function periodOf({ from, to, value }: TimeBucket<Course>): TrustPeriod {
  const { highest, last, events, halts } = value;
  return {
    from,
    to,
    highest: highest.r,
    last: last.r,
    events,
    kind: highest.kind,
    halts,
    evidence: evidenceOf(highest),
  };
}

/** The event itself, and the last of the calls it names. */
function evidenceOf({ seq, calls }: TrustPoint): readonly string[] {
  return [journalKey(seq), ...calls.slice(-NAMED_CALLS).map(boundedName)];
}

function merge(a: Course, b: Course): Course {
  return {
    highest: isHigher(a.highest, b.highest) ? a.highest : b.highest,
    last: a.last.seq > b.last.seq ? a.last : b.last,
    events: a.events + b.events,
    halts: a.halts + b.halts,
  };
}

/** Of two equally high the newer one. */
function isHigher(a: TrustPoint, b: TrustPoint): boolean {
  return a.r === b.r ? a.seq > b.seq : a.r > b.r;
}
