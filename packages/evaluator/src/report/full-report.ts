import type { SentinelError } from '@sentinel-agentos/core';
import { DIMENSIONS } from '../dimension.js';
import { joinBlocks, showScore, statusBlocks } from './status-report.js';
import { plainText } from './plain-text.js';
import { wordingFor } from './wording.js';
import type { AgentProfile } from '../profile/agent-profile.js';
import type { FeedbackStats } from '../feedback/feedback.js';
import type { ReportOptions } from './status-report.js';
import type { SessionSummary } from '../profile/session-overview.js';

export interface FullReportFacts {
  readonly profile: AgentProfile;
  readonly stats: FeedbackStats;
  readonly sessions: readonly SessionSummary[];
  readonly problems: readonly SentinelError[];
}

const SHOWN_SESSIONS = 20;
const SHOWN_EVIDENCE = 5;

/** The status report, and below it what each number rests on, the signals, the sessions and the problems. Pure. */
export function fullReport(facts: FullReportFacts, options: ReportOptions = {}): string {
  const wording = wordingFor(options.language ?? 'en');
  const { profile, stats, sessions, problems } = facts;
  const evidence = DIMENSIONS.flatMap((dimension) => {
    const { interval, evidence: ids } = profile.details[dimension];
    if (interval === null) return [];
    const shown = ids.slice(-SHOWN_EVIDENCE).map((id) => plainText(id, 80));
    const range = `${wording.interval} ${interval.lower}–${interval.upper}`;
    return [`- ${wording.dimensions[dimension]}${wording.colon}${range}; ${shown.join(', ')}`];
  });
  const signals = Object.entries(stats.bySignal).map(
    ([signal, count]) => `- ${signal}${wording.colon}${count}`,
  );
  const rows = sessions.slice(0, SHOWN_SESSIONS).map((session) => {
    const { sessionId, operations, overallScore, ended } = session;
    const name = plainText(sessionId, 64);
    return `- #${name}${wording.colon}${showScore(overallScore, wording)}, ${wording.session(operations, session.signals, ended)}`;
  });
  const listed = (title: string, lines: readonly string[]): readonly string[] => [
    title,
    ...(lines.length === 0 ? [wording.none] : lines),
  ];
  return joinBlocks(wording.fullTitle, [
    ...statusBlocks(profile, options),
    listed(wording.evidence, evidence),
    listed(wording.feedback, signals),
    listed(wording.sessions, rows),
    listed(
      wording.problems,
      problems.map(({ message }) => `- ${plainText(message, 300)}`),
    ),
  ]);
}
