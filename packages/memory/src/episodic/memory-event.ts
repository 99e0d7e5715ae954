import type { Trust } from '../trust.js';
import type { EventType } from './event-type.js';

/** How much of an event is left: all of it, its best sentences, one line, or only that it was there. */
export type EventLevel = 'full' | 'summary' | 'line' | 'forgotten';

/** The four levels, from most to least. */
export const EVENT_LEVELS: readonly EventLevel[] = ['full', 'summary', 'line', 'forgotten'];

/** One thing that happened. Frozen. */
export interface MemoryEvent {
  readonly id: string;
  /** Milliseconds since the epoch, as the clock said; a clock may step back. */
  readonly ts: number;
  /** Place in the order of events, the same for every process: the truth about what came first. */
  readonly seq: number;
  readonly sessionId: string;
  readonly type: EventType;
  readonly actor: string;
  readonly trust: Trust;
  /** Verbatim at level `full`, shorter at `summary` and `line`, empty at `forgotten`. */
  readonly text: string;
  /**
   * Why the firewall keeps it apart (what its screen found); null when it does not. What is in quarantine is
   * kept and listed, and never recalled or injected until the owner releases it.
   */
  readonly quarantine: string | null;
  /**
   * Words of the full text that `text` no longer holds, each once, so that a search finds a compressed event
   * by all that it ever said. Empty at `full` and `forgotten`.
   */
  readonly lostWords: string;
  readonly tags: readonly string[];
  readonly entities: readonly string[];
  readonly files: readonly string[];
  /** 0–1. */
  readonly importance: number;
  readonly level: EventLevel;
  /** First 16 hex digits of the SHA-256 of the text as it was first stored. */
  readonly hash: string;
  /** Id of the event that this one replaced; null when it replaced none. */
  readonly supersedes: string | null;
  /** Id of the event that replaced this one; null while it holds. */
  readonly supersededBy: string | null;
  /** From when on it holds, milliseconds since the epoch; null: since `ts`. */
  readonly validFrom: number | null;
  /** Until when it held, milliseconds since the epoch; null while it holds. */
  readonly validTo: number | null;
  /** How many times it was said: 1, and one more for every repetition. */
  readonly support: number;
  /** Ids of what this was derived from. */
  readonly sourceIds: readonly string[];
  readonly accessCount: number;
  /** Milliseconds since the epoch; null when it was never found by a search. */
  readonly lastAccess: number | null;
  readonly pinned: boolean;
}

/** An event before the store gave it its place. */
export type NewEvent = Omit<MemoryEvent, 'seq'>;
