import { anchorPath, readAnchor, readKeptAnchors } from './anchor/anchor.js';
import type { KeyStore } from './keys/key-store.js';
import { chainsOf } from './read/chains.js';
import { segmentFiles } from './read/segment-files.js';
import type { Progress, VerifyReport } from './verify/report.js';
import { verifyJournal } from './verify/verify-journal.js';

export interface StatePlaces {
  readonly dir: string;
  readonly anchorDir: string;
  readonly keys: KeyStore;
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * Verifies a journal against what the user's state folder knows of it. Without an anchor a journal that is
 * otherwise whole is `unchecked`: that its end was not cut off is then not known.
 */
export function verifyWithState({ dir, anchorDir, keys, onProgress }: StatePlaces): VerifyReport {
  const path = anchorPath(anchorDir, dir);
  const reading = readAnchor(path);
  const anchor = reading.status === 'read' ? reading.anchor : null;
  const kept = readKeptAnchors(anchorDir, dir);
  const publicKey = anchor?.genesis ?? ownKey(dir, keys);
  const anchors = anchor === null ? kept : [...kept, anchor];
  const report = verifyJournal({
    dir,
    anchors,
    ...(publicKey === null ? {} : { publicKey }),
    ...(onProgress === undefined ? {} : { onProgress }),
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
      zh: `未能完整校验：现有内容无误，但无法确定末尾是否被截去（${why}）。`,
    },
  };
}

/** A key that was made here for the journal that the last chain's first line names; null when there is none. */
function ownKey(dir: string, keys: KeyStore): string | null {
  try {
    const journal = chainsOf(segmentFiles(dir)).at(-1)?.journal ?? null;
    return journal === null ? null : (keys.oldest(journal)?.key.text ?? null);
  } catch {
    // What cannot be read is the verifier's to say.
    return null;
  }
}
