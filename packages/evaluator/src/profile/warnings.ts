import { meanOf } from '../statistics/track.js';
import { plainText } from '../report/plain-text.js';
import { trendOf } from './trend.js';
import type { Notice } from './notice.js';
import type { RecentFailure } from '../standing/standing.js';
import type { Tally } from '../standing/tally.js';

const LOW_SATISFACTION = 0.4;
const FEWEST_SIGNALS = 3;
const LOW_RUNTIME = 0.6;
const FEWEST_CALLS = 5;

export interface WarningFacts {
  readonly tally: Tally;
  /** Verify failures of the last 24 hours: how many, and the newest of them, oldest first. */
  readonly failures: number;
  readonly recentFailures: readonly RecentFailure[];
}

/**
 * Satisfaction below 40 of 100 after three signals, or falling below neutral; refuted claims in the last 24 hours,
 * naming the session with most of them; runtime below 60 of 100 after five calls.
 */
export function findWarnings(facts: WarningFacts): readonly Notice[] {
  return [...satisfactionWarning(facts), ...failureWarning(facts), ...runtimeWarning(facts)];
}

function satisfactionWarning({ tally }: WarningFacts): readonly Notice[] {
  const track = tally.tracks.satisfaction;
  const mean = meanOf(track);
  if (mean === null || track.n < FEWEST_SIGNALS) return [];
  const low = mean < LOW_SATISFACTION;
  const falling = mean < 0.5 && trendOf(track) === 'declining';
  if (!low && !falling) return [];
  const text = {
    en: 'User satisfaction declining — review recent sessions',
    zh: '用户满意度下降 — 请检查最近的会话',
  };
  return [{ code: 'satisfaction-declining', text, evidence: track.evidence }];
}

function failureWarning({ failures, recentFailures }: WarningFacts): readonly Notice[] {
  const session = worstSession(recentFailures);
  if (failures === 0 || session === null) return [];
  const name = plainText(session, 64);
  const text = {
    en: `${failures} verify ${failures === 1 ? 'failure' : 'failures'} in last 24h — review session #${name}`,
    zh: `24小时内${failures}次校验失败 — 检查会话 #${name}`,
  };
  return [{ code: 'verify-failures', text, evidence: recentFailures.slice(-10).map(({ call }) => call) }];
}

/** The session with most failures; of several the one that failed last. */
function worstSession(failures: readonly RecentFailure[]): string | null {
  const counts = new Map<string, number>();
  let worst: string | null = null;
  for (const { session } of failures) {
    const count = (counts.get(session) ?? 0) + 1;
    counts.set(session, count);
    if (worst === null || count >= (counts.get(worst) ?? 0)) worst = session;
  }
  return worst;
}

function runtimeWarning({ tally }: WarningFacts): readonly Notice[] {
  const track = tally.tracks.runtime;
  const mean = meanOf(track);
  if (mean === null || track.n < FEWEST_CALLS || mean >= LOW_RUNTIME) return [];
  const text = {
    en: 'Execution unreliable — calls fail, time out or need retries',
    zh: '执行不可靠 — 调用失败、超时或需要重试',
  };
  return [{ code: 'unreliable-execution', text, evidence: track.evidence }];
}
