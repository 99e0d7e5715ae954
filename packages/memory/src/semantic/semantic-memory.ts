import type { Clock, Ids, Json, JsonObject } from '@sentinel-agentos/core';
import { parseNumber } from '../input/parse-number.js';
import { parseBoundedText } from '../input/parse-text.js';
import { parseTrust } from '../input/parse-trust.js';
import type { Trust } from '../trust.js';
import { forgetItem } from './forget-item.js';
import { parseObject, parseRemember, parseValue, type RememberOptions } from './parse-remember.js';
import { changed, putItem, type Statement } from './put-item.js';
import { decayed, FIRST_CONFIDENCE, LOWEST_CONFIDENCE, reinforced } from './rule-confidence.js';
import type {
  FactItem,
  ItemOf,
  PreferenceItem,
  ProjectItem,
  RuleItem,
  SemanticItem,
  SemanticKind,
  TermItem,
} from './semantic-item.js';
import { currentItem, currentItems, type SemanticState } from './semantic-state.js';
import type { SemanticStore } from './semantic-store.js';
import { textSlot } from './text-slot.js';

/** How much the semantic memory holds. */
export interface SemanticStats {
  readonly preferences: number;
  readonly facts: number;
  readonly rules: number;
  readonly terms: number;
  readonly projects: number;
  /** Closed items that are still kept. */
  readonly history: number;
  /** Closed items that were let go to keep the size cap. */
  readonly historyDropped: number;
  readonly bytes: number;
  readonly maxBytes: number;
}

/**
 * What stays true: preferences, facts, rules, terms, projects. Every write is on the disk when it returns and
 * sees what other processes have written. A new value for the same slot closes the old item and links both;
 * nothing is overwritten. What holds now is never evicted: a write that would not fit throws `MEMORY_FAILED`
 * and changes nothing; only closed items are let go for room, oldest first, and counted.
 *
 * Items given with trust `untrusted` are kept apart: they never take the place of trusted ones and no getter
 * here but {@link SemanticMemory.items} returns them.
 */
export interface SemanticMemory {
  /** `key` up to 256 bytes; `value` any JSON value up to 8 KB. */
  setPreference(key: string, value: Json, options?: RememberOptions): PreferenceItem;
  getPreference(key: string): Json | undefined;
  preferences(): ReadonlyMap<string, Json>;
  /** `fact` up to 8 KB. With a `slot`, a later fact for the same slot takes this one's place. */
  addFact(fact: string, options?: RememberOptions & { readonly slot?: string }): FactItem;
  facts(): readonly FactItem[];
  /** The first time 0.5; each time again half the way to 0.85 (0.675, 0.7625 …). `rule` up to 8 KB. */
  learnRule(rule: string, source?: string, options?: { readonly trust?: Trust }): RuleItem;
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
  /** All items, closed and untrusted ones included, in the order they were learned. */
  items(): readonly SemanticItem[];
  /** Takes an item's content out of the file and its backup; that something was there stays. False when unknown. */
  forget(id: string): boolean;
  stats(): SemanticStats;
}

const DAY_MS = 86_400_000;
const KEY_BYTES = 256;
const TEXT_BYTES = 8_192;

/** Makes a semantic memory over a store. */
export function createSemanticMemory(store: SemanticStore, clock: Clock, ids: Ids): SemanticMemory {
  const put = <K extends SemanticKind>(
    kind: K,
    slot: string,
    options: RememberOptions | undefined,
    value: (old: ItemOf<K> | undefined) => ItemOf<K>['value'],
    extra?: (old: ItemOf<K> | undefined) => object,
  ): ItemOf<K> => {
    const { source, trust } = parseRemember(options, kind === 'preference' ? 'owner' : 'agent');
    const statement: Statement = { id: ids.next(), slot, trust, source, now: clock.now() };
    const trusted = trust !== 'untrusted';
    const state = store.update((before) =>
      putItem(before, kind, statement, value(currentItem(before, kind, slot, trusted)), extra),
    );
    return currentItem(state, kind, slot, trusted) as ItemOf<K>;
  };
  const all = <K extends SemanticKind>(kind: K): readonly ItemOf<K>[] => currentItems(store.read(), kind);
  const bySlot = <K extends SemanticKind>(kind: K): ReadonlyMap<string, ItemOf<K>['value']> =>
    new Map(all(kind).map((item) => [item.slot, item.value as ItemOf<K>['value']]));

  return {
    setPreference(key, value, options) {
      const parsed = parseValue(value, 'value', TEXT_BYTES);
      return put('preference', parseBoundedText(key, 'key', KEY_BYTES), options, () => parsed);
    },
    getPreference: (key) => currentItem(store.read(), 'preference', key)?.value,
    preferences: () => bySlot('preference'),
    addFact(fact, options) {
      const text = parseBoundedText(fact, 'fact', TEXT_BYTES);
      const slot =
        options?.slot === undefined ? textSlot(text) : parseBoundedText(options.slot, 'slot', KEY_BYTES);
      return put('fact', slot, options, (old) =>
        old !== undefined && textSlot(old.value) === textSlot(text) ? old.value : text,
      );
    },
    facts: () => all('fact'),
    learnRule(rule, source, options) {
      const text = parseBoundedText(rule, 'rule', TEXT_BYTES);
      const remember: RememberOptions = {
        ...(source === undefined ? {} : { source }),
        ...(options?.trust === undefined ? {} : { trust: parseTrust(options.trust, 'agent') }),
      };
      return put(
        'rule',
        textSlot(text),
        remember,
        (old) => old?.value ?? text,
        (old) => ({
          confidence: old === undefined ? FIRST_CONFIDENCE : reinforced(old.confidence),
          judgedAt: clock.now(),
        }),
      );
    },
    rules: () => all('rule').toSorted((a, b) => b.confidence - a.confidence),
    decayUnusedRules(options) {
      const days = parseNumber(options?.unusedDays, 'unusedDays', 0, 30);
      const now = clock.now();
      const stale = (item: SemanticItem): item is RuleItem =>
        item.kind === 'rule' &&
        item.validTo === null &&
        item.confidence > LOWEST_CONFIDENCE &&
        now - item.judgedAt >= days * DAY_MS;
      if (!store.read().items.some(stale)) return [];
      const touched = new Set<string>();
      const state = store.update((before) => decayRules(before, stale, now, touched));
      return currentItems(state, 'rule').filter((rule) => touched.has(rule.id));
    },
    defineTerm(term, meaning, options) {
      const text = parseBoundedText(meaning, 'meaning', TEXT_BYTES);
      return put('term', parseBoundedText(term, 'term', KEY_BYTES), options, () => text);
    },
    getTerm: (term) => currentItem(store.read(), 'term', term)?.value,
    glossary: () => bySlot('term'),
    setProjectContext(name, context, options) {
      const fields = parseObject(context, 'context', TEXT_BYTES);
      return put('project', parseBoundedText(name, 'name', KEY_BYTES), options, (old) =>
        parseObject({ ...old?.value, ...fields }, 'context', 2 * TEXT_BYTES),
      );
    },
    getProjectContext: (name) => currentItem(store.read(), 'project', name)?.value,
    projects: () => bySlot('project'),
    items: () => store.read().items,
    forget(id) {
      if (!store.read().items.some((item) => item.id === id)) return false;
      store.update((before) => forgetItem(before, id, clock.now()));
      // The file before is now the backup; written once more, the content is out of that too.
      store.update((before) => changed(before, before.items));
      return true;
    },
    stats() {
      const state = store.read();
      const count = (kind: SemanticKind): number => currentItems(state, kind).length;
      return {
        preferences: count('preference'),
        facts: count('fact'),
        rules: count('rule'),
        terms: count('term'),
        projects: count('project'),
        history: state.items.filter((item) => item.validTo !== null).length,
        historyDropped: state.historyDropped,
        ...store.stats(),
      };
    },
  };
}

function decayRules(
  state: SemanticState,
  stale: (item: SemanticItem) => item is RuleItem,
  now: number,
  touched: Set<string>,
): SemanticState {
  const items = state.items.map((item) => {
    if (!stale(item)) return item;
    touched.add(item.id);
    return Object.freeze({ ...item, confidence: decayed(item.confidence), judgedAt: now });
  });
  return touched.size === 0 ? state : changed(state, items);
}
