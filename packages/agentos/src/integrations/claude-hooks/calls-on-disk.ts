import { SentinelError } from '@sentinel-agentos/core';
import type { AgentOS } from '../../agent-os.js';
import type { BegunCalls } from './answer-event.js';
import type { KeptCall, StartedCall } from '@sentinel-agentos/core';
import type { KeptCalls } from './kept-calls.js';

/** Begun calls for hooks that are processes of their own: they lie on the disk in between. */
export function callsOnDisk({ kernel }: Pick<AgentOS, 'kernel'>, kept: KeptCalls): BegunCalls {
  return {
    keep({ sessionId }, { useId }, started) {
      kept.keep(sessionId, useId, kernel.keepCall(started));
    },
    take({ sessionId }, { useId, input }) {
      const call = kept.take(sessionId, useId);
      if (call === undefined) return undefined;
      try {
        return { started: kernel.resume(call, input ?? {}), isSame: true };
      } catch (error) {
        if (!SentinelError.is(error, 'INVALID_ARGUMENT')) throw error;
        return { started: kernel.resume(call), isSame: false };
      }
    },
    sweep: ({ sessionId }) => kept.sweep(sessionId).flatMap((call) => resumed(call)),
  };

  /** What is no kept call cannot be completed. */
  function resumed(call: KeptCall): readonly StartedCall[] {
    try {
      return [kernel.resume(call)];
    } catch {
      return [];
    }
  }
}
