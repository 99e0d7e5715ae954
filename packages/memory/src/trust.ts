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
