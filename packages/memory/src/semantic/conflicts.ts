import { beliefFields, changed, replaced } from './put-item.js';
import { confirmed } from './belief.js';
import type { ItemConflict, SemanticItem, SemanticKind } from './semantic-item.js';
import { currentItem, type SemanticState } from './semantic-state.js';

/** Two values for one slot of which nobody knows which is right. */
export interface SemanticConflict {
  /** Id of the claim: what to call `resolveConflict` with. */
  readonly id: string;
  readonly kind: SemanticKind;
  readonly slot: string;
  readonly reason: ItemConflict['reason'];
  /** What holds as long as nobody resolves this; null when it was forgotten meanwhile. */
  readonly holds: SemanticItem | null;
  readonly claim: SemanticItem;
}

/** What to do about a conflict: let the value that holds stay, or put the claim in its place. */
export type ConflictVerdict = 'keep' | 'accept';

/** Every open conflict, the oldest claim first. */
export function conflictsOf(state: SemanticState): readonly SemanticConflict[] {
  return state.items.flatMap((claim) => {
    if (claim.conflict === null || claim.validTo !== null) return [];
    const { id, kind, slot, conflict } = claim;
    const holds = currentItem(state, kind, slot) ?? null;
    return [{ id, kind, slot, reason: conflict.reason, holds, claim }];
  });
}

/**
 * Resolves a conflict by the owner's word: the refused value is closed and linked with the other, and what stays
 * is the owner's from now on. The state itself when there is no such conflict.
 */
export function resolveConflict(
  state: SemanticState,
  id: string,
  verdict: ConflictVerdict,
  now: number,
): SemanticState {
  const conflict = conflictsOf(state).find((one) => one.id === id);
  if (conflict === undefined) return state;
  const { claim, holds } = conflict;
  switch (verdict) {
    case 'keep': {
      const kept = holds === null ? state : replaced(state, holds.id, affirmed(holds, now));
      return replaced(kept, id, closed(claim, now, holds?.id ?? null));
    }
    case 'accept': {
      const others = holds === null ? state : replaced(state, holds.id, closed(holds, now, id));
      const isLater = holds === null || claim.validFrom >= holds.validFrom;
      const accepted: SemanticItem = Object.freeze({
        ...affirmed(claim, now),
        conflict: null,
        supersedes: holds?.id ?? null,
        validFrom: isLater ? claim.validFrom : now,
      });
      return changed(
        others,
        others.items.map((one) => (one.id === id ? accepted : one)),
      );
    }
  }
}

function affirmed(item: SemanticItem, now: number): SemanticItem {
  return Object.freeze({ ...item, ...beliefFields(confirmed(item)), trust: 'owner', updatedAt: now });
}

function closed(item: SemanticItem, now: number, by: string | null): SemanticItem {
  const validTo = Math.max(now, item.validFrom);
  return Object.freeze({ ...item, validTo, supersededBy: by, conflict: null, updatedAt: now });
}
