import type { LocalizedText } from '@sentinel-agentos/core';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BLOB_FOLDER, BLOB_LIST, blobRefs } from '../format/blob-ref.js';
import { parseLine } from '../format/line.js';
import { committedLines } from '../read/committed-lines.js';
import { erasedBlobs } from '../read/erased-blobs.js';
import { readBlob } from '../read/read-blob.js';

/** A payload that is not what the journal says. */
export interface BadBlob {
  /** Number of the record it belongs to, and its JSON pointer in it. */
  readonly seq: number;
  readonly path: string;
  /** `missing`: gone without a redaction. `changed`: other bytes. `unreadable`: a folder, link or unreadable file. */
  readonly problem: 'missing' | 'changed' | 'unreadable';
}

/** Result of checking payloads. `exitCode` is what a program that was asked to check them exits with. */
export interface BlobReport {
  readonly status: 'ok' | 'tampered' | 'unchecked';
  readonly exitCode: 0 | 1 | 2;
  /** Payloads that are what was put aside. */
  readonly present: number;
  /** Payloads that a redaction accounts for, whether or not their file is gone. */
  readonly redacted: number;
  /** Payloads that are redacted, but whose file is still there: erase them again. */
  readonly notErased: number;
  /** The first hundred payloads that are not what they should be, and how many there are. */
  readonly bad: readonly BadBlob[];
  readonly badCount: number;
  /** Files that no committed record names: left by a crash, or put there. */
  readonly orphans: number;
  readonly message: LocalizedText;
}

const MAX_NAMED = 100;

/**
 * Holds the payloads that went to blobs against the commitments in the journal's lines. Says what the lines say:
 * `verifyJournal` tells whether those are genuine. Takes no lock; never throws for what stands in the folder.
 */
export function verifyBlobs({ dir }: { readonly dir: string }): BlobReport {
  try {
    return checkBlobs(dir);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = { en: `Not checked: ${reason}`, zh: `无法校验：${reason}` };
    const counts = { present: 0, redacted: 0, notErased: 0, badCount: 0, orphans: 0 };
    return { status: 'unchecked', exitCode: 1, ...counts, bad: [], message };
  }
}

function checkBlobs(dir: string): BlobReport {
  const files = new Set(blobFiles(dir));
  const erased = erasedBlobs(dir);
  const bad: BadBlob[] = [];
  let [present, redacted, notErased, badCount] = [0, 0, 0, 0];
  for (const { buffer, start, end, seq } of committedLines(dir)) {
    const at = buffer.indexOf(`"${BLOB_LIST}":[`, start);
    if (at < 0 || at >= end) continue;
    for (const ref of blobRefs(parseLine(buffer, start, end) ?? {})) {
      const isThere = files.delete(ref.commitment);
      if (erased.has(ref.commitment)) {
        redacted += 1;
        if (isThere) notErased += 1;
        continue;
      }
      const { status } = readBlob(dir, ref);
      if (status === 'read') {
        present += 1;
        continue;
      }
      badCount += 1;
      const problem = status === 'absent' ? 'missing' : status;
      if (bad.length < MAX_NAMED) bad.push({ seq, path: ref.path, problem });
    }
  }
  const counts = { present, redacted, notErased, bad, badCount, orphans: files.size };
  const [first] = bad;
  if (first === undefined) {
    const message = {
      en: `Payloads: ${present} as they were put aside, ${redacted} redacted.`,
      zh: `载荷：${present} 个与承诺一致，${redacted} 个已依规删除。`,
    };
    return { status: 'ok', exitCode: 0, ...counts, message };
  }
  const message = {
    en: `Tampered: ${badCount} payloads are not what was put aside; the first is ${first.path} of record ${first.seq}.`,
    zh: `已被篡改：${badCount} 个载荷与承诺不符；首个为记录 ${first.seq} 的 ${first.path}。`,
  };
  return { status: 'tampered', exitCode: 2, ...counts, message };
}

function blobFiles(dir: string): readonly string[] {
  try {
    return readdirSync(join(dir, BLOB_FOLDER));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
