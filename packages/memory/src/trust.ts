/**
 * Where a remembered item comes from: the owner's own words, the agent, a tool's output, something not
 * trusted (a web page, a message of a stranger), or this product.
 */
export type Trust = 'owner' | 'agent' | 'tool' | 'untrusted' | 'system';

/** Every trust class. */
export const TRUST_CLASSES: readonly Trust[] = ['owner', 'agent', 'tool', 'untrusted', 'system'];

/** Whether a value is a trust class. */
export function isTrust(value: unknown): value is Trust {
  return TRUST_CLASSES.some((trust) => trust === value);
}

/** How much the word of each class weighs against another's. */
const RANKS: Readonly<Record<Trust, number>> = { owner: 4, system: 3, agent: 2, tool: 1, untrusted: 0 };

/** Below, at or above zero as `a` is less, equally or more trusted than `b`. */
export function compareTrust(a: Trust, b: Trust): number {
  return RANKS[a] - RANKS[b];
}
