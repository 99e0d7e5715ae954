import { changed } from './put-item.js';
import type { SemanticItem } from './semantic-item.js';
import { isHeld, type SemanticState } from './semantic-state.js';

/** A state without the content of some items, and how many lost it. */
export interface Forgotten {
  readonly state: SemanticState;
  readonly count: number;
}

/** Replaces an item by its tombstone: no slot, value or sources any more, closed now at the latest. */
export function forgetItem(state: SemanticState, id: string, now: number): Forgotten {
  const gone = state.items.filter((item) => item.id === id && !isTombstone(item));
  return { state: buried(state, new Set(gone), now), count: gone.length };
}

/**
 * Takes sources out of everything that was learned from them. What has no other source is forgotten; and where
 * it had taken the place of a value that does not come from there, that value holds again: without the source,
 * nothing would ever have spoken against it.
 */
export function forgetSources(state: SemanticState, sources: ReadonlySet<string>, now: number): Forgotten {
  const named = state.items.filter((item) => item.sources.some((source) => sources.has(source)));
  if (named.length === 0) return { state, count: 0 };
  const gone = new Set(named.filter((item) => item.sources.every((source) => sources.has(source))));
  const revived = new Set([...gone].filter(isHeld).flatMap((item) => heldBefore(state, item, gone)));
  const left = state.items.map((item): SemanticItem => {
    if (revived.has(item))
      return Object.freeze({ ...item, validTo: null, supersededBy: null, updatedAt: now });
    if (gone.has(item) || !item.sources.some((source) => sources.has(source))) return item;
    return Object.freeze({
      ...item,
      sources: Object.freeze(item.sources.filter((source) => !sources.has(source))),
      support: Math.max(1, item.support - 1),
    });
  });
  return { state: buried(changed(state, left), gone, now), count: gone.size };
}

/** The latest value before an item that does not go with it. */
function heldBefore(
  state: SemanticState,
  item: SemanticItem,
  gone: ReadonlySet<SemanticItem>,
): readonly SemanticItem[] {
  const byId = new Map(state.items.map((one) => [one.id, one]));
  const seen = new Set<string>();
  for (let id = item.supersedes; id !== null && !seen.has(id);) {
    seen.add(id);
    const before = byId.get(id);
    if (before === undefined) return [];
    if (!gone.has(before)) return isTombstone(before) ? [] : [before];
    id = before.supersedes;
  }
  return [];
}

function buried(state: SemanticState, gone: ReadonlySet<SemanticItem>, now: number): SemanticState {
  if (gone.size === 0) return state;
  const items = state.items.map((item) => (gone.has(item) ? tombstone(item, now) : item));
  return changed(state, items);
}

function isTombstone(item: SemanticItem): boolean {
  return item.slot === '';
}

function tombstone(item: SemanticItem, now: number): SemanticItem {
  const empty = {
    slot: '',
    sources: [],
    conflict: null,
    quarantine: null,
    validTo: item.validTo ?? now,
    updatedAt: now,
  };
  switch (item.kind) {
    case 'preference':
      return Object.freeze({ ...item, ...empty, value: null });
    case 'project':
      return Object.freeze({ ...item, ...empty, value: {} });
    case 'fact':
    case 'rule':
    case 'term':
      return Object.freeze({ ...item, ...empty, value: '' });
  }
}
