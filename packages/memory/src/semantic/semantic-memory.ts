import type { Json, JsonObject } from '@sentinel-agentos/core';
import type { MemoryEvent } from '../episodic/memory-event.js';
import type { Trust } from '../trust.js';
import type { ConflictVerdict, SemanticConflict } from './conflicts.js';
import type { RememberOptions } from './parse-remember.js';
import type {
  FactItem,
  PreferenceItem,
  ProjectItem,
  RuleItem,
  SemanticItem,
  TermItem,
} from './semantic-item.js';

/** What is read of an event to learn from it. */
export type LearnableEvent = Pick<MemoryEvent, 'id' | 'ts' | 'text' | 'trust' | 'quarantine'>;

/** How much the semantic memory holds. */
export interface SemanticStats {
  readonly preferences: number;
  readonly facts: number;
  readonly rules: number;
  readonly terms: number;
  readonly projects: number;
  /** Closed items that are still kept. */
  readonly history: number;
  /** Conflicts that nobody has resolved. */
  readonly conflicts: number;
  readonly quarantined: number;
  /** Closed, untrusted, claimed or quarantined items that were let go to keep the size cap. */
  readonly historyDropped: number;
  readonly bytes: number;
  readonly maxBytes: number;
}

/**
 * What stays true: preferences, facts, rules, terms, projects. Every write is on the disk when it returns and
 * sees what other processes have written. A new value for the same slot closes the old item and links both;
 * nothing is overwritten. Against a more trusted word, or dated before it, a value is only a claim: the write
 * returns an item whose `conflict` says so, {@link SemanticMemory.conflicts} lists it, and what holds stays until
 * {@link SemanticMemory.resolveConflict}. What holds now is never evicted: a write that would not fit throws
 * `MEMORY_FAILED` and changes nothing; everything else is let go for room, oldest first, and counted.
 *
 * Every text passes the memory's screen first: secrets are masked, and what is suspicious and not the owner's
 * word is kept in quarantine. Items given with trust `untrusted` are kept apart: they never take the place of
 * trusted ones. No getter here but {@link SemanticMemory.items} and {@link SemanticMemory.history} returns
 * claims, untrusted items or what is in quarantine.
 */
export interface SemanticMemory {
  /** `key` up to 256 bytes; `value` any JSON value up to 8 KB. */
  setPreference(key: string, value: Json, options?: RememberOptions): PreferenceItem;
  getPreference(key: string): Json | undefined;
  preferences(): ReadonlyMap<string, Json>;
  /**
   * `fact` up to 8 KB. A later fact for the same slot takes its place. The slot is the one given; or the one that
   * a plain sentence is about ("I moved to Berlin", "my editor is now Helix", 我现在用 pnpm); or else the words
   * of the text, so that only its own negation takes its place.
   */
  addFact(fact: string, options?: RememberOptions & { readonly slot?: string }): FactItem;
  facts(): readonly FactItem[];
  /** The first time 0.5; each time again half the way to 0.85 (0.675, 0.7625 …). `rule` up to 8 KB. */
  learnRule(rule: string, source?: string, options?: { readonly trust?: Trust }): RuleItem;
  /**
   * Something spoke against a rule: takes 0.05 from it, down to 0.1. Undefined when there is no such rule, or the
   * word against it is less trusted than the rule.
   */
  contradictRule(rule: string, options?: { readonly trust?: Trust }): RuleItem | undefined;
  /** Surest first. */
  rules(): readonly RuleItem[];
  /**
   * Takes 0.05, down to 0.1, from every rule not learned again for `unusedDays` (default 30), at most once in
   * that time. Returns the rules it changed.
   */
  decayUnusedRules(options?: { readonly unusedDays?: number }): readonly RuleItem[];
  /** `term` up to 256 bytes, `meaning` up to 8 KB. */
  defineTerm(term: string, meaning: string, options?: RememberOptions): TermItem;
  getTerm(term: string): string | undefined;
  glossary(): ReadonlyMap<string, string>;
  /** Merges the fields of `context` into what is known of the project; a field's new value replaces the old. */
  setProjectContext(name: string, context: JsonObject, options?: RememberOptions): ProjectItem;
  getProjectContext(name: string): JsonObject | undefined;
  projects(): ReadonlyMap<string, JsonObject>;
  /**
   * Keeps what a plain sentence of an event says as a fact that names the event as its source. Undefined when it
   * says nothing that has a slot, is in quarantine, or something later is already known.
   */
  learnFrom(event: LearnableEvent): FactItem | undefined;
  /** Every value a slot has had, claims and quarantined ones included, the longest ago first. */
  history(slot: string): readonly SemanticItem[];
  /** What claims a slot that another value holds, the oldest claim first. */
  conflicts(): readonly SemanticConflict[];
  /**
   * Resolves a conflict by the owner's word, and returns what holds now; undefined when there is no such conflict,
   * or nothing holds.
   */
  resolveConflict(id: string, verdict: ConflictVerdict): SemanticItem | undefined;
  /** What the firewall keeps apart, in the order it came. */
  quarantined(): readonly SemanticItem[];
  /** The owner answers for an item in quarantine from now on. Returns it; undefined when there is none such. */
  release(id: string): SemanticItem | undefined;
  /** All items, closed and untrusted ones included, in the order they were learned. */
  items(): readonly SemanticItem[];
  /** Takes an item's content out of the file and its backup; that something was there stays. False when unknown. */
  forget(id: string): boolean;
  /**
   * Forgets what was learned from these sources and from no other, and lets what it had replaced hold again.
   * What has other sources loses these. Returns how many items were forgotten.
   */
  forgetSources(sources: readonly string[]): number;
  stats(): SemanticStats;
}
