import type { AdapterStatus } from './status.js';
import type { Core } from './core.js';

const NOTHING = { count: 0, p50: null, p95: null };

/** What stands in for a core that cannot start: nothing runs, and everybody who asks learns why. */
export function denyAll(reason: string): Core {
  const text = `[Sentinel] nothing runs: the guard cannot start (${reason}). See: openclaw sentinel doctor`;
  let blocked = 0;
  /** Own texts that are still on their way: they are no words of the agent. */
  const own = new Set([text]);
  const status = (): AdapterStatus => ({
    state: 'denying',
    reason,
    calls: {
      allowed: 0,
      blocked,
      asked: 0,
      bypassed: 0,
      ranBlocked: 0,
      failures: 1,
      lastFailure: reason,
    },
    running: 0,
    breaker: { open: false, failures: 0, dropped: 0, lastProblem: null },
    cost: { judge: NOTHING, complete: NOTHING },
    warnings: [],
    agents: [],
    failures: {},
  });
  return {
    gate: {
      policy() {
        blocked += 1;
        return { allow: false, reason: text };
      },
      hook: () => ({ block: true, blockReason: text }),
    },
    results: { forModel: () => undefined, after: () => undefined, abandon: () => undefined },
    transcript: { result: () => undefined, message: () => undefined },
    messages: {
      // Nobody can look through what an agent says: the reason leaves in its place.
      sending: ({ content }) => (own.has(content) ? undefined : { content: text }),
      expect: (said) => void own.add(said),
    },
    life: {
      before_model_resolve: () => undefined,
      before_prompt_build: () => undefined,
      before_agent_run: () => ({ outcome: 'pass' }),
      agent_end: () => undefined,
      before_compaction: () => undefined,
      session_end: () => undefined,
      subagent_spawned: () => undefined,
    },
    chat: () => text,
    status,
    start: () => reason,
    stop: async () => undefined,
  };
}
