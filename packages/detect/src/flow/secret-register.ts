import { createHmac } from 'node:crypto';
import { bodiesOf } from './secret-body.js';
import { createFingerprintIndex, READINGS } from './fingerprint-index.js';

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

/** Remembers secrets by their fingerprints only. */
export interface SecretRegister {
  /** Returns how many fingerprints the value has; 0 when nothing of it could be told from chance. */
  add(value: string, secret: KnownSecret): number;
  search(bytes: Uint8Array, start: number, end: number, now: number): SecretSighting | null;
  expire(now: number): void;
  readonly size: number;
}

interface Entry extends KnownSecret {
  readonly id: string;
  readonly fingerprints: readonly number[];
}

/** At most `capacity` secrets, the one seen longest ago forgotten first. */
export function createSecretRegister(capacity: number, key: Uint8Array): SecretRegister {
  const strands = Math.ceil(capacity * 2);
  const words = new Uint32Array(2);
  words.forEach((_, at) => {
    words[at] = createHmac('sha256', key)
      .update(`fingerprints ${String(at)}`)
      .digest()
      .readUInt32LE();
  });
  const index = createFingerprintIndex(strands, words);
  /** By keyed digest of the value, the one seen longest ago first. */
  const entries = new Map<string, Entry>();
  const owners: (Entry | undefined)[] = [];

  function forget(entry: Entry): void {
    entries.delete(entry.id);
    for (const fingerprint of entry.fingerprints) {
      index.remove(fingerprint);
      owners[fingerprint] = undefined;
    }
  }

  function forgetOldest(): boolean {
    const oldest = entries.values().next();
    if (oldest.done === true) return false;
    forget(oldest.value);
    return true;
  }

  return {
    add(value, secret) {
      const id = createHmac('sha256', key)
        .update(Buffer.from(value, 'utf16le'))
        .digest('base64')
        .slice(0, 22);
      const present = entries.get(id);
      if (present !== undefined) forget(present);
      const bodies = bodiesOf(value);
      if (bodies.length === 0) return 0;
      while (entries.size >= capacity) forgetOldest();
      const fingerprints: number[] = [];
      for (const body of bodies) {
        let fingerprint = index.add(body);
        while (fingerprint < 0 && forgetOldest()) fingerprint = index.add(body);
        if (fingerprint >= 0) fingerprints.push(fingerprint);
      }
      const entry: Entry = { ...secret, id, fingerprints };
      for (const fingerprint of fingerprints) owners[fingerprint] = entry;
      entries.set(id, entry);
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
      for (const entry of entries.values()) {
        if (entry.expiresAt > now) return;
        forget(entry);
      }
    },

    get size() {
      return entries.size;
    },
  };
}
