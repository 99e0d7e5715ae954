import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { segmentIndex, segmentName } from '../../src/format/segment-name.js';
import { journalPlace, type JournalPlace } from './journal-place.js';
import { event } from './records.js';

/** Small enough that a handful of records fill a segment. */
export const SEGMENT_BYTES = 2000;

/** The bytes of a journal's segment files, by number. */
export type Segments = ReadonlyMap<number, Buffer>;

/** A journal with as many full segments as asked for, and a few records in the one after them. */
export async function segmentedJournal(full: number, root?: string): Promise<JournalPlace> {
  const place = journalPlace(root);
  const journal = place.open({ segmentBytes: SEGMENT_BYTES });
  for (let n = 0; (journal.status().segment ?? 0) < full; n += 1) await journal.append(event(`e${n}`));
  for (const name of ['x', 'y']) await journal.append(event(name));
  await journal.close();
  return place;
}

export function readSegments(dir: string): Segments {
  const found = readdirSync(dir).flatMap((name): [number, Buffer][] => {
    const index = segmentIndex(name);
    return index === null ? [] : [[index, readFileSync(join(dir, name))]];
  });
  return new Map(found.sort(([a], [b]) => a - b));
}

/** Makes the folder hold exactly these segment files. */
export function writeSegments(dir: string, segments: Segments): void {
  for (const name of readdirSync(dir)) if (segmentIndex(name) !== null) rmSync(join(dir, name));
  for (const [index, bytes] of segments) writeFileSync(join(dir, segmentName(index)), bytes);
}

export function linesOf(bytes: Buffer | undefined): string[] {
  return (bytes ?? Buffer.alloc(0)).toString('utf8').split('\n').slice(0, -1);
}

export function fileOf(lines: readonly string[]): Buffer {
  return Buffer.from(lines.map((line) => `${line}\n`).join(''));
}
