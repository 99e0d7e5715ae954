import type { Clock, Ids } from '@sentinel-agentos/core';
import type { Firewall } from '../firewall/firewall.js';
import { invalidArgument } from '../input/invalid-argument.js';
import { parseNumber } from '../input/parse-number.js';
import { parseOptions } from '../input/parse-options.js';
import { parseBoundedText, parseString } from '../input/parse-text.js';
import { parseTrust } from '../input/parse-trust.js';
import { compareTrust } from '../trust.js';
import { LOWEST_CONFIDENCE, weakened } from './belief.js';
import { conflictsOf, resolveConflict } from './conflicts.js';
import { factSlot, sameFact } from './fact-slot.js';
import { forgetItem, forgetSources, type Forgotten } from './forget-item.js';
import { parseObject, parseRemember, parseValue, type RememberOptions } from './parse-remember.js';
import { beliefFields, changed, putItem, replaced, type SameValue, type Statement } from './put-item.js';
import { readSentence } from './read-sentence.js';
import { releaseItem } from './release-item.js';
import { sameJson } from './same-json.js';
import type { ItemOf, RuleItem, SemanticItem, SemanticKind } from './semantic-item.js';
import type { SemanticMemory } from './semantic-memory.js';
import { currentItem, currentItems, type SemanticState } from './semantic-state.js';
import type { SemanticStore } from './semantic-store.js';
import { sameText, textSlot } from './text-slot.js';

const DAY_MS = 86_400_000;
const KEY_BYTES = 256;
const TEXT_BYTES = 8_192;

/** How each kind tells that a value says the same as another. */
const SAME: Readonly<Record<SemanticKind, SameValue>> = {
  preference: sameJson,
  project: sameJson,
  term: sameJson,
  rule: ofTexts(sameText),
  fact: ofTexts(sameFact),
};

function ofTexts(same: (a: string, b: string) => boolean): SameValue {
  return (a, b) => typeof a === 'string' && typeof b === 'string' && same(a, b);
}

/** Makes a semantic memory over a store, behind a firewall. */
export function createSemanticMemory(
  store: SemanticStore,
  clock: Clock,
  ids: Ids,
  firewall: Firewall,
): SemanticMemory {
  /**
   * Screens what is said and puts it into its slot: a name that was given is screened too, one that is worked out
   * from the screened value is not.
   */
  const put = <K extends SemanticKind>(
    kind: K,
    given: ItemOf<K>['value'],
    options: RememberOptions | undefined,
    slot: string | ((value: ItemOf<K>['value'], state: SemanticState) => string),
    valueOf: (value: ItemOf<K>['value'], old: ItemOf<K> | undefined) => ItemOf<K>['value'] = (value) => value,
  ): ItemOf<K> => {
    const { source, trust, validFrom } = parseRemember(options, kind === 'preference' ? 'owner' : 'agent');
    const now = clock.now();
    if (validFrom !== undefined && validFrom > now) {
      throw invalidArgument('validFrom', `at most now (${now})`, validFrom);
    }
    const admitted = firewall.json(given, trust);
    const value = admitted.value as ItemOf<K>['value'];
    const name = typeof slot === 'string' ? firewall.text(slot, trust) : null;
    const quarantine = admitted.quarantine ?? name?.quarantine ?? null;
    const sources = source === undefined ? [] : [firewall.text(source, trust).value];
    let item: ItemOf<K> | undefined;
    store.update((before) => {
      const about = typeof slot === 'string' ? (name?.value ?? slot) : slot(value, before);
      const old = currentItem(before, kind, about, trust !== 'untrusted');
      const statement: Statement<K> = {
        id: ids.next(),
        kind,
        slot: about,
        value: valueOf(value, quarantine === null ? old : undefined),
        trust,
        sources,
        validFrom,
        now,
        quarantine,
      };
      const result = putItem(before, statement, SAME[kind]);
      item = result.item;
      return result.state;
    });
    return item as ItemOf<K>;
  };
  const addFact: SemanticMemory['addFact'] = (fact, options) => {
    const text = parseBoundedText(fact, 'fact', TEXT_BYTES);
    const slot = options?.slot === undefined ? undefined : parseBoundedText(options.slot, 'slot', KEY_BYTES);
    return put('fact', text, options, slot ?? factSlot);
  };
  const all = <K extends SemanticKind>(kind: K): readonly ItemOf<K>[] => currentItems(store.read(), kind);
  const bySlot = <K extends SemanticKind>(kind: K): ReadonlyMap<string, ItemOf<K>['value']> =>
    new Map(all(kind).map((item) => [item.slot, item.value as ItemOf<K>['value']]));
  const find = (id: string): SemanticItem | undefined => store.read().items.find((item) => item.id === id);
  const forget = (change: (state: SemanticState) => Forgotten): number => {
    if (change(store.read()).count === 0 && change(store.read()).state === store.read()) return 0;
    let count = 0;
    store.update((before) => {
      const forgotten = change(before);
      count = forgotten.count;
      return forgotten.state;
    });
    // The file before is now the backup; written once more, the content is out of that too.
    store.update((before) => changed(before, before.items));
    return count;
  };

  return {
    setPreference(key, value, options) {
      const slot = parseBoundedText(key, 'key', KEY_BYTES);
      return put('preference', parseValue(value, 'value', TEXT_BYTES), options, slot);
    },
    getPreference: (key) => currentItem(store.read(), 'preference', key)?.value,
    preferences: () => bySlot('preference'),
    addFact,
    facts: () => all('fact'),
    learnRule(rule, source, options) {
      const text = parseBoundedText(rule, 'rule', TEXT_BYTES);
      const remember: RememberOptions = {
        ...(source === undefined ? {} : { source }),
        ...(options?.trust === undefined ? {} : { trust: parseTrust(options.trust, 'agent') }),
      };
      return put('rule', text, remember, textSlot);
    },
    contradictRule(rule, options) {
      const text = parseBoundedText(rule, 'rule', TEXT_BYTES);
      const trust = parseTrust(parseOptions(options, 'options').trust, 'agent');
      const now = clock.now();
      let found: RuleItem | undefined;
      const isMeant = (item: RuleItem | undefined): item is RuleItem =>
        item !== undefined && sameText(item.value, text) && compareTrust(trust, item.trust) >= 0;
      if (!isMeant(currentItem(store.read(), 'rule', textSlot(text)))) return undefined;
      store.update((before) => {
        const old = currentItem(before, 'rule', textSlot(text));
        if (!isMeant(old)) return before;
        found = lessSure(old, now);
        return replaced(before, old.id, found);
      });
      return found;
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
      const state = store.update((before) => {
        const items = before.items.map((item) => {
          if (!stale(item)) return item;
          touched.add(item.id);
          return lessSure(item, now);
        });
        return touched.size === 0 ? before : changed(before, items);
      });
      return currentItems(state, 'rule').filter((rule) => touched.has(rule.id));
    },
    defineTerm(term, meaning, options) {
      const slot = parseBoundedText(term, 'term', KEY_BYTES);
      return put('term', parseBoundedText(meaning, 'meaning', TEXT_BYTES), options, slot);
    },
    getTerm: (term) => currentItem(store.read(), 'term', term)?.value,
    glossary: () => bySlot('term'),
    setProjectContext(name, context, options) {
      const slot = parseBoundedText(name, 'name', KEY_BYTES);
      const fields = parseObject(context, 'context', TEXT_BYTES);
      return put('project', fields, options, slot, (value, old) =>
        parseObject({ ...old?.value, ...value }, 'context', 2 * TEXT_BYTES),
      );
    },
    getProjectContext: (name) => currentItem(store.read(), 'project', name)?.value,
    projects: () => bySlot('project'),
    learnFrom({ id, ts, text, trust, quarantine }) {
      const reading = quarantine === null ? readSentence(text) : null;
      if (reading === null) return undefined;
      const known = currentItem(store.read(), 'fact', reading.slot);
      if (known !== undefined && (known.sources.includes(id) || known.validFrom > ts)) return undefined;
      const validFrom = Math.min(ts, clock.now());
      return addFact(text, { source: id, trust, validFrom });
    },
    history: (slot) =>
      store
        .read()
        .items.filter((item) => item.slot === parseString(slot, 'slot') && item.slot !== '')
        .toSorted((a, b) => a.validFrom - b.validFrom),
    conflicts: () => conflictsOf(store.read()),
    resolveConflict(id, verdict) {
      if (verdict !== 'keep' && verdict !== 'accept')
        throw invalidArgument('verdict', 'keep or accept', verdict);
      const conflict = conflictsOf(store.read()).find((one) => one.id === id);
      if (conflict === undefined) return undefined;
      const state = store.update((before) => resolveConflict(before, id, verdict, clock.now()));
      return currentItem(state, conflict.kind, conflict.slot);
    },
    quarantined: () => store.read().items.filter((item) => item.quarantine !== null && item.validTo === null),
    release(id) {
      if (!store.read().items.some((item) => item.id === id && item.quarantine !== null)) return undefined;
      let released: SemanticItem | undefined;
      store.update((before) => {
        const result = releaseItem(before, id, clock.now(), SAME);
        released = result?.item;
        return result?.state ?? before;
      });
      return released;
    },
    items: () => store.read().items,
    forget(id) {
      if (find(id) === undefined) return false;
      forget((state) => forgetItem(state, id, clock.now()));
      return true;
    },
    forgetSources(sources) {
      const named = new Set(sources.map((source) => firewall.text(source, 'owner').value));
      return forget((state) => forgetSources(state, named, clock.now()));
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
        conflicts: conflictsOf(state).length,
        quarantined: state.items.filter((item) => item.quarantine !== null && item.validTo === null).length,
        historyDropped: state.historyDropped,
        ...store.stats(),
      };
    },
  };
}

function lessSure(rule: RuleItem, now: number): RuleItem {
  return Object.freeze({ ...rule, ...beliefFields(weakened(rule)), judgedAt: now });
}
