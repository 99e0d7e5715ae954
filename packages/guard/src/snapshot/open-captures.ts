/** How long a call that never ends may make others doubt their own changes, in milliseconds. */
const FORGET_AFTER_MS = 3_600_000;

interface OpenCapture {
  readonly paths: ReadonlySet<string>;
  readonly since: number;
  /** Paths that another call held at the same time. */
  readonly shared: Set<string>;
}

/**
 * Calls between their capture and their settling, in this process. When two of them hold the same path, neither
 * can tell its own change from the other's.
 */
export interface OpenCaptures {
  begin(id: string, paths: readonly string[], now: number): void;
  isShared(id: string, path: string): boolean;
  end(id: string): void;
}

export function createOpenCaptures(): OpenCaptures {
  const open = new Map<string, OpenCapture>();
  return {
    begin: (id, paths, now) => {
      const capture: OpenCapture = { paths: new Set(paths), since: now, shared: new Set() };
      for (const [otherId, other] of open) {
        if (now - other.since > FORGET_AFTER_MS) {
          open.delete(otherId);
          continue;
        }
        for (const path of capture.paths) {
          if (!other.paths.has(path)) continue;
          capture.shared.add(path);
          other.shared.add(path);
        }
      }
      open.set(id, capture);
    },
    isShared: (id, path) => open.get(id)?.shared.has(path) === true,
    end: (id) => {
      open.delete(id);
    },
  };
}
