import { SentinelError } from '@sentinel-agentos/core';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { anchorPath, keptAnchorPath, readAnchor, type Anchor } from '../anchor/anchor.js';
import { canonicalJson } from '../format/canonical-json.js';
import { journalOf, type Damaged } from '../format/genesis.js';
import { FIRST_SEGMENT } from '../format/segment-name.js';
import type { KeyStore } from '../keys/key-store.js';
import type { Signer } from '../keys/signer.js';
import { assess, type Assessment } from '../read/assess.js';
import { chainsOf, type Chain } from '../read/chains.js';
import { startPosition, type Position } from '../read/position.js';
import { segmentFiles } from '../read/segment-files.js';
import { explainBadRecord } from '../verify/explain.js';

export interface JournalPlace {
  readonly dir: string;
  readonly anchorDir: string;
  readonly keys: KeyStore;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Who a journal is that can be continued. */
export interface KnownJournal {
  readonly journal: string;
  /** Verifier key that its first line introduces. */
  readonly genesis: string;
  readonly signer: Signer;
}

/** What a writer finds when it opens a journal. */
export type Examination =
  | {
      readonly kind: 'sound';
      /** Number of the segment in which the chain begins. */
      readonly chain: number;
      /** Where the next batch goes. */
      readonly position: Position;
      /** Null when there is no record yet. */
      readonly known: KnownJournal | null;
      /** True when a write was cut short behind `position`. */
      readonly isTorn: boolean;
      /** Canonical JSON of records the journal owes itself. */
      readonly owed: readonly string[];
    }
  | {
      readonly kind: 'tampered';
      readonly error: SentinelError;
      /** What a new chain is to say of it. */
      readonly damaged: Omit<Damaged, 'continuesIn'>;
    };

/**
 * Verifies the last chain of a journal as far as going on needs it. Touches nothing of it. An anchor that cannot
 * be read, and one of a chain that a later one replaced, are moved aside.
 *
 * @throws SentinelError `STATE_UNAVAILABLE` when the key is not there, or a newer version wrote the journal.
 */
export function examineJournal(place: JournalPlace): Examination {
  const owed: string[] = [];
  const noted = trustedAnchor(place, owed);
  const chain = chainsOf(segmentFiles(place.dir)).at(-1) ?? null;
  const path = chain?.files.at(-1)?.path ?? join(place.dir, FIRST_SEGMENT);
  const tampered = (what: string, damaged: Partial<Damaged>, advised = false): Examination => ({
    kind: 'tampered',
    error: new SentinelError(
      'TAMPERED',
      `Nothing is appended to ${path}. ${what}${advised ? ` ${advice(place)}` : ''}`,
    ),
    damaged: { journal: noted?.journal ?? null, bad: null, anchored: headOf(noted), ...damaged },
  });
  if (chain === null) {
    if (noted === null) {
      return { kind: 'sound', chain: 0, position: startPosition(), known: null, isTorn: false, owed };
    }
    return tampered(`It is gone, but once held ${noted.size + 1} records.`, {}, true);
  }
  const isReplaced = isAnchorReplaced(noted, chain, place);
  const anchor = isReplaced ? null : noted;
  const found = assess(chain.files, startPosition(chain.first), {
    key: null,
    heads: anchor === null ? [] : [anchor],
    chain: chain.first,
    doubtfulTail: 'cut',
    findKeys(origin) {
      const named = journalOf(origin);
      return named === null ? [] : place.keys.all(named).map(({ key }) => key);
    },
  });
  if (found.kind === 'newer') throw newer(path, found.format);
  const journal = noted?.journal ?? found.walk.identity?.journal ?? null;
  if (found.kind === 'tampered') {
    const { seq, through, reason } = found.bad;
    return tampered(explainBadRecord(found.bad).en, { journal, bad: { seq, through, reason } });
  }
  const { committed } = found.walk;
  if (found.kind === 'cut' && found.acknowledged) {
    const held = `It ends after ${committed.size} committed records, but once held ${(anchor?.size ?? 0) + 1}.`;
    return tampered(held, { journal }, true);
  }
  const known = knownJournal(found, place.keys);
  if (known === 'other-key') {
    const what = 'Its first record names another key than the one that was made for it.';
    return tampered(what, { journal, bad: { seq: 0, through: 0, reason: 'foreign' } });
  }
  if (isReplaced && noted !== null) keepAside(noted, place);
  const isTorn = found.kind === 'cut';
  return { kind: 'sound', chain: chain.first, position: committed, known, isTorn, owed };
}

/** Moves the anchor of a chain that a later one replaces to a name of its own. */
export function keepAside({ journal }: Pick<Anchor, 'journal'>, { anchorDir, dir }: JournalPlace): void {
  renameSync(anchorPath(anchorDir, dir), keptAnchorPath(anchorDir, dir, journal));
}

/** The anchor of a place, if it can be read. One that is damaged is kept aside, and the journal records that. */
function trustedAnchor({ anchorDir, dir, now }: JournalPlace, owed: string[]): Anchor | null {
  const path = anchorPath(anchorDir, dir);
  const reading = readAnchor(path);
  if (reading.status === 'read') return reading.anchor;
  if (reading.status === 'unreadable') {
    const at = now();
    const keptAs = `${path}.corrupt-${at}`;
    renameSync(path, keptAs);
    const data = { keptAs };
    owed.push(canonicalJson({ kind: 'event', name: 'anchor-unreadable', at, sessionId: '', data }));
  }
  return null;
}

/**
 * True when the power went after a new chain was begun and before the anchor of the one before was moved: the
 * new chain names that anchor, and has a key that was made here.
 */
function isAnchorReplaced(
  anchor: Anchor | null,
  { journal, damaged }: Chain,
  { keys }: JournalPlace,
): boolean {
  if (anchor === null || journal === null || damaged?.journal !== anchor.journal) return false;
  const { anchored } = damaged;
  const isNamed = anchored?.size === anchor.size && anchored.head === anchor.head;
  return journal !== anchor.journal && isNamed && keys.oldest(journal) !== null;
}

function knownJournal(
  { walk }: Exclude<Assessment, { kind: 'newer' }>,
  keys: KeyStore,
): KnownJournal | null | 'other-key' {
  const { identity, committed } = walk;
  if (committed.epoch === null || committed.size === 0 || identity === null) return null;
  const signer = keys.load(identity.journal, committed.epoch.number);
  if (signer.key.text !== committed.epoch.key.text) return 'other-key';
  return { journal: identity.journal, genesis: identity.key.text, signer };
}

function headOf(anchor: Anchor | null): Damaged['anchored'] {
  return anchor === null ? null : { size: anchor.size, root: anchor.root, head: anchor.head };
}

function newer(path: string, format: number): SentinelError {
  const message = `${path} was written in format ${format}, by a newer version: nothing is appended to it.`;
  return new SentinelError('STATE_UNAVAILABLE', message);
}

function advice({ anchorDir, dir }: JournalPlace): string {
  return `If you removed them yourself, remove ${anchorPath(anchorDir, dir)} too, and a new journal or head is accepted.`;
}
