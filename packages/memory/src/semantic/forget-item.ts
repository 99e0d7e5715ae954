import { changed } from './put-item.js';
import type { SemanticItem } from './semantic-item.js';
import type { SemanticState } from './semantic-state.js';

/** Replaces an item by its tombstone: no slot, value or sources any more, closed now at the latest. */
export function forgetItem(state: SemanticState, id: string, now: number): SemanticState {
  return changed(
    state,
    state.items.map((item) => (item.id === id ? tombstone(item, now) : item)),
  );
}

function tombstone(item: SemanticItem, now: number): SemanticItem {
  const empty = { slot: '', sources: [], validTo: item.validTo ?? now, updatedAt: now };
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
