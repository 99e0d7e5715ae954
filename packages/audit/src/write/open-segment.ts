import { SentinelError } from '@sentinel-agentos/core';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { anchorPath, readAnchor, type Anchor } from '../anchor/anchor.js';
import { canonicalJson } from '../format/canonical-json.js';
import { FORMAT, originOf, type GenesisRecord } from '../format/genesis.js';
import { FIRST_SEGMENT } from '../format/segment-name.js';
import { parseVerifierKey } from '../format/signed-note.js';
import type { KeyStore } from '../keys/key-store.js';
import type { Signer } from '../keys/signer.js';
import { assess } from '../read/assess.js';
import { startPosition, type Position } from '../read/position.js';
import { explainBadRecord } from '../verify/explain.js';
import { setAsideTornTail } from './torn-tail.js';

/** A journal ready to be appended to. */
export interface OpenSegment {
  readonly fd: number;
  readonly path: string;
  readonly position: Position;
  readonly signer: Signer;
  readonly journal: string;
  /** Canonical JSON of records the journal owes itself, which go before anything else. */
  readonly owed: readonly string[];
}

export interface SegmentPlace {
  readonly dir: string;
  readonly anchorDir: string;
  readonly keys: KeyStore;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Opens the journal, verifies it as far as going on needs it, and puts a write that was cut short aside.
 * Must be called under the lock.
 *
 * @throws SentinelError `TAMPERED` when committed records are damaged or gone: nothing is touched then.
 * `STATE_UNAVAILABLE` when a file or the key cannot be read, or a newer version wrote the journal.
 */
export function openSegment(place: SegmentPlace): OpenSegment {
  const path = join(place.dir, FIRST_SEGMENT);
  const owed: string[] = [];
  const anchor = trustedAnchor(place, owed);
  if (anchor !== null && !existsSync(path)) throw lost(path, anchor, place);
  const fd = openSync(path, 'a+', 0o600);
  try {
    const opened = continueAt(fd, path, anchor, place, owed);
    return { fd, path, owed, ...opened };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

function continueAt(
  fd: number,
  path: string,
  anchor: Anchor | null,
  place: SegmentPlace,
  owed: string[],
): Pick<OpenSegment, 'position' | 'signer' | 'journal'> {
  const found = assess(fd, startPosition(), {
    key: anchor === null ? null : parseVerifierKey(anchor.key),
    anchor,
    doubtfulTail: 'cut',
    findKey: (origin) => place.keys.find(origin.slice(originOf('').length))?.key ?? null,
  });
  if (found.kind === 'newer') {
    const message = `${path} was written in format ${found.format}, by a newer version: nothing is appended to it.`;
    throw new SentinelError('STATE_UNAVAILABLE', message);
  }
  if (found.kind === 'tampered') throw tampered(path, explainBadRecord(found.bad).en);
  const { identity, committed } = found.walk;
  if (found.kind === 'cut' && found.acknowledged && anchor !== null) {
    const held = `It ends after ${committed.size} committed records, but once held ${anchor.size + 1}.`;
    throw tampered(path, `${held} ${advice(place)}`);
  }
  const known = committed.size > 0 && identity !== null;
  const journal = known ? identity.journal : randomBytes(16).toString('hex');
  const signer = known ? place.keys.load(journal) : place.keys.create(journal);
  if (known && signer.key.text !== identity.key.text) {
    throw tampered(path, 'Its first record names another key than the one that was made for it.');
  }
  const at = place.now();
  if (found.kind === 'cut') owed.push(canonicalJson(setAsideTornTail(fd, place.dir, committed, at)));
  if (!known) owed.unshift(genesis(journal, signer, at));
  return { position: committed, signer, journal };
}

/** The anchor, if it can be read. One that is damaged is kept aside, and the journal records that. */
function trustedAnchor({ anchorDir, dir, now }: SegmentPlace, owed: string[]): Anchor | null {
  const path = anchorPath(anchorDir, dir);
  const reading = readAnchor(path);
  switch (reading.status) {
    case 'read':
      return reading.anchor;
    case 'missing':
      return null;
    case 'unreadable': {
      const at = now();
      const keptAs = `${path}.corrupt-${at}`;
      renameSync(path, keptAs);
      owed.push(
        canonicalJson({ kind: 'event', name: 'anchor-unreadable', at, sessionId: '', data: { keptAs } }),
      );
      return null;
    }
  }
}

function genesis(journal: string, { key }: Signer, at: number): string {
  const record: GenesisRecord = {
    kind: 'genesis',
    at,
    format: FORMAT,
    journal,
    origin: key.name,
    key: key.text,
  };
  return canonicalJson(record);
}

function lost(path: string, anchor: Anchor, place: SegmentPlace): SentinelError {
  return tampered(path, `It is gone, but once held ${anchor.size + 1} records. ${advice(place)}`);
}

function advice({ anchorDir, dir }: SegmentPlace): string {
  return `If you removed them yourself, remove ${anchorPath(anchorDir, dir)} too, and a new journal or head is accepted.`;
}

function tampered(path: string, what: string): SentinelError {
  return new SentinelError('TAMPERED', `Nothing is appended to ${path}. ${what}`);
}
