import type { LocalizedText } from '@sentinel-agentos/core';
import type { Assessment } from '../read/assess.js';
import type { Head } from '../read/head.js';
import { explainBadRecord } from './explain.js';
import { NOTHING_CHECKED, type LevelResult, type Levels, type VerifyReport } from './report.js';

/** What a chain was held against. The heads are sorted as the walk met them. */
export interface HeldAgainst {
  readonly hasKey: boolean;
  readonly heads: readonly Head[];
  readonly isWitnessed: (head: Head) => boolean;
}

/** Puts what was found of one chain into words and levels. `path` names it. */
export function chainReport(path: string, found: Assessment, against: HeldAgainst): VerifyReport {
  switch (found.kind) {
    case 'newer':
      return unchecked(`${path} was written in format ${found.format}, which this version does not know.`);
    case 'tampered': {
      const { bad } = found;
      const isForeign = bad.reason === 'foreign';
      const isOtherPast = bad.reason === 'not-anchored';
      const levels = levelsOf(found, against, isForeign || isOtherPast ? 'holds' : 'broken', isOtherPast);
      const key: LevelResult = isForeign && against.hasKey ? 'broken' : levels.key;
      return {
        status: 'tampered',
        exitCode: 2,
        bad,
        levels: { ...levels, key },
        message: explainBadRecord(bad),
      };
    }
    case 'cut': {
      const { size } = found.walk.committed;
      const { acknowledged } = found;
      const levels = levelsOf(found, against, acknowledged ? 'holds' : 'broken', acknowledged);
      return truncated(acknowledged ? 'behind-anchor' : 'uncommitted', size, levels);
    }
    case 'whole': {
      const { identity, lastCommit, committed } = found.walk;
      if (identity === null || lastCommit === null) return unchecked(`${path} is empty.`);
      return {
        status: 'ok',
        exitCode: 0,
        journal: identity.journal,
        records: committed.size,
        root: lastCommit.root,
        levels: levelsOf(found, against, 'holds', false),
        message: { en: `Whole: ${committed.size} records.`, zh: `完整：共 ${committed.size} 条记录。` },
      };
    }
  }
}

export function truncated(
  reason: 'behind-anchor' | 'uncommitted',
  size: number,
  levels: Levels,
): VerifyReport {
  return {
    status: 'truncated',
    exitCode: 3,
    reason,
    firstMissing: size,
    records: size,
    levels,
    message: explainCut(reason, size),
  };
}

/** A journal of which nothing is left but a head. */
export function gone(path: string, head: Head, isWitnessed: boolean): VerifyReport {
  const broken = isWitnessed ? { witnesses: 'broken' as const } : { anchor: 'broken' as const };
  return {
    ...truncated('behind-anchor', 0, { ...NOTHING_CHECKED, ...broken }),
    message: {
      en: `Truncated: ${path} is gone; it once held ${head.size + 1} records.`,
      zh: `已被截断：${path} 不存在；其中曾有 ${head.size + 1} 条记录。`,
    },
  };
}

export function unchecked(reason: string): VerifyReport {
  return {
    status: 'unchecked',
    exitCode: 1,
    reason,
    levels: NOTHING_CHECKED,
    message: { en: `Not checked: ${reason}`, zh: `无法校验：${reason}` },
  };
}

function levelsOf(
  { walk }: Exclude<Assessment, { kind: 'newer' }>,
  { hasKey, heads, isWitnessed }: HeldAgainst,
  structure: LevelResult,
  isHeadMissed: boolean,
): Levels {
  const level = (isWanted: (head: Head) => boolean): LevelResult => {
    if (!heads.some(isWanted)) return 'unchecked';
    if (!heads.slice(walk.metHeads).some(isWanted)) return 'holds';
    return isHeadMissed ? 'broken' : 'unchecked';
  };
  return {
    structure,
    key: hasKey && walk.metKey ? 'holds' : 'unchecked',
    anchor: level((head) => !isWitnessed(head)),
    witnesses: level(isWitnessed),
  };
}

function explainCut(reason: 'behind-anchor' | 'uncommitted', size: number): LocalizedText {
  return reason === 'behind-anchor'
    ? {
        en: `Truncated: the journal ends before its anchored head; record ${size} is the first that is missing.`,
        zh: `已被截断：日志在锚定位置之前结束；首条缺失的记录为 ${size}。`,
      }
    : {
        en: `Truncated: ${size} records are committed; what follows them, from record ${size} on, is not.`,
        zh: `已被截断：已提交 ${size} 条记录；自记录 ${size} 起的内容未提交。`,
      };
}
