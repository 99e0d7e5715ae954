import { wordsOf } from './tool-class.js';

/** Helpers that a session may start within the window; one more is refused. */
export const SPAWN_LIMIT = 5;
/** Milliseconds. */
export const SPAWN_WINDOW = 300_000;
/** The rule of the finding that refuses one more. */
export const SPAWN_RULE = 'trust.spawn-limit';

/** Names of tools that start another agent, words joined. */
const SPAWNERS: ReadonlySet<string> = new Set([
  'task',
  'agent',
  'subagent',
  'subagents',
  'spawnagent',
  'spawnsubagent',
  'sessionsspawn',
  'runagent',
  'runsubagent',
  'launchagent',
  'startagent',
  'createagent',
  'createagenttask',
  'dispatchagent',
  'delegate',
  'delegatetask',
  'newtask',
]);

/** Whether a tool starts another agent. The whole name counts, with or without a namespace: `todo_task_list` does not. */
export function isSpawnTool(tool: string): boolean {
  const cut = Math.max(...['__', '.', '/', ':'].map((mark) => end(tool, mark)));
  return SPAWNERS.has(wordsOf(tool).join('')) || SPAWNERS.has(wordsOf(tool.slice(cut)).join(''));
}

function end(tool: string, mark: string): number {
  const at = tool.lastIndexOf(mark);
  return at < 0 ? 0 : at + mark.length;
}

/** The helpers that a session started lately. */
export interface SpawnWatch {
  /** A call that starts one was let through. */
  started(callId: string, at: number): void;
  /** It did not start one after all. */
  withdrawn(callId: string): void;
  /** How many were started in the five minutes before a time. */
  within(at: number): number;
  /**
   * One more was refused. How many it would have been, once in five minutes; else null: an agent that tries again
   * at once has not done more harm by it.
   */
  refused(at: number): number | null;
}

/** Calls that are remembered: far above the limit, so that only what is refused anyway is forgotten. */
const MOST = 64;

export function createSpawnWatch(): SpawnWatch {
  const started = new Map<string, number>();
  let told = -Infinity;

  function within(at: number): number {
    let count = 0;
    for (const time of started.values()) if (at - time < SPAWN_WINDOW) count += 1;
    return count;
  }

  return {
    within,
    started(callId, at) {
      for (const [id, time] of started) if (at - time >= SPAWN_WINDOW) started.delete(id);
      if (started.size < MOST) started.set(callId, at);
    },
    withdrawn(callId) {
      started.delete(callId);
    },
    refused(at) {
      if (at - told < SPAWN_WINDOW) return null;
      told = at;
      return within(at) + 1;
    },
  };
}
