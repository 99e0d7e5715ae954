/** Something held for a session, with what it costs. */
export interface WorkingEntry {
  readonly kind: 'message' | 'task' | 'result' | 'file';
  readonly name: string;
  readonly sessionId: string;
  readonly tokens: number;
  /** When it was added: wall clock for messages, monotonic for results, 0 where time does not matter. */
  readonly at: number;
  readonly value: unknown;
}

/** Entries in the order they were added, never more than a budget of tokens together. */
export interface WorkingSet {
  /** Adds an entry and lets the oldest others go until the budget holds; tasks go last. */
  add(entry: WorkingEntry): void;
  remove(matches: (entry: WorkingEntry) => boolean): void;
  entries(): readonly WorkingEntry[];
  tokens(): number;
}

/** Makes an empty set. */
export function createWorkingSet(maxTokens: number): WorkingSet {
  let entries: WorkingEntry[] = [];
  let tokens = 0;

  const trim = (): void => {
    if (tokens <= maxTokens) return;
    const order = [
      ...entries.filter((one) => one.kind !== 'task'),
      ...entries.filter((one) => one.kind === 'task'),
    ];
    const gone = new Set<WorkingEntry>();
    for (const entry of order) {
      if (tokens <= maxTokens) break;
      gone.add(entry);
      tokens -= entry.tokens;
    }
    entries = entries.filter((entry) => !gone.has(entry));
  };

  return {
    add(entry) {
      entries.push(entry);
      tokens += entry.tokens;
      trim();
    },
    remove(matches) {
      entries = entries.filter((entry) => {
        if (!matches(entry)) return true;
        tokens -= entry.tokens;
        return false;
      });
    },
    entries: () => entries,
    tokens: () => tokens,
  };
}
