import type {
  Action,
  BlockedRecord,
  Decision,
  Guard,
  IntentRecord,
  JournalRecord,
} from '@sentinel-agentos/core';
import { checkAlike, guardOf, judgeAs, type Judged, type Policy } from './policy.js';
import { learnOutcome, learnRefusal, type ReplayedCall } from './replayed-run.js';
import { recordedCall, type RecordedCall } from './recorded-call.js';
import type { BacktestChange, BacktestGap, BacktestReport, BacktestSide } from './backtest-report.js';

/** What a candidate policy is compared with. */
export interface BacktestOptions {
  /**
   * The policy to compare with, usually the one in force. It is judged now, on the same disk and with the same
   * memory of runs and refusals as the candidate, so that only the policies differ. Without it the candidate is
   * compared with the recorded decisions, and a file that has come or gone since then may look like a change.
   */
  readonly baseline?: Policy;
}

/** Started calls whose end is not read yet; a journal with more of them open was cut off. */
const MAX_OPEN = 10_000;
const SEVERITY: Readonly<Record<Action, number>> = { auto: 0, notify: 2, confirm: 4, deny: 6 };

/**
 * Replays the recorded calls of a journal against a candidate policy and lists every change of action. Nothing is
 * run and nothing is asked. Runs and refusals are replayed too, so that error rates and recognised variants are
 * those of the journal.
 *
 * A call with masked parameters is compared only where their values cannot matter. The guard watches whether any
 * gate looks at them: what nobody looks at decides nothing. Where the reader of effects looks, the record must show
 * that it found nothing there: the recorded effects are exactly those that are read without them. Where checks of
 * the schema look, a denial by everything else stands, and two policies with the same schema for the tool that
 * otherwise agree, agree. All other such calls are listed as not compared. Only guards of this package can be watched.
 *
 * Same journal, same policies, same facts, same report. Records of other kinds are passed over.
 *
 * @param journal Records in the order in which they were appended.
 * @throws SentinelError `INVALID_CONFIG` for options that make no guard. What the journal throws while it is read.
 */
export async function backtest(
  journal: Iterable<JournalRecord> | AsyncIterable<JournalRecord>,
  candidate: Policy,
  options: BacktestOptions = {},
): Promise<BacktestReport> {
  const after = createReplay(guardOf(candidate));
  const before = options.baseline === undefined ? null : createReplay(guardOf(options.baseline));
  const changed: BacktestChange[] = [];
  const notCompared: BacktestGap[] = [];
  let calls = 0;

  for await (const record of journal) {
    if (record.kind === 'outcome') {
      for (const replay of [after, before]) replay?.ended(record);
    }
    if (record.kind !== 'intent' && record.kind !== 'blocked') continue;
    calls += 1;
    const recorded = recordedCall(record);
    const judged = recorded === null ? null : after.judge(record, recorded);
    const baseline = recorded === null ? null : (before?.judge(record, recorded) ?? null);
    const { callId, at, sessionId, tool } = record;
    const compared =
      recorded === null || judged === null
        ? null
        : compare(judged, baseline, record, before !== null && checkAlike(after.guard, before.guard, tool));
    if (compared === null) {
      const why = recorded === null ? 'unreadable' : 'masked';
      notCompared.push({ callId, at, sessionId, tool, why, params: recorded?.unknown ?? [] });
    } else if (compared !== 'same') {
      changed.push({ callId, at, sessionId, tool, ...compared });
    }
  }
  return {
    calls,
    unchanged: calls - changed.length - notCompared.length,
    changed,
    denyToAllow: changed.filter(({ from, to }) => from === 'deny' && to !== 'deny').length,
    allowToDeny: changed.filter(({ from, to }) => from !== 'deny' && to === 'deny').length,
    looser: changed.filter(({ direction }) => direction === 'looser').length,
    tighter: changed.filter(({ direction }) => direction === 'tighter').length,
    notComparable: notCompared.length,
    notCompared,
  };
}

type Comparison = Omit<BacktestChange, 'callId' | 'at' | 'sessionId' | 'tool'>;

function compare(
  after: Judged,
  baseline: Judged | null,
  record: IntentRecord | BlockedRecord,
  alike: boolean,
): Comparison | 'same' | null {
  const to = sideOf(after.decision);
  if (!after.certain) {
    // Both may truly be a denial, and then both are: the same checks look at the same value.
    const agree = alike && baseline?.certain === false && rank(sideOf(baseline.decision)) === rank(to);
    return agree ? 'same' : null;
  }
  const against = baseline?.certain === true ? 'baseline' : 'recorded';
  const from = baseline?.certain === true ? sideOf(baseline.decision) : recordedSide(record);
  if (rank(from) === rank(to)) return 'same';
  const direction = rank(to) < rank(from) ? 'looser' : 'tighter';
  return { from: from.action, to: to.action, before: from, after: to, against, direction };
}

function sideOf({ action, strict, risk, findings }: Decision): BacktestSide {
  return { action, strict, score: risk.score, rules: findings.map(({ rule }) => rule) };
}

function recordedSide({ decision }: IntentRecord | BlockedRecord): BacktestSide {
  const { action, strict, score, rules } = decision;
  return { action, strict, score, rules };
}

function rank({ action, strict }: BacktestSide): number {
  return SEVERITY[action] + (strict ? 1 : 0);
}

/** One policy on its way through the journal. */
interface Replay {
  readonly guard: Guard;
  judge(record: IntentRecord | BlockedRecord, recorded: RecordedCall): Judged | null;
  ended(record: Extract<JournalRecord, { readonly kind: 'outcome' }>): void;
}

function createReplay(guard: Guard): Replay {
  const open = new Map<string, ReplayedCall>();
  return {
    guard,
    judge(record, recorded) {
      const judged = judgeAs(guard, recorded, record.decision);
      if (judged === null) return null;
      const replayed = {
        call: recorded.call,
        decision: judged.decision,
        approval: record.approval,
        at: record.at,
      };
      if (judged.certain) learnRefusal(guard, replayed);
      if (record.kind === 'intent') open.set(record.callId, replayed);
      const [oldest] = open.keys();
      if (open.size > MAX_OPEN && oldest !== undefined) open.delete(oldest);
      return judged;
    },
    ended(record) {
      const replayed = open.get(record.callId);
      if (replayed === undefined) return;
      open.delete(record.callId);
      learnOutcome(guard, replayed, record);
    },
  };
}
