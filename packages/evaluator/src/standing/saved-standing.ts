import { Activity } from './activity.js';
import { DIMENSIONS } from '../dimension.js';
import { isAmount, isCount, isList, isName, isRecord, readList } from '../observations/plain-reading.js';
import { isSignal } from '../feedback/signal.js';
import { KEPT_FAILURES, KEPT_IDS, KEPT_SESSIONS, KEPT_SIGNALS, Standing } from './standing.js';
import { Recent, RecentIds } from './recent.js';
import type { ActiveMinute } from './activity.js';
import type { Dimension } from '../dimension.js';
import type { RecentFailure, RecentSignal } from './standing.js';
import type { SignalTotals, Tally } from './tally.js';
import type { Track } from '../statistics/track.js';

const MAX_MINUTES = 10_000;

/** A standing as plain JSON, from which {@link restoreStanding} makes the same standing again. */
export function saveStanding(standing: Standing): Readonly<Record<string, unknown>> {
  return {
    total: standing.total,
    sessions: [...standing.sessions],
    forgottenSessions: standing.forgottenSessions,
    activity: standing.activity.values(),
    signals: standing.signals.values(),
    failures: standing.failures.values(),
    ids: standing.ids.values(),
  };
}

/** Reads a saved standing; null when any part of it is not what it must be. */
export function restoreStanding(saved: unknown): Standing | null {
  if (!isRecord(saved)) return null;
  const total = readTally(saved['total']);
  const sessions = readList(saved['sessions'], KEPT_SESSIONS, readSession);
  const activity = readList(saved['activity'], MAX_MINUTES, readMinute);
  const signals = readList(saved['signals'], KEPT_SIGNALS, readRecentSignal);
  const failures = readList(saved['failures'], KEPT_FAILURES, readFailure);
  const ids = readList(saved['ids'], KEPT_IDS, (id) => (isName(id) ? id : null));
  const { forgottenSessions } = saved;
  if (total === null || sessions === null || activity === null || signals === null) return null;
  if (failures === null || ids === null || !isCount(forgottenSessions)) return null;
  return new Standing({
    total,
    sessions: new Map(sessions),
    forgottenSessions,
    activity: new Activity(activity),
    signals: new Recent(KEPT_SIGNALS, signals),
    failures: new Recent(KEPT_FAILURES, failures),
    ids: new RecentIds(KEPT_IDS, ids),
  });
}

function readSession(value: unknown): readonly [string, Tally] | null {
  if (!isList(value)) return null;
  const [name, saved] = value;
  const tally = readTally(saved);
  return isName(name) && tally !== null ? [name, tally] : null;
}

function readMinute(value: unknown): ActiveMinute | null {
  if (!isList(value)) return null;
  const [minute, calls, failures] = value;
  return isCount(minute) && isCount(calls) && isCount(failures) ? [minute, calls, failures] : null;
}

function readRecentSignal(value: unknown): RecentSignal | null {
  if (!isRecord(value)) return null;
  const { id, at, session, strength } = value;
  if (!isName(id) || !isAmount(at) || !isName(session) || !isStrength(strength, 1)) return null;
  return { id, at, session, strength };
}

function readFailure(value: unknown): RecentFailure | null {
  if (!isRecord(value)) return null;
  const { at, session, call } = value;
  return isAmount(at) && isName(session) && isName(call) ? { at, session, call } : null;
}

function isStrength(value: unknown, signals: number): value is number {
  return Number.isSafeInteger(value) && Math.abs(value as number) <= signals * 1_000_000;
}

function readTally(value: unknown): Tally | null {
  if (!isRecord(value)) return null;
  const { operations, planned, failures, highRisk, firstAt, lastAt, ended } = value;
  const signals = readSignalTotals(value['signals']);
  const tracks = readTracks(value['tracks']);
  if (!isCount(operations) || !isCount(planned) || !isCount(failures) || !isCount(highRisk)) return null;
  if (!isAmount(firstAt) || !isAmount(lastAt) || typeof ended !== 'boolean') return null;
  if (signals === null || tracks === null) return null;
  return { operations, planned, failures, highRisk, firstAt, lastAt, ended, signals, tracks };
}

function readSignalTotals(value: unknown): SignalTotals | null {
  if (!isRecord(value) || !isRecord(value['bySignal'])) return null;
  const { total, positive, negative, sum } = value;
  if (!isCount(total) || !isCount(positive) || !isCount(negative) || !isStrength(sum, total)) return null;
  const counts = Object.entries(value['bySignal']);
  if (!counts.every(([signal, count]) => isSignal(signal) && isCount(count))) return null;
  return { total, positive, negative, sum, bySignal: Object.fromEntries(counts) as SignalTotals['bySignal'] };
}

function readTracks(value: unknown): Tally['tracks'] | null {
  if (!isRecord(value)) return null;
  const tracks = DIMENSIONS.map((dimension) => [dimension, readTrack(value[dimension])] as const);
  if (tracks.some(([, track]) => track === null)) return null;
  return Object.fromEntries(tracks) as Record<Dimension, Track>;
}

function readTrack(value: unknown): Track | null {
  if (!isRecord(value)) return null;
  const { n, good, bad, quickGood, quickWeight } = value;
  const evidence = readList(value['evidence'], 100, (id) => (isName(id) ? id : null));
  if (!isCount(n) || !isAmount(good) || !isAmount(bad) || evidence === null) return null;
  if (!isAmount(quickGood) || !isAmount(quickWeight)) return null;
  // Evidence without weight would divide by zero.
  if (n > 0 && !(good + bad > 0 && quickWeight > 0)) return null;
  return { n, good, bad, quickGood, quickWeight, evidence };
}
