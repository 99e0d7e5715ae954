import type { HexHash } from '../merkle/hashes.js';
import { parseVerifierKey, type VerifierKey } from './signed-note.js';

/** The newest format this code reads and the one it writes. */
export const FORMAT = 1;

/**
 * What a new chain says of the one it was begun after, because nothing may be appended to a journal that was
 * tampered with: whose it was, what was found, and the last head that was anchored of it.
 */
export interface Damaged {
  /** Identifier of the journal that was damaged; null when neither its first line nor an anchor tells. */
  readonly journal: string | null;
  /** Number of the segment in which the new chain begins. */
  readonly continuesIn: number;
  /** The first bad record; null when what is there is sound, but less than what was anchored. */
  readonly bad: { readonly seq: number; readonly through: number; readonly reason: string } | null;
  /** The head that was last anchored; null when there was no anchor. */
  readonly anchored: { readonly size: number; readonly root: HexHash; readonly head: HexHash } | null;
}

/** The first record of a journal: who it is and which key signs its checkpoints. */
export interface GenesisRecord {
  readonly kind: 'genesis';
  readonly at: number;
  readonly format: number;
  /** 32 hex digits, made at random. */
  readonly journal: string;
  /** Name of the journal in its checkpoints. */
  readonly origin: string;
  /** Verifier key, as C2SP writes it. */
  readonly key: string;
  /** Only in a chain that was begun after damage. */
  readonly damaged?: Damaged;
}

export type GenesisReading =
  | {
      readonly status: 'read';
      readonly journal: string;
      readonly key: VerifierKey;
      readonly damaged: Damaged | null;
    }
  | { readonly status: 'newer'; readonly format: number }
  | { readonly status: 'invalid' };

export function originOf(journal: string): string {
  return `sentinel-agentos/journal/${journal}`;
}

/** The journal that an origin names; null when it is none of ours. */
export function journalOf(origin: string): string | null {
  const journal = origin.slice(originOf('').length);
  return isJournal(journal) && origin === originOf(journal) ? journal : null;
}

/** Reads the first record. It is untrusted: it says which key to expect, not which one to trust. */
export function readGenesis(record: Record<string, unknown> | null): GenesisReading {
  if (record?.['kind'] !== 'genesis') return { status: 'invalid' };
  const { format, journal, origin, key: keyText } = record;
  if (typeof format === 'number' && format > FORMAT) return { status: 'newer', format };
  if (format !== FORMAT || !isJournal(journal) || typeof keyText !== 'string') return { status: 'invalid' };
  const key = parseVerifierKey(keyText);
  if (key === null || origin !== originOf(journal) || key.name !== origin) return { status: 'invalid' };
  const damaged = record['damaged'] === undefined ? null : readDamaged(record['damaged']);
  return damaged === 'invalid' ? { status: 'invalid' } : { status: 'read', journal, key, damaged };
}

function readDamaged(value: unknown): Damaged | 'invalid' {
  const { journal, continuesIn, bad, anchored } = fieldsOf(value);
  if ((journal !== null && !isJournal(journal)) || !isCount(continuesIn)) return 'invalid';
  const { seq, through, reason } = fieldsOf(bad);
  const isBad = isCount(seq) && isCount(through) && typeof reason === 'string';
  const { size, root, head } = fieldsOf(anchored);
  const isAnchored = isCount(size) && isHash(root) && isHash(head);
  if ((bad !== null && !isBad) || (anchored !== null && !isAnchored)) return 'invalid';
  return {
    journal,
    continuesIn,
    bad: isBad ? { seq, through, reason } : null,
    anchored: isAnchored ? { size, root, head } : null,
  };
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return (value ?? {}) as Record<string, unknown>;
}

function isJournal(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);
}

function isHash(value: unknown): value is HexHash {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
