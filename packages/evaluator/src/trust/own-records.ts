import { REFUSED_AGAIN_RULE } from './critical-cause.js';
import type { CallFacts } from './call-facts.js';
import type { Effect } from '@sentinel-agentos/core';

/** The guard's rule about the product's own records, snapshots and rules. */
const OWN_RECORDS_RULE = 'state.protected';

/** An absolute path of a file or folder of the product's own; or of a folder without what is excepted from it. */
export type OwnRecords = string | { readonly folder: string; readonly except: readonly string[] };

/**
 * A call's facts without what it was not out for: `git clean -fdx` and `rm -rf .` would take the product's own records
 * along, and are refused for it, but only a call with a target within them was aimed at them. Where nobody says where
 * they are, the facts stay as they are.
 */
export function aimedFacts(facts: CallFacts, own: readonly OwnRecords[]): CallFacts {
  if (own.length === 0 || !facts.rules.includes(OWN_RECORDS_RULE)) return facts;
  if (facts.effects.some((effect) => own.some((place) => isOwn(effect, place)))) return facts;
  // The same once more is no more aimed at them than it was; but `rm -rf /` is refused for more than their sake.
  const forThemOnly = facts.refusedBy.every(
    (rule) => rule === OWN_RECORDS_RULE || rule === REFUSED_AGAIN_RULE,
  );
  const left = new Set([OWN_RECORDS_RULE, ...(forThemOnly ? [REFUSED_AGAIN_RULE] : [])]);
  return { ...facts, rules: facts.rules.filter((rule) => !left.has(rule)) };
}

function isOwn(effect: Effect, own: OwnRecords): boolean {
  if (typeof own === 'string') return isWithin(effect, own);
  return isWithin(effect, own.folder) && !own.except.some((part) => isWithin(effect, part));
}

function isWithin({ target }: Pick<Effect, 'target'>, place: string): boolean {
  return target === place || target.startsWith(`${place}/`) || target.startsWith(`${place}\\`);
}
