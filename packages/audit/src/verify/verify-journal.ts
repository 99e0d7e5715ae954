import type { LocalizedText } from '@sentinel-agentos/core';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { Anchor } from '../anchor/anchor.js';
import { FIRST_SEGMENT } from '../format/segment-name.js';
import { parseVerifierKey } from '../format/signed-note.js';
import { assess, type Assessment } from '../read/assess.js';
import { startPosition } from '../read/position.js';
import { explainBadRecord } from './explain.js';
import type { LevelResult, Levels, VerifyReport } from './report.js';

/** What to verify, and what to hold it against. */
export interface VerifyOptions {
  /** Folder of the journal. It is only read. */
  readonly dir: string;
  /** Trusted verifier key, as `<name>+<id>+<base64>`. Without it the journal is held against its own key only. */
  readonly publicKey?: string;
  /** A head that was noted outside of the journal. Without it a journal cut off at a checkpoint looks whole. */
  readonly anchor?: Anchor;
}

/**
 * Checks a journal offline: every link, number and root, the signature over all of it, and whatever of
 * `publicKey` and `anchor` is given. Reads the file once, in constant memory, and a second time only to name
 * a bad record. Takes no lock and writes nothing.
 *
 * Never throws for what stands in the folder: a journal that cannot be read is `unchecked`. All bytes of it
 * are taken for an attacker's.
 */
export function verifyJournal({ dir, publicKey, anchor }: VerifyOptions): VerifyReport {
  const key = publicKey === undefined ? null : parseVerifierKey(publicKey);
  if (publicKey !== undefined && key === null)
    return unchecked(`The public key ${JSON.stringify(publicKey)} is none.`);
  const path = join(dir, FIRST_SEGMENT);
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && anchor !== undefined) return gone(path, anchor);
    return unchecked(code === 'ENOENT' ? `There is no journal at ${path}.` : message);
  }
  try {
    const options = { key, anchor: anchor ?? null, doubtfulTail: 'tampered' } as const;
    return report(path, assess(fd, startPosition(), options), key !== null, anchor !== undefined);
  } catch (error) {
    return unchecked(error instanceof Error ? error.message : String(error));
  } finally {
    closeSync(fd);
  }
}

function report(path: string, found: Assessment, hasKey: boolean, hasAnchor: boolean): VerifyReport {
  const checked = (given: boolean, result: LevelResult): LevelResult => (given ? result : 'unchecked');
  switch (found.kind) {
    case 'newer':
      return unchecked(`${path} was written in format ${found.format}, which this version does not know.`);
    case 'tampered': {
      const { bad } = found;
      const isForeign = bad.reason === 'foreign';
      const isOtherPast = bad.reason === 'not-anchored';
      const levels: Levels = {
        structure: isForeign || isOtherPast ? 'holds' : 'broken',
        key: checked(hasKey, isForeign ? 'broken' : isOtherPast ? 'holds' : 'unchecked'),
        anchor: checked(hasAnchor, isOtherPast ? 'broken' : 'unchecked'),
      };
      return { status: 'tampered', exitCode: 2, bad, levels, message: explainBadRecord(bad) };
    }
    case 'cut': {
      const { size } = found.walk.committed;
      const reason = found.acknowledged ? 'behind-anchor' : 'uncommitted';
      const levels: Levels = {
        structure: found.acknowledged ? 'holds' : 'broken',
        key: checked(hasKey, 'holds'),
        anchor: checked(hasAnchor, found.acknowledged ? 'broken' : 'holds'),
      };
      const common = { status: 'truncated', exitCode: 3, reason, firstMissing: size, records: size } as const;
      return { ...common, levels, message: explainCut(reason, size) };
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
        levels: { structure: 'holds', key: checked(hasKey, 'holds'), anchor: checked(hasAnchor, 'holds') },
        message: { en: `Whole: ${committed.size} records.`, zh: `完整:共 ${committed.size} 条记录。` },
      };
    }
  }
}

function explainCut(reason: 'behind-anchor' | 'uncommitted', size: number): LocalizedText {
  return reason === 'behind-anchor'
    ? {
        en: `Truncated: the journal ends before its anchored head; record ${size} is the first that is missing.`,
        zh: `已被截断:日志在锚定位置之前结束;首条缺失的记录为 ${size}。`,
      }
    : {
        en: `Truncated: ${size} records are committed; what follows them, from record ${size} on, is not.`,
        zh: `已被截断:已提交 ${size} 条记录;自记录 ${size} 起的内容未提交。`,
      };
}

function gone(path: string, anchor: Anchor): VerifyReport {
  return {
    status: 'truncated',
    exitCode: 3,
    reason: 'behind-anchor',
    firstMissing: 0,
    records: 0,
    levels: { structure: 'unchecked', key: 'unchecked', anchor: 'broken' },
    message: {
      en: `Truncated: ${path} is gone; it once held ${anchor.size + 1} records.`,
      zh: `已被截断:${path} 不存在;其中曾有 ${anchor.size + 1} 条记录。`,
    },
  };
}

function unchecked(reason: string): VerifyReport {
  const levels: Levels = { structure: 'unchecked', key: 'unchecked', anchor: 'unchecked' };
  return {
    status: 'unchecked',
    exitCode: 1,
    reason,
    levels,
    message: { en: `Not checked: ${reason}`, zh: `无法校验:${reason}` },
  };
}
