import { freezeJson } from '../input/parse-json.js';
import { isTrust } from '../trust.js';
import type { Json } from '@sentinel-agentos/core';
import type { ItemOf, SemanticItem, SemanticKind } from './semantic-item.js';

/** All that is known, as one value. */
export interface SemanticState {
  /** One more with every change, over all processes. */
  readonly revision: number;
  /** In the order they were learned; closed ones included. */
  readonly items: readonly SemanticItem[];
  /** Closed, untrusted, claimed or quarantined items that were let go to keep the size cap. */
  readonly historyDropped: number;
}

/** Nothing is known yet. */
export const EMPTY_STATE: SemanticState = Object.freeze({
  revision: 0,
  items: Object.freeze([]),
  historyDropped: 0,
});

/** Whether an item is neither closed, nor a mere claim, nor in quarantine. */
export function isHeld(item: SemanticItem): boolean {
  return item.validTo === null && item.conflict === null && item.quarantine === null;
}

/** The item that holds now for a slot. What is not trusted has slots of its own and never hides what is. */
export function currentItem<K extends SemanticKind>(
  state: SemanticState,
  kind: K,
  slot: string,
  trusted: boolean = true,
): ItemOf<K> | undefined {
  return state.items.find(
    (item): item is ItemOf<K> =>
      item.kind === kind && item.slot === slot && isHeld(item) && (item.trust !== 'untrusted') === trusted,
  );
}

/** Everything of a kind that holds now and is trusted, in the order it was learned. */
export function currentItems<K extends SemanticKind>(state: SemanticState, kind: K): readonly ItemOf<K>[] {
  return state.items.filter(
    (item): item is ItemOf<K> => item.kind === kind && isHeld(item) && item.trust !== 'untrusted',
  );
}

/** Reads a state from the JSON of its file; null when it is not one. Takes ownership and freezes it. */
export function parseState(value: unknown): SemanticState | null {
  if (typeof value !== 'object' || value === null) return null;
  const { revision, items, historyDropped } = value as { readonly [K in keyof SemanticState]: unknown };
  if (typeof revision !== 'number' || typeof historyDropped !== 'number' || !Array.isArray(items))
    return null;
  if (!items.every(isItem)) return null;
  freezeJson(value as Json);
  return { revision, items, historyDropped };
}

const KINDS: ReadonlySet<unknown> = new Set<SemanticKind>(['preference', 'fact', 'rule', 'term', 'project']);

function isItem(value: unknown): value is SemanticItem {
  if (typeof value !== 'object' || value === null) return false;
  const item = value as { readonly [key: string]: unknown };
  const { id, kind, slot, trust, sources, validFrom, validTo, quarantine } = item;
  return (
    typeof id === 'string' &&
    typeof slot === 'string' &&
    KINDS.has(kind) &&
    isTrust(trust) &&
    Array.isArray(sources) &&
    sources.every((source) => typeof source === 'string') &&
    typeof validFrom === 'number' &&
    (validTo === null || typeof validTo === 'number') &&
    [item['alpha'], item['beta'], item['confidence']].every((one) => typeof one === 'number') &&
    (quarantine === null || typeof quarantine === 'string') &&
    isConflict(item['conflict']) &&
    (kind === 'preference' || kind === 'project' || typeof item['value'] === 'string')
  );
}

function isConflict(value: unknown): boolean {
  if (typeof value !== 'object') return false;
  if (value === null) return true;
  const conflict = value as { readonly [key: string]: unknown };
  return (
    typeof conflict['with'] === 'string' && (conflict['reason'] === 'trust' || conflict['reason'] === 'time')
  );
}
