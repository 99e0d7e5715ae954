import type { Json, JsonObject } from '@sentinel-agentos/core';
import type { Trust } from '../trust.js';

/** What the semantic memory knows five kinds of. */
export type SemanticKind = 'preference' | 'fact' | 'rule' | 'term' | 'project';

/**
 * Why two values cannot both hold and time does not tell which: the claim is of somebody less trusted than who
 * said what holds, or it is dated before that.
 */
export interface ItemConflict {
  readonly reason: 'trust' | 'time';
  /** Id of the item that holds as long as nobody resolves this. */
  readonly with: string;
}

interface Envelope {
  readonly id: string;
  /** What the item is about: a preference's key, a term, a project's name; for facts and rules a digest of their text. */
  readonly slot: string;
  /** The class of the most trusted who said it. */
  readonly trust: Trust;
  /** Sessions, events or files it was learned from, the latest last; at most 16. */
  readonly sources: readonly string[];
  /** How often it was said. */
  readonly support: number;
  /** What speaks for it and against it, as a Beta distribution: 1 and 1 for what was said once. */
  readonly alpha: number;
  readonly beta: number;
  /** Mean of that distribution, 0.1–0.85. */
  readonly confidence: number;
  /** Milliseconds since the epoch. */
  readonly validFrom: number;
  /** When a newer value took its place, it was refused or it was forgotten; null while it is open. */
  readonly validTo: number | null;
  readonly updatedAt: number;
  /** Set while it claims a slot that something else holds: the claim does not count until it is resolved. */
  readonly conflict: ItemConflict | null;
  /** Why the firewall keeps it apart (what its screen found); null when it does not. */
  readonly quarantine: string | null;
  /** The item it took the place of. */
  readonly supersedes: string | null;
  readonly supersededBy: string | null;
}

/** A preference of the user. */
export interface PreferenceItem extends Envelope {
  readonly kind: 'preference';
  readonly value: Json;
}

/** Something that is so. */
export interface FactItem extends Envelope {
  readonly kind: 'fact';
  readonly value: string;
}

/** How to work, and how sure that is. */
export interface RuleItem extends Envelope {
  readonly kind: 'rule';
  readonly value: string;
  /** When it was last learned again, or lost confidence. */
  readonly judgedAt: number;
}

/** What a word means here. */
export interface TermItem extends Envelope {
  readonly kind: 'term';
  readonly value: string;
}

/** What is known of a project. */
export interface ProjectItem extends Envelope {
  readonly kind: 'project';
  readonly value: JsonObject;
}

/** One thing the semantic memory knows. Frozen. */
export type SemanticItem = PreferenceItem | FactItem | RuleItem | TermItem | ProjectItem;

/** The item of a kind. */
export type ItemOf<K extends SemanticKind> = Extract<SemanticItem, { readonly kind: K }>;
