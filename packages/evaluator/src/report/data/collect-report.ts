import { ACTIONS, STATUSES, TOOL_CLASSES } from './report-call.js';
import { boundedName } from '../../session-key.js';
import { callsOfPeriod, createQualityBuckets, qualityPeriod, sumsOf } from './call-quality.js';
import { DIMENSIONS } from '../../dimension.js';
import { evidenceTable, journalKey } from './evidence-table.js';
import { SIGNAL_STRENGTHS } from '../../feedback/signal.js';
import { ToolStats } from './tool-stats.js';
import { createTrustFold, untouchedStanding } from './trust-fold.js';
import { trustCourse } from './trust-course.js';
import type { AgentProfile } from '../../profile/agent-profile.js';
import type { CallCount, ReportData, SignalCount } from './report-data.js';
import type { FeedbackSignal } from '../../feedback/signal.js';
import type { FeedbackStats } from '../../feedback/feedback.js';
import type { ReportCall, ReportSignal } from './report-call.js';
import type { JournalTrustEvent, TrustFold } from './trust-fold.js';
import type { TrustStanding } from './trust-report-data.js';

/** What a report is made of. The lists are read once, one item at a time: the events of trust, then signals, then calls. */
export interface ReportSource {
  /** Milliseconds since the epoch. */
  readonly generatedAt: number;
  /** Null for all sessions together; the rest is then of all of them. */
  readonly sessionId: string | null;
  readonly profile: AgentProfile;
  readonly satisfaction: number | null;
  readonly feedback: FeedbackStats;
  readonly calls: Iterable<ReportCall>;
  readonly signals: Iterable<ReportSignal>;
  /** Null where trust is not watched. */
  readonly trust: {
    /**
     * From the first one on, read in the order given, which is that of the journal: where a session stands follows from
     * all that happened to it. Those of other sessions are passed over.
     */
    readonly events: Iterable<JournalTrustEvent>;
    /** From when on events are shown and counted, milliseconds since the epoch. Default: all. */
    readonly since?: number;
    /** Sessions whose switch says halted, also where the journal does not hold it yet. */
    readonly haltedSessions: readonly string[];
  } | null;
}

const SIGNALS_NAMED = 3;

const UNKNOWN = { r: null, pScore: null, grade: null, band: null, axes: null, halted: false } as const;

/** Brings together what a report says, in bounded memory whatever the length of the journal. */
export function collectReport(source: ReportSource): ReportData {
  const { generatedAt, sessionId, profile, satisfaction, feedback } = source;
  const fold = createTrustFold({ sessionId, since: source.trust?.since ?? -Infinity });
  const trust = source.trust === null ? null : trustCourse(fold.points(source.trust.events));
  const signals = namedSignals(source.signals);
  // What numbers made elsewhere rest on is known before the calls are read, and kept while they are.
  const wanted = new Set<string>([
    ...DIMENSIONS.flatMap((dimension) => profile.details[dimension].evidence),
    ...[...profile.notices.warnings, ...profile.notices.strengths].flatMap(({ evidence }) => evidence),
    ...(trust === null ? [] : [...trust.periods, ...trust.events].flatMap(({ evidence }) => evidence)),
  ]);

  const quality = createQualityBuckets();
  const tools = new ToolStats();
  const counts = new Map<string, number>();
  const kept: ReportCall[] = [];
  let calls = 0;
  let first = Infinity;
  let last = -Infinity;
  for (const given of source.calls) {
    const call = bounded(given);
    if (!quality.add(call.at, sumsOf(call))) continue;
    calls += 1;
    first = Math.min(first, call.at);
    last = Math.max(last, call.at);
    tools.add(call);
    fold.called(call.sessionId, call.at);
    const place = placeOf(call);
    counts.set(place, (counts.get(place) ?? 0) + 1);
    if (wanted.has(call.callId)) kept.push(call);
  }

  const parts = quality.values();
  const decisions = tools.decisions();
  const signalCounts = countSignals(feedback, signals);
  for (const { evidence } of [...parts.map(qualityPeriod), ...decisions, ...signalCounts]) {
    for (const key of evidence) wanted.add(key);
  }
  return {
    version: 1,
    generatedAt,
    sessionId: sessionId === null ? null : boundedName(sessionId),
    period: calls === 0 ? null : { from: first, to: last },
    profile,
    satisfaction,
    calls,
    counts: countsInOrder(counts),
    quality: parts.map(qualityPeriod),
    tools: decisions,
    durations: tools.durations(),
    signals: signalCounts,
    trust:
      source.trust === null || trust === null
        ? null
        : {
            ...standingAfter(fold, source, calls, source.trust.haltedSessions),
            periods: trust.periods,
            events: trust.events,
          },
    evidence: evidenceTable(wanted, {
      calls: [...kept, ...parts.flatMap(callsOfPeriod), ...tools.evidence()],
      signals: [...signals.values()].flat(),
      points: trust?.points ?? [],
    }),
  };
}

/** Nobody knows a session without calls; one with calls to which nothing happened is trusted. */
function standingAfter(
  fold: TrustFold,
  { sessionId, generatedAt }: ReportSource,
  calls: number,
  switches: readonly string[],
): TrustStanding {
  const halted = new Set([...switches, ...fold.halted()].map(boundedName));
  const standing =
    fold.standing(generatedAt) ?? (calls > 0 ? untouchedStanding(sessionId) : { ...UNKNOWN, sessionId });
  const isHalted = standing.halted || (sessionId !== null && halted.has(boundedName(sessionId)));
  return { ...standing, halted: isHalted, haltedSessions: halted.size };
}

function bounded(call: ReportCall): ReportCall {
  const { callId, sessionId, tool } = call;
  return {
    ...call,
    callId: boundedName(callId),
    sessionId: boundedName(sessionId),
    tool: boundedName(tool),
  };
}

function placeOf({ toolClass, action, status }: Omit<CallCount, 'calls'>): string {
  return `${toolClass} ${action} ${status}`;
}

function countsInOrder(counts: ReadonlyMap<string, number>): readonly CallCount[] {
  return TOOL_CLASSES.flatMap((toolClass) =>
    ACTIONS.flatMap((action) =>
      STATUSES.map((status) => {
        const place = { toolClass, action, status };
        return { ...place, calls: counts.get(placeOf(place)) ?? 0 };
      }),
    ),
  ).filter(({ calls }) => calls > 0);
}

/** The newest few of each kind that the journal holds. */
function namedSignals(signals: Iterable<ReportSignal>): ReadonlyMap<string, readonly ReportSignal[]> {
  const named = new Map<string, readonly ReportSignal[]>();
  for (const signal of signals) {
    if (!Object.hasOwn(SIGNAL_STRENGTHS, signal.signal)) continue;
    const newest = [...(named.get(signal.signal) ?? []), signal].sort((a, b) => a.seq - b.seq);
    named.set(signal.signal, newest.slice(-SIGNALS_NAMED));
  }
  return named;
}

function countSignals(
  { bySignal }: FeedbackStats,
  named: ReadonlyMap<string, readonly ReportSignal[]>,
): readonly SignalCount[] {
  return (Object.entries(SIGNAL_STRENGTHS) as [FeedbackSignal, number][])
    .map(([signal, strength]) => ({
      signal,
      strength,
      count: bySignal[signal] ?? 0,
      evidence: (named.get(signal) ?? []).map(({ seq }) => journalKey(seq)),
    }))
    .filter(({ count }) => count > 0);
}
