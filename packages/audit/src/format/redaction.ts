import type { EventRecord } from '@sentinel-agentos/core';
import type { HexHash } from '../merkle/hashes.js';
import { parseLine } from './line.js';

/** Name of the event that says what was erased. */
export const REDACTION = 'redaction';

/** One erased value. */
export interface ErasedBlob {
  /** Number of the record it belonged to, and the value's JSON pointer in it. */
  readonly seq: number;
  readonly path: string;
  readonly commitment: HexHash;
}

/** The record that says what is erased and why, and stays for good. */
export function redactionRecord(erased: readonly ErasedBlob[], reason: string, at: number): EventRecord {
  const blobs = erased.map(({ seq, path, commitment }) => ({ seq, path, commitment }));
  return { kind: 'event', name: REDACTION, at, sessionId: '', data: { reason, erased: blobs } };
}

/** Commitments of the values that a line says were erased. Empty for every other line. */
export function erasedIn(buffer: Buffer, start: number, end: number): readonly HexHash[] {
  // Nearly every line is another, and parsing is what costs.
  const at = buffer.indexOf(`"name":"${REDACTION}"`, start);
  if (at < 0 || at >= end) return [];
  const record = parseLine(buffer, start, end);
  if (record?.['kind'] !== 'event' || record['name'] !== REDACTION) return [];
  const { erased } = (record['data'] ?? {}) as Record<string, unknown>;
  if (!Array.isArray(erased)) return [];
  return erased.flatMap((value: unknown) => {
    const { commitment } = (value ?? {}) as Record<string, unknown>;
    return typeof commitment === 'string' ? [commitment] : [];
  });
}
