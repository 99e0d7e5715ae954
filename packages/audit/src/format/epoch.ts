import type { LineHeader } from './line.js';
import { parseVerifierKey, type VerifierKey } from './signed-note.js';

const EPOCH_START = '"epoch":{';

/**
 * What the last record of a segment says of the next one: which key signs its checkpoints. The checkpoint after
 * it is the last one that the old key signs, so whoever steals a key cannot rewrite what stands before it.
 */
export interface Epoch {
  /** Milliseconds since the epoch of Unix, when the key was made. */
  readonly at: number;
  /** Counted from 0, the epoch of the key that the genesis introduces. */
  readonly number: number;
  /** Number of the segment file that it signs. */
  readonly segment: number;
  readonly key: VerifierKey;
}

/** The record that introduces a key, before it is linked. Its one field sorts first, as that of a checkpoint does. */
export function epochRecord({ at, number, segment, key }: Epoch): Record<string, unknown> {
  return { epoch: { at, key: key.text, number, segment }, kind: 'key' };
}

/** True when the line introduces a key. No record begins with this key: `append` refuses it. */
export function isEpochLine(buffer: Buffer, { bodyStart }: LineHeader): boolean {
  return buffer.toString('latin1', bodyStart, bodyStart + EPOCH_START.length) === EPOCH_START;
}

/** Reads the record that introduces a key; null when the line is not exactly one. */
export function readEpoch(record: Record<string, unknown> | null): Epoch | null {
  if (record?.['kind'] !== 'key' || Object.keys(record).length !== 4) return null;
  const { at, key: text, number, segment, ...more } = (record['epoch'] ?? {}) as Record<string, unknown>;
  const key = typeof text === 'string' ? parseVerifierKey(text) : null;
  if (key === null || typeof at !== 'number' || Object.keys(more).length > 0) return null;
  return isCount(number) && isCount(segment) ? { at, number, segment, key } : null;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
