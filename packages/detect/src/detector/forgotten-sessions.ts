import { createHmac, randomBytes } from 'node:crypto';

const BITS = 20;
const PROBES = 4;

/** Ids of sessions whose ledger had to go. */
export interface ForgottenSessions {
  add(sessionId: string, now: number): void;
  /** Whether the ledger of the session may be gone. Never false when it is; hardly ever true for another one. */
  has(sessionId: string, now: number): boolean;
}

/**
 * Two Bloom filters (Bloom 1970) of 128 KB, under a random key, that take turns every `ttlMs` milliseconds: an id is
 * known for one to two times as long. Up to 65,536 ids one other in 400 is taken for known.
 */
export function createForgottenSessions(ttlMs: number): ForgottenSessions {
  const key = randomBytes(16);
  let current: Uint32Array | null = null;
  let previous: Uint32Array | null = null;
  let turn = -Infinity;

  function takeTurns(now: number): void {
    const next = Math.floor(now / ttlMs);
    if (next === turn) return;
    previous = next === turn + 1 ? current : null;
    current = null;
    turn = next;
  }

  function places(sessionId: string): readonly number[] {
    const digest = createHmac('sha256', key).update(Buffer.from(sessionId, 'utf16le')).digest();
    return Array.from({ length: PROBES }, (_, at) => digest.readUInt32LE(at * 4) >>> (32 - BITS));
  }

  const holds = (filter: Uint32Array | null, all: readonly number[]): boolean =>
    filter !== null && all.every((place) => ((filter[place >>> 5] ?? 0) & (1 << (place & 31))) !== 0);

  return {
    add(sessionId, now) {
      takeTurns(now);
      const filter = (current ??= new Uint32Array(1 << (BITS - 5)));
      for (const place of places(sessionId))
        filter[place >>> 5] = (filter[place >>> 5] ?? 0) | (1 << (place & 31));
    },

    has(sessionId, now) {
      takeTurns(now);
      if (current === null && previous === null) return false;
      const all = places(sessionId);
      return holds(current, all) || holds(previous, all);
    },
  };
}
