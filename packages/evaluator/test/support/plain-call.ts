import { sampleCall, sampleCompleted } from '@sentinel-agentos/core/testing';
import type { CompletedCall } from '@sentinel-agentos/core';

/** A call that went well, for programs that run outside the test runner. */
export function completedCall(id: string): CompletedCall {
  return sampleCompleted({ call: sampleCall({ id }) });
}
