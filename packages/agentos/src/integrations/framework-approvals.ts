import type { Approver } from '@sentinel-agentos/core';

/** More questions than this that wait for an answer are forgotten, oldest first: they must be asked again. */
const CAPACITY = 10_000;

/**
 * The questions about calls that a framework asks its user in its own way. An answer holds once, for exactly the call
 * it was asked about: for its digest under the framework's id of the call.
 *
 * Give the same one to every `guardTools` of a workspace, and keep it as long as questions may be open. They live in
 * memory: an answer that reaches another process finds nothing to approve, and the call has to be asked about again.
 */
export interface FrameworkApprovals {
  /** Says that the framework asks about a call. For adapters. */
  asked(callId: string, digest: string): void;
  /** Whether a call was asked about; after that it no longer is. For adapters. */
  take(callId: string, digest: string): boolean;
}

export function frameworkApprovals(): FrameworkApprovals {
  const open = new Set<string>();
  // A digest holds no space, so two questions never share a key.
  const keyOf = (callId: string, digest: string): string => `${digest} ${callId}`;
  return {
    asked(callId, digest) {
      open.add(keyOf(callId, digest));
      const [oldest] = open;
      if (open.size > CAPACITY && oldest !== undefined) open.delete(oldest);
    },
    take: (callId, digest) => open.delete(keyOf(callId, digest)),
  };
}

/** Grants a call that its user said yes to when the framework asked. Whoever else wants one is not answered. */
export function approvedBy(
  approvals: FrameworkApprovals,
  callId: string,
  saidYes: () => boolean,
  by: string,
): Approver {
  return {
    async approve({ decision: { digest } }) {
      if (!saidYes()) throw new Error('its user was not asked, or did not say yes');
      if (!approvals.take(callId, digest))
        throw new Error('its user was asked about another call, or elsewhere');
      return { verdict: 'granted', digest, by };
    },
  };
}
