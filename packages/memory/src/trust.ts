/**
 * Where a remembered item comes from: the owner's own words, the agent, a tool's output, something not
 * trusted (a web page, a message of a stranger), or this product.
 */
export const TRUST_CLASSES = ['owner', 'agent', 'tool', 'untrusted', 'system'] as const;

/** One of the trust classes. */
export type Trust = (typeof TRUST_CLASSES)[number];

/** Whether a value is a trust class. */
export function isTrust(value: unknown): value is Trust {
  return TRUST_CLASSES.some((trust) => trust === value);
}
