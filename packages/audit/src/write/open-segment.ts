import { join } from 'node:path';
import { canonicalJson } from '../format/canonical-json.js';
import { segmentName } from '../format/segment-name.js';
import type { Signer } from '../keys/signer.js';
import { startPosition, type Position } from '../read/position.js';
import { segmentFiles } from '../read/segment-files.js';
import { AppendFile } from './append-file.js';
import { beginChain } from './begin-chain.js';
import { examineJournal, type JournalPlace } from './examine-journal.js';
import { setAsideTornTail } from './torn-tail.js';

/**
 * What to do with a journal that was tampered with. `refuse`: nothing is appended, every append says `TAMPERED`.
 * `start-new`: every byte of it stays as it is, and a new chain begins in the next segment file.
 */
export type WhenTampered = 'refuse' | 'start-new';

export interface SegmentPlace extends JournalPlace {
  readonly whenTampered: WhenTampered;
}

/** A journal ready to be appended to. */
export interface OpenSegment {
  readonly file: AppendFile;
  readonly position: Position;
  /** Number of the segment in which the chain begins. */
  readonly chain: number;
  readonly signer: Signer;
  readonly journal: string;
  /** Verifier key that the first line introduces. */
  readonly genesis: string;
  /** Canonical JSON of records the journal owes itself, which go before anything else. */
  readonly owed: readonly string[];
  /** The chain that this one replaces: its anchor is to be moved aside once this one is durable. */
  readonly replaces: { readonly journal: string } | null;
}

/**
 * Opens the journal, verifies it as far as going on needs it, and puts a write that was cut short aside.
 * Must be called under the lock.
 *
 * @throws SentinelError `TAMPERED` when committed records are damaged or gone and no new chain is wanted: nothing
 * is touched then. `STATE_UNAVAILABLE` when a file or the key cannot be read, or a newer version wrote the journal.
 */
export function openSegment(place: SegmentPlace): OpenSegment {
  const found = examineJournal(place);
  const { dir, keys, now } = place;
  if (found.kind === 'tampered') {
    if (place.whenTampered === 'refuse') throw found.error;
    const index = (segmentFiles(dir).at(-1)?.index ?? -1) + 1;
    const file = new AppendFile(join(dir, segmentName(index)), index, true);
    const { damaged } = found;
    const { journal, signer, genesis } = beginChain(keys, now(), { ...damaged, continuesIn: index });
    return {
      file,
      position: startPosition(index),
      chain: index,
      signer,
      journal,
      genesis: signer.key.text,
      owed: [genesis],
      replaces: damaged.anchored === null || damaged.journal === null ? null : { journal: damaged.journal },
    };
  }
  const { position, chain, known, isTorn } = found;
  const file = new AppendFile(join(dir, segmentName(position.segment)), position.segment);
  try {
    const owed = [...found.owed];
    const at = now();
    const begun = known === null ? beginChain(keys, at, null) : null;
    const { journal, signer } = known ?? begun ?? unreachable();
    if (isTorn) owed.push(canonicalJson(setAsideTornTail(file.fd, dir, position, at)));
    if (begun !== null) owed.unshift(begun.genesis);
    const genesis = known?.genesis ?? signer.key.text;
    return { file, position, chain, signer, journal, genesis, owed, replaces: null };
  } catch (error) {
    file.retire();
    throw error;
  }
}

function unreachable(): never {
  throw new Error('A journal is either known or begun.');
}
