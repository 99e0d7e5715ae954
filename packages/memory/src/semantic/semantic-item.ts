import type { Json, JsonObject } from '@sentinel-agentos/core';
import type { Trust } from '../trust.js';

/** What the semantic memory knows five kinds of. */
export type SemanticKind = 'preference' | 'fact' | 'rule' | 'term' | 'project';

interface Envelope {
  readonly id: string;
  /** What the item is about: a preference's key, a term, a project's name; for facts and rules a digest of their text. */
  readonly slot: string;
  readonly trust: Trust;
  /** Sessions, events or files it was learned from, the latest last; at most 16. */
  readonly sources: readonly string[];
  /** How often it was said. */
  readonly support: number;
  /** Milliseconds since the epoch. */
  readonly validFrom: number;
  /** When a newer value took its place or it was forgotten; null while it holds. */
  readonly validTo: number | null;
  readonly updatedAt: number;
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
  /** 0.1–0.85. */
  readonly confidence: number;
  /** When it was last learned again, or lost confidence for want of use. */
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
