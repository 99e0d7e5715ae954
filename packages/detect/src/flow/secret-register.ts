import { createHmac } from 'node:crypto';
import { bodiesOf } from './secret-body.js';
import { createFingerprintIndex } from './fingerprint-index.js';
import { READINGS } from './fingerprint-table.js';
import { keyWords } from './key-words.js';

/** Where a secret was seen. */
export interface KnownSecret {
  /** The call whose result held it. */
  readonly source: string;
  readonly type: string;
  readonly expiresAt: number;
}

/** A secret that was found again. */
export interface SecretSighting {
  readonly secret: KnownSecret;
  /** How the letters stood: `reversed`, `rot13`, both, or empty. */
  readonly reading: string;
}

/**
 * What a secret is remembered for, least first: it stood in somebody else's text, it was recognised in another text, or
 * it was read as a secret.
 */
export type SecretRank = 0 | 1 | 2;

/** Remembers secrets by their fingerprints only. */
export interface SecretRegister {
  /**
   * Returns how many fingerprints the value has; 0 when nothing of it could be told from chance, or when only secrets of
   * a higher rank would have to be forgotten for it.
   */
  add(value: string, secret: KnownSecret, rank: SecretRank): number;
  search(bytes: Uint8Array, start: number, end: number, now: number): SecretSighting | null;
  expire(now: number): void;
  /** Says that a secret could not be taken in. */
  noteLoss(until: number): void;
  /** Whether a secret was forgotten, or not taken in, before its time. */
  hasLost(now: number): boolean;
  readonly size: number;
  readonly bytes: number;
}

interface Entry extends KnownSecret {
  readonly id: string;
  readonly rank: SecretRank;
  readonly fingerprints: readonly number[];
}

/** Bytes of an entry with what names it, about. */
const ENTRY_BYTES = 400;

/**
 * At most `capacity` secrets. Whatever comes in, a secret of a lower rank is forgotten first, and of one rank the one
 * seen longest ago: no text can wash out what was read as a secret. `beforeGrowth` is told how many bytes will be taken.
 */
export function createSecretRegister(
  capacity: number,
  key: Uint8Array,
  beforeGrowth: (bytes: number) => void,
): SecretRegister {
  const index = createFingerprintIndex(capacity * 2, keyWords(key, 'fingerprints'), beforeGrowth);
  /** By keyed digest of the value, the one seen longest ago first. */
  const ranks: Readonly<Record<SecretRank, Map<string, Entry>>> = {
    0: new Map(),
    1: new Map(),
    2: new Map(),
  };
  const owners: (Entry | undefined)[] = [];
  let lostUntil = -Infinity;

  function forget(entry: Entry): void {
    ranks[entry.rank].delete(entry.id);
    for (const fingerprint of entry.fingerprints) {
      index.remove(fingerprint);
      owners[fingerprint] = undefined;
    }
  }

  function forgetOldest(highest: SecretRank): boolean {
    for (const rank of RANKS) {
      const oldest = rank > highest ? undefined : ranks[rank].values().next().value;
      if (oldest === undefined) continue;
      lostUntil = Math.max(lostUntil, oldest.expiresAt);
      forget(oldest);
      return true;
    }
    return false;
  }

  const sizeOfAll = (): number => ranks[0].size + ranks[1].size + ranks[2].size;

  return {
    add(value, secret, rank) {
      const bodies = bodiesOf(value);
      if (bodies.length === 0) return 0;
      const id = createHmac('sha256', key)
        .update(Buffer.from(value, 'utf16le'))
        .digest('base64')
        .slice(0, 22);
      const present = ranks[0].get(id) ?? ranks[1].get(id) ?? ranks[2].get(id);
      if (present !== undefined) forget(present);
      const own = present !== undefined && present.rank > rank ? present.rank : rank;
      let hasRoom = true;
      while (hasRoom && sizeOfAll() >= capacity) hasRoom = forgetOldest(own);
      const fingerprints: number[] = [];
      for (const body of hasRoom ? bodies : []) {
        let fingerprint = index.add(body);
        while (fingerprint < 0 && forgetOldest(own)) fingerprint = index.add(body);
        if (fingerprint >= 0) fingerprints.push(fingerprint);
      }
      if (fingerprints.length < bodies.length) lostUntil = Math.max(lostUntil, secret.expiresAt);
      if (fingerprints.length === 0) return 0;
      const entry: Entry = { ...secret, id, rank: own, fingerprints };
      for (const fingerprint of fingerprints) owners[fingerprint] = entry;
      ranks[own].set(id, entry);
      return fingerprints.length;
    },

    search(bytes, start, end, now) {
      let sighting: SecretSighting | null = null;
      index.search(bytes, start, end, (fingerprint, reading) => {
        const secret = owners[fingerprint];
        if (sighting === null && secret !== undefined && secret.expiresAt > now)
          sighting = { secret, reading: READINGS[reading] ?? '' };
      });
      return sighting;
    },

    expire(now) {
      for (const rank of RANKS) {
        for (const entry of ranks[rank].values()) {
          if (entry.expiresAt > now) break;
          forget(entry);
        }
      }
    },

    noteLoss(until) {
      lostUntil = Math.max(lostUntil, until);
    },
    hasLost: (now) => lostUntil > now,

    get size() {
      return sizeOfAll();
    },
    get bytes() {
      return index.bytes + sizeOfAll() * ENTRY_BYTES;
    },
  };
}

const RANKS: readonly SecretRank[] = [0, 1, 2];
