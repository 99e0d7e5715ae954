import type { Integrity } from './labels.js';

/** Names that a text can hand over: hosts, mail addresses, accounts. Bounded, so linear. */
const NAME = /[\p{L}\p{N}][\p{L}\p{N}@._+-]{2,252}/gu;
const MOST_NAMES = 16_384;
/** Names read of one text. */
const MOST_OF_TEXT = 4096;

/** Remembers in what kind of text each destination appeared first. */
export interface SeenDestinations {
  note(text: string, integrity: Integrity): void;
  firstSeenIn(destination: string): Integrity | null;
}

/** Keyed hashes of names only; the name seen first is forgotten first. */
export function createSeenDestinations(key: Uint32Array): SeenDestinations {
  const seen = new Map<number, Integrity>();
  const [salt = 0, second = 0] = key;

  /** 53 bits: two names never meet by chance. */
  function hashOf(name: string): number {
    let high = salt;
    let low = second;
    for (let at = 0; at < name.length; at++) {
      high = Math.imul(high ^ name.charCodeAt(at), 0x01000193);
      low = Math.imul(low ^ name.charCodeAt(at), 0x5bd1e995) ^ (low >>> 15);
    }
    return (high >>> 0) * 0x200000 + (low >>> 11);
  }

  function remember(name: string, integrity: Integrity): void {
    const hash = hashOf(name);
    if (!seen.has(hash)) seen.set(hash, integrity);
  }

  return {
    note(text, integrity) {
      let left = MOST_OF_TEXT;
      for (const [match] of text.matchAll(NAME)) {
        const name = plainName(match);
        if (!/[.@]|\d{5}/.test(name)) continue;
        if (left-- === 0) break;
        remember(name, integrity);
        const host = name.slice(name.lastIndexOf('@') + 1);
        if (host !== name) remember(host, integrity);
      }
      for (const oldest of seen.keys()) {
        if (seen.size <= MOST_NAMES) break;
        seen.delete(oldest);
      }
    },

    firstSeenIn(destination) {
      const name = plainName(hostOf(destination));
      return seen.get(hashOf(name)) ?? seen.get(hashOf(name.slice(name.lastIndexOf('@') + 1))) ?? null;
    },
  };
}

/** The host of an address, everything else as it is. */
function hostOf(destination: string): string {
  const scheme = destination.indexOf('://');
  if (scheme < 0) return destination.replace(/^mailto:/i, '');
  const authority = destination.slice(scheme + 3).split(/[/?#]/, 1)[0] ?? '';
  return authority.slice(authority.lastIndexOf('@') + 1).replace(/:\d{1,5}$/, '');
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/^\.+|[.+-]+$/g, '');
}
