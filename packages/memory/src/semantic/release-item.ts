import { changed, putItem, type PutResult, type SameValue } from './put-item.js';
import type { SemanticKind } from './semantic-item.js';
import type { SemanticState } from './semantic-state.js';

/**
 * Lets an item out of quarantine as if the owner had said it now, with the sources it has. Null when there is no
 * such item.
 */
export function releaseItem(
  state: SemanticState,
  id: string,
  now: number,
  same: Readonly<Record<SemanticKind, SameValue>>,
): PutResult<SemanticKind> | null {
  const item = state.items.find((one) => one.id === id && one.quarantine !== null && one.validTo === null);
  if (item === undefined) return null;
  const { kind, slot, value, sources } = item;
  const without = changed(
    state,
    state.items.filter((one) => one !== item),
  );
  const statement = {
    id,
    kind,
    slot,
    value,
    sources,
    trust: 'owner',
    validFrom: undefined,
    now,
    quarantine: null,
  };
  return putItem<SemanticKind>(without, { ...statement, trust: 'owner' }, same[kind]);
}
