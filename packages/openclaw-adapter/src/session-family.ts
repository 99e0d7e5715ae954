/** Which session started which helper. What is halted takes its helpers along. */
export interface SessionFamily {
  spawned(child: string, parent: string): void;
  /** Who started the session, who started that one, and so on. Nearest first. */
  ancestors(session: string): readonly string[];
}

/** Helpers that are remembered; the oldest goes first. */
const MOST_HELPERS = 10_000;
/** Generations that are looked at: a chain that is longer goes in a circle. */
const MOST_GENERATIONS = 32;

export function createSessionFamily(): SessionFamily {
  const parents = new Map<string, string>();

  return {
    spawned(child, parent) {
      if (child === parent) return;
      parents.delete(child);
      parents.set(child, parent);
      const [oldest] = parents.keys();
      if (parents.size > MOST_HELPERS && oldest !== undefined) parents.delete(oldest);
    },
    ancestors(session) {
      const found: string[] = [];
      for (let next = parents.get(session); next !== undefined; next = parents.get(next)) {
        if (found.length >= MOST_GENERATIONS || found.includes(next)) break;
        found.push(next);
      }
      return found;
    },
  };
}
