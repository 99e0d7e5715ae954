import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { anchorPath, readAnchor } from './anchor/anchor.js';
import { readGenesis } from './format/genesis.js';
import { parseLine } from './format/line.js';
import { FIRST_SEGMENT } from './format/segment-name.js';
import type { KeyStore } from './keys/key-store.js';
import { readLines } from './read/line-reader.js';
import type { VerifyReport } from './verify/report.js';
import { verifyJournal } from './verify/verify-journal.js';

export interface StatePlaces {
  readonly dir: string;
  readonly anchorDir: string;
  readonly keys: KeyStore;
}

/**
 * Verifies a journal against what the user's state folder knows of it. Without an anchor a journal that is
 * otherwise whole is `unchecked`: that its end was not cut off is then not known.
 */
export function verifyWithState({ dir, anchorDir, keys }: StatePlaces): VerifyReport {
  const path = anchorPath(anchorDir, dir);
  const reading = readAnchor(path);
  const anchor = reading.status === 'read' ? reading.anchor : null;
  const publicKey = anchor?.key ?? ownKey(dir, keys);
  const report = verifyJournal({
    dir,
    ...(publicKey === null ? {} : { publicKey }),
    ...(anchor === null ? {} : { anchor }),
  });
  if (report.status !== 'ok' || anchor !== null) return report;
  const why = reading.status === 'unreadable' ? reading.reason : `there is no anchor at ${path}`;
  const { levels } = report;
  return {
    status: 'unchecked',
    exitCode: 1,
    reason: `what is there is sound, but whether more was there is not known: ${why}`,
    levels,
    message: {
      en: `Not checked in full: what is there is sound, but whether more was there is not known (${why}).`,
      zh: `未能完整校验:现有内容无误,但无法确定末尾是否被截去(${why})。`,
    },
  };
}

/** The key that was made here for the journal the first line names; null when there is none. */
function ownKey(dir: string, keys: KeyStore): string | null {
  let fd: number;
  try {
    fd = openSync(join(dir, FIRST_SEGMENT), 'r');
  } catch {
    return null;
  }
  try {
    const first = readLines(fd, 0).next().value;
    const genesis = first === undefined ? null : readGenesis(parseLine(first.buffer, first.start, first.end));
    return genesis?.status === 'read' ? (keys.find(genesis.journal)?.key.text ?? null) : null;
  } finally {
    closeSync(fd);
  }
}
