import type { Json } from '@sentinel-agentos/core';
import { compareTrust, type Trust } from '../trust.js';
import { confidenceOf, confirmed, FIRST_BELIEF, type Belief } from './belief.js';
import type { ItemConflict, ItemOf, SemanticItem, SemanticKind } from './semantic-item.js';
import { currentItem, type SemanticState } from './semantic-state.js';

/** Something said: of what, what, by whom, since when. */
export interface Statement<K extends SemanticKind = SemanticKind> {
  readonly id: string;
  readonly kind: K;
  readonly slot: string;
  readonly value: ItemOf<K>['value'];
  readonly trust: Trust;
  readonly sources: readonly string[];
  /** Milliseconds since the epoch; undefined when nobody said since when, so since now. */
  readonly validFrom: number | undefined;
  readonly now: number;
  /** Why it has to be kept apart; null when it need not. */
  readonly quarantine: string | null;
}

/** The state after a statement, and the item the statement became or strengthened. */
export interface PutResult<K extends SemanticKind> {
  readonly state: SemanticState;
  readonly item: ItemOf<K>;
}

/** Whether two values of a slot say the same. */
export type SameValue = (a: Json, b: Json) => boolean;

const MAX_SOURCES = 16;

/**
 * Puts a statement where it belongs. The same value again adds support and its sources. Another value closes
 * the old item, and both are linked; but against a more trusted word, or dated before what holds, it is only a
 * claim: what holds stays until somebody resolves the conflict. What is in quarantine touches nothing.
 */
export function putItem<K extends SemanticKind>(
  state: SemanticState,
  statement: Statement<K>,
  same: SameValue,
): PutResult<K> {
  const { kind, slot, trust } = statement;
  if (statement.quarantine !== null) {
    const kept = openItem(state, statement, same, (item) => item.quarantine !== null);
    return kept === undefined
      ? added(state, statement, null, undefined)
      : strengthened(state, kept, statement);
  }
  const held = currentItem(state, kind, slot, trust !== 'untrusted');
  if (held !== undefined && same(held.value, statement.value)) {
    return strengthened(settled(state, statement, held.id, same), held, statement);
  }
  const rival = currentItem(state, kind, slot);
  if (rival === undefined || same(rival.value, statement.value)) return added(state, statement, null, held);
  const isEarlier = statement.validFrom !== undefined && statement.validFrom < rival.validFrom;
  const rank = compareTrust(trust, rival.trust);
  if (rank < 0 || (isEarlier && rank === 0)) {
    const claim = openItem(state, statement, same, (item) => item.conflict !== null);
    if (claim !== undefined) return strengthened(state, claim, statement);
    return added(state, statement, { reason: rank < 0 ? 'trust' : 'time', with: rival.id }, undefined);
  }
  if (!isEarlier) return added(settled(state, statement, statement.id, same), statement, null, rival);
  // The more trusted word holds, but the later one may tell of a change: both stay until that is resolved.
  const demoted = freeze({ ...rival, conflict: { reason: 'time', with: statement.id } as const });
  return added(replaced(state, rival.id, demoted), statement, null, undefined);
}

/** A state with other items. */
export function changed(state: SemanticState, items: readonly SemanticItem[]): SemanticState {
  return { ...state, revision: state.revision + 1, items };
}

/** A state with another item in the place of one. */
export function replaced(state: SemanticState, id: string, item: SemanticItem): SemanticState {
  return changed(
    state,
    state.items.map((one) => (one.id === id ? item : one)),
  );
}

/** The fields that follow from a belief. */
export function beliefFields(belief: Belief): Belief & { readonly confidence: number } {
  return { ...belief, confidence: confidenceOf(belief) };
}

function strengthened<K extends SemanticKind>(
  state: SemanticState,
  old: ItemOf<K>,
  statement: Statement<K>,
): PutResult<K> {
  const { trust, validFrom, now } = statement;
  const item = freeze({
    ...old,
    ...(old.kind === 'rule' ? { judgedAt: now } : {}),
    ...beliefFields(confirmed(old)),
    trust: compareTrust(trust, old.trust) > 0 ? trust : old.trust,
    sources: withSources(old.sources, statement.sources),
    support: old.support + 1,
    validFrom: Math.min(old.validFrom, validFrom ?? old.validFrom),
    updatedAt: now,
  });
  return { state: replaced(state, old.id, item), item };
}

function added<K extends SemanticKind>(
  state: SemanticState,
  statement: Statement<K>,
  conflict: ItemConflict | null,
  old: ItemOf<K> | undefined,
): PutResult<K> {
  const { id, kind, slot, value, trust, now, quarantine } = statement;
  // A clock that stepped back does not make a new word an old one.
  const validFrom = statement.validFrom ?? Math.max(now, old?.validFrom ?? now);
  const item = freeze({
    id,
    kind,
    slot,
    value,
    trust,
    sources: withSources([], statement.sources),
    support: 1,
    ...beliefFields(FIRST_BELIEF),
    ...(kind === 'rule' ? { judgedAt: now } : {}),
    validFrom,
    validTo: null,
    updatedAt: now,
    supersedes: old?.id ?? null,
    supersededBy: null,
    conflict,
    quarantine,
  }) as unknown as ItemOf<K>;
  const closed =
    old === undefined
      ? state
      : replaced(state, old.id, freeze({ ...old, validTo: validFrom, supersededBy: id }));
  return { state: changed(closed, [...closed.items, item]), item };
}

/** Closes the claims that this statement answers: the owner's word answers all, others' the same claim again. */
function settled<K extends SemanticKind>(
  state: SemanticState,
  statement: Statement<K>,
  by: string,
  same: SameValue,
): SemanticState {
  const { kind, slot, trust, now } = statement;
  const items = state.items.map((item) => {
    if (item.kind !== kind || item.slot !== slot || item.validTo !== null || item.conflict === null)
      return item;
    const answers =
      trust === 'owner' || (same(item.value, statement.value) && compareTrust(trust, item.trust) >= 0);
    if (!answers) return item;
    return freeze({ ...item, validTo: Math.max(now, item.validFrom), supersededBy: by, conflict: null });
  });
  return changed(state, items);
}

function openItem<K extends SemanticKind>(
  state: SemanticState,
  { kind, slot, value, trust }: Statement<K>,
  same: SameValue,
  accepts: (item: SemanticItem) => boolean,
): ItemOf<K> | undefined {
  return state.items.find(
    (item): item is ItemOf<K> =>
      item.kind === kind &&
      item.slot === slot &&
      item.validTo === null &&
      (item.trust === 'untrusted') === (trust === 'untrusted') &&
      accepts(item) &&
      same(item.value, value),
  );
}

function withSources(sources: readonly string[], more: readonly string[]): readonly string[] {
  return Object.freeze([...sources.filter((one) => !more.includes(one)), ...more].slice(-MAX_SOURCES));
}

function freeze<T extends object>(item: T): T {
  return Object.freeze(item);
}
