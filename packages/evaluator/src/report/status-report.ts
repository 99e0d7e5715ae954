import type { Language } from '@sentinel-agentos/core';
import { DIMENSIONS } from '../dimension.js';
import { TREND_SIGNS, wordingFor } from './wording.js';
import type { AgentProfile } from '../profile/agent-profile.js';
import type { Notice } from '../profile/notice.js';
import type { Wording } from './wording.js';

/** Counts of the audit journal, where there is one; blocked calls are in it too. */
export interface AuditCounts {
  readonly totalOperations: number;
  readonly verifyFailures: number;
  readonly highRiskOps: number;
  /** Calls decided in the last 24 hours, where that is known. */
  readonly last24h?: number;
}

export interface ReportOptions {
  /** Default `en`. */
  readonly language?: Language;
  /** Default: the evaluator's own counts. */
  readonly audit?: AuditCounts;
}

/** `85/100`, or what stands for a score that nothing supports. */
export function showScore(score: number | null, wording: Wording): string {
  return score === null ? wording.insufficient : `${score}/100`;
}

/** Lines on the overall score: value and trend, operations, and the grade with its interval. */
function headLines(
  profile: AgentProfile,
  wording: Wording,
  audit: AuditCounts | undefined,
): readonly string[] {
  const { overallScore, grade, interval, operations, sampleSize, signals, trends } = profile;
  const score = showScore(overallScore, wording);
  return [
    `${wording.quality}${wording.colon}${score}${overallScore === null ? ` (n = ${sampleSize})` : TREND_SIGNS[trends.overall]}`,
    audit === undefined
      ? wording.operations(operations.total, operations.last24h)
      : wording.operations(audit.totalOperations, audit.last24h ?? null),
    ...(grade === null || interval === null ? [] : [wording.grade(grade, interval, sampleSize, signals)]),
  ];
}

/** One line a dimension, with how many observations it rests on. */
function breakdownLines(profile: AgentProfile, wording: Wording): readonly string[] {
  return DIMENSIONS.map((dimension) => {
    const { score, n } = profile.details[dimension];
    return `${wording.dimensions[dimension]}${wording.colon}${showScore(score, wording)} (n = ${n})`;
  });
}

function auditLine(profile: AgentProfile, wording: Wording, audit: AuditCounts | undefined): string {
  const { total, verifyFailures, highRisk } = profile.operations;
  return wording.audit(
    audit?.totalOperations ?? total,
    audit?.verifyFailures ?? verifyFailures,
    audit?.highRiskOps ?? highRisk,
  );
}

function noticeLines(notices: readonly Notice[], language: Language, none: string): readonly string[] {
  return notices.length === 0 ? [none] : notices.map(({ text }) => `- ${text[language]}`);
}

/** The parts of a report below its title, blocks parted by an empty line. */
export function statusBlocks(
  profile: AgentProfile,
  { language = 'en', audit }: ReportOptions,
): readonly (readonly string[])[] {
  const wording = wordingFor(language);
  return [
    headLines(profile, wording, audit),
    [wording.breakdown, ...breakdownLines(profile, wording)],
    [wording.auditTitle, auditLine(profile, wording, audit)],
    [wording.warnings, ...noticeLines(profile.notices.warnings, language, wording.none)],
    [wording.strengths, ...noticeLines(profile.notices.strengths, language, wording.none)],
  ];
}

/** A title and blocks as one text. */
export function joinBlocks(title: string, [head = [], ...blocks]: readonly (readonly string[])[]): string {
  return [[title, ...head], ...blocks].map((lines) => lines.join('\n')).join('\n\n');
}

/** The status of an agent as text for a person. Pure. */
export function statusReport(profile: AgentProfile, options: ReportOptions = {}): string {
  return joinBlocks(wordingFor(options.language ?? 'en').title, statusBlocks(profile, options));
}

/** The status in one line. */
export function compactReport(profile: AgentProfile, { language = 'en' }: ReportOptions = {}): string {
  const wording = wordingFor(language);
  const { overallScore, grade, operations, trends, warnings } = profile;
  const score = `${wording.quality} ${showScore(overallScore, wording)}${TREND_SIGNS[trends.overall]}`;
  const counts = wording.compact(operations.total, operations.verifyFailures, warnings.length);
  return [score, ...(grade === null ? [] : [grade]), counts].join(' · ');
}
