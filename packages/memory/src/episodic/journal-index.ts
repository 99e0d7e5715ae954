import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { openToRead } from '../storage/opened-file.js';
import type { PackedPart } from '../storage/packed-parts.js';
import { readPacked, writePacked } from '../storage/packed-file.js';
import { orUnavailable } from '../storage/state-unavailable.js';
import type { KeptIndex } from './event-store.js';
import { indexFile, journalFile, listJournal } from './journal-files.js';
import type { JournalSnapshot } from './journal-reader.js';

const FORMAT = 'sentinel-index-1';
/** Bytes looked at to tell that a file still begins as it did. It is only ever appended to. */
const COMPARED = 4_096;

/** What of a journal an index was made of. */
interface Extent {
  readonly name: string;
  readonly baseBytes: number;
  readonly offset: number;
  readonly nextSeq: number;
  /** Of the last bytes of both files. */
  readonly digest: string;
}

/**
 * Keeps an index of everything that a snapshot holds beside the journal. False when the journal has moved on. The
 * caller holds the lock.
 */
export function keepJournalIndex(folder: string, snapshot: JournalSnapshot, index: KeptIndex): boolean {
  const { files, baseBytes, offset, view } = snapshot;
  const { generation, isSealed } = listJournal(folder);
  const digest = digestOf(folder, snapshot, offset);
  if (generation !== files.generation || isSealed || digest === null) return false;
  const extent: Extent = { name: index.name, baseBytes, offset, nextSeq: view.nextSeq, digest };
  writePacked(indexFile(folder, generation), FORMAT, JSON.stringify(extent), index.parts);
  return true;
}

/** Reads the index that is kept of what a snapshot begins with; null when there is none, whole and of this name. */
export function keptJournalIndex(
  folder: string,
  snapshot: JournalSnapshot,
  name: string,
): { readonly position: number; readonly parts: readonly PackedPart[] } | null {
  const isOurs = ({ name: found, baseBytes, offset, nextSeq, digest }: Extent): boolean =>
    found === name &&
    baseBytes === snapshot.baseBytes &&
    offset <= snapshot.offset &&
    nextSeq <= snapshot.view.nextSeq &&
    digest === digestOf(folder, snapshot, offset);
  const kept = readPacked(indexFile(folder, snapshot.files.generation), FORMAT, (key) =>
    isOurs(JSON.parse(key) as Extent),
  );
  return kept === null ? null : { position: (JSON.parse(kept.key) as Extent).nextSeq, parts: kept.parts };
}

/** Removes the index of a generation, which has the words of what is about to be forgotten. */
export function removeJournalIndex(folder: string, generation: number): void {
  const path = indexFile(folder, generation);
  orUnavailable('remove', path, () => rmSync(path, { force: true }));
}

/** Of the last bytes of the base and of those before an offset in what is appended; null when they are not there. */
function digestOf(folder: string, { files, baseBytes }: JournalSnapshot, offset: number): string | null {
  const hash = createHash('sha256');
  for (const [role, end] of [['base', baseBytes] as const, ['live', offset] as const]) {
    if (end === 0) continue;
    const file = openToRead(journalFile(folder, role, files.generation));
    if (file === null) return null;
    try {
      const from = Math.max(0, end - COMPARED);
      const bytes = file.read(from, end - from);
      if (bytes.length < end - from) return null;
      hash.update(bytes);
    } finally {
      file.close();
    }
  }
  return hash.digest('hex');
}
