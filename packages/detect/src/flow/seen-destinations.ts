import { destinationName } from './destination-name.js';
import { isCommonHost } from './common-hosts.js';
import type { Integrity } from './labels.js';
import { latePattern } from '../scan/late-pattern.js';

/** Names that a text can hand over: hosts, mail addresses, accounts. Bounded, so linear. */
const names: () => RegExp = latePattern(String.raw`[\p{L}\p{N}][\p{L}\p{N}@._+-]{2,252}`, 'gu');
const LINK = /https?:\/\/[^\s"'`<>()[\]{}|\\^]{3,2048}/gi;
const MOST_NAMES = 16_384;
const MOST_LINKS = 16_384;
const MOST_USES = 4096;
/** Names, and links, read of one text. */
const MOST_OF_TEXT = 4096;

/**
 * What a session knows of a destination. `granted`: used since data could leak through it. `known`: used before, or
 * named before any untrusted text came. `untrusted`: untrusted text named it first, and it is no host that everybody
 * names. `new`: anything else.
 */
export type Standing = 'granted' | 'known' | 'untrusted' | 'new';

/** Remembers in what kind of text each destination appeared first, and where calls went. */
export interface SeenDestinations {
  note(text: string, integrity: Integrity): void;
  /** A call went there. `isArmed`: at a time when private data could have gone with it. */
  noteUse(destination: string, isArmed: boolean): void;
  /** What the names of services stand for was changed: every use is forgotten. */
  forgetUses(): void;
  standingOf(destination: string): Standing;
  /** Whether the address stood in an untrusted text, letter by letter. */
  isLink(address: string): boolean;
  readonly bytes: number;
}

type FirstSight = 'early' | 'later' | 'untrusted';

/** Keyed hashes of names only; the name seen first is forgotten first. */
export function createSeenDestinations(key: Uint32Array): SeenDestinations {
  const seen = new Map<number, FirstSight>();
  const links = new Set<number>();
  /** Whether private data could have gone with the last use. */
  const uses = new Map<number, boolean>();
  const [salt = 0, second = 0] = key;
  let hasUntrusted = false;

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

  function remember(name: string, sight: FirstSight): void {
    const hash = hashOf(name);
    if (!seen.has(hash)) seen.set(hash, sight);
  }

  function firstSightOf(name: string): FirstSight | undefined {
    return seen.get(hashOf(name)) ?? seen.get(hashOf(name.slice(name.lastIndexOf('@') + 1)));
  }

  return {
    note(text, integrity) {
      hasUntrusted ||= integrity === 'untrusted';
      const sight = integrity === 'untrusted' ? 'untrusted' : hasUntrusted ? 'later' : 'early';
      let left = MOST_OF_TEXT;
      for (const [match] of text.matchAll(names())) {
        const name = plainName(match);
        if (!/[.@]|\d{5}/.test(name)) continue;
        if (left-- === 0) break;
        remember(name, sight);
        const host = name.slice(name.lastIndexOf('@') + 1);
        if (host !== name) remember(host, sight);
      }
      forgetOldest(seen, MOST_NAMES);
      // What the session itself has put together may hold anything.
      if (integrity !== 'untrusted') return;
      left = MOST_OF_TEXT;
      for (const [link] of text.matchAll(LINK)) {
        if (left-- === 0) break;
        links.add(hashOf(plainLink(link)));
      }
      forgetOldest(links, MOST_LINKS);
    },

    noteUse(destination, isArmed) {
      const hash = hashOf(destinationName(destination).account);
      const wasArmed = uses.get(hash) ?? false;
      uses.delete(hash);
      uses.set(hash, wasArmed || isArmed);
      forgetOldest(uses, MOST_USES);
    },

    forgetUses() {
      uses.clear();
    },

    standingOf(destination) {
      const { name, account } = destinationName(destination);
      const use = uses.get(hashOf(account));
      if (use === true) return 'granted';
      const sight = firstSightOf(plainName(name));
      if (sight === 'early') return 'known';
      if (sight === 'untrusted') return use === undefined && !isCommonHost(name) ? 'untrusted' : 'new';
      return use === false ? 'known' : 'new';
    },

    isLink: (address) => links.has(hashOf(plainLink(address))),

    get bytes() {
      return (seen.size + links.size + uses.size) * 48;
    },
  };
}

function forgetOldest(
  entries: { readonly size: number; keys(): Iterable<number>; delete(key: number): boolean },
  most: number,
): void {
  for (const oldest of entries.keys()) {
    if (entries.size <= most) return;
    entries.delete(oldest);
  }
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/^\.+|[.+-]+$/g, '');
}

/** Punctuation behind an address belongs to the sentence. */
function plainLink(link: string): string {
  return link.replace(/[.,;:!?]{1,3}$/, '');
}
