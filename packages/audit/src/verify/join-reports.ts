import { segmentName } from '../format/segment-name.js';
import type { Chain } from '../read/chains.js';
import type { BadRecord } from '../read/locate.js';
import { truncated } from './chain-report.js';
import { explainBadRecord } from './explain.js';
import type { ChainReport, LevelResult, Levels, VerifyReport } from './report.js';

/**
 * One report for all chains of a journal: the worst, and what the others amount to.
 *
 * @param lost what is to be said of a chain of which nothing is left; null when there is none.
 */
export function joinReports(
  reports: readonly ChainReport[],
  chains: readonly Chain[],
  lost: VerifyReport | null,
): VerifyReport {
  const [only] = reports;
  if (only !== undefined && reports.length === 1 && lost === null && chains[0]?.damaged === null) {
    return only.report;
  }
  const all = reports.map((report, at) => disputed(report, chains[at + 1] ?? null));
  const candidates = [...(lost === null ? [] : [lost]), ...all.map(({ report }) => report)];
  const worst =
    candidates.find(({ status }) => status === 'tampered') ??
    candidates.find(({ status }) => status === 'truncated') ??
    candidates.find(({ status }) => status === 'unchecked') ??
    candidates[0];
  if (worst === undefined) throw new Error('There is always a chain.');
  const others = all.filter(({ report }) => report !== worst);
  const en = others.map(({ segment, report }) => `From ${segmentName(segment)} on: ${report.message.en}`);
  const zh = others.map(({ segment, report }) => `自 ${segmentName(segment)} 起：${report.message.zh}`);
  return {
    ...worst,
    levels: worstLevels(candidates.map(({ levels }) => levels)),
    chains: all,
    message: { en: [worst.message.en, ...en].join(' '), zh: [worst.message.zh, ...zh].join('') },
  };
}

/** A chain that another one was begun after is never whole, even where it looks so without its anchor. */
function disputed({ segment, report }: ChainReport, next: Chain | null): ChainReport {
  const claim = next?.damaged ?? null;
  if (next === null || claim === null || report.status !== 'ok') return { segment, report };
  const { bad, anchored } = claim;
  if (bad === null && anchored !== null && anchored.size >= report.records) {
    const { levels } = report;
    return { segment, report: truncated('behind-anchor', report.records, levels) };
  }
  const { seq, through } = bad ?? { seq: 0, through: report.records - 1 };
  const record: BadRecord = { seq, through, segment: next.first, line: 1, offset: 0, reason: 'disputed' };
  const message = explainBadRecord(record);
  return {
    segment,
    report: { status: 'tampered', exitCode: 2, bad: record, levels: report.levels, message },
  };
}

function worstLevels(levels: readonly Levels[]): Levels {
  const worst = (name: keyof Levels): LevelResult => {
    const results = new Set(levels.map((level) => level[name]));
    if (results.has('broken')) return 'broken';
    return results.has('unchecked') ? 'unchecked' : 'holds';
  };
  return {
    structure: worst('structure'),
    key: worst('key'),
    anchor: worst('anchor'),
    witnesses: worst('witnesses'),
  };
}
