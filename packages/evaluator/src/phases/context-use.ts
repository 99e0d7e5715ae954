/** What a session already knew that bears on a call. Absent facts are unknown. */
export interface PriorKnowledge {
  /** The very same call failed before, and nothing was changed since. */
  readonly repeatsFailure?: boolean;
  /** Files that exist and that the call changes, and how many of them the session had read or written before. */
  readonly changedFiles?: { readonly total: number; readonly known: number };
}

/** How well a call used what its session already knew. */
export interface ContextUse {
  /** 0–100; null when nothing known bears on the call. */
  readonly score: number | null;
  readonly patterns: readonly ('repeats-failure' | 'changes-known-files' | 'changes-unread-files')[];
}

const UNREAD = 40;

/**
 * 0 for a call that failed before and is tried again unchanged; for a change of existing files 100 for each that
 * was known and 40 for each that was not, as a mean.
 */
export function scoreContextUse({ repeatsFailure, changedFiles }: PriorKnowledge): ContextUse {
  if (repeatsFailure === true) return { score: 0, patterns: ['repeats-failure'] };
  if (changedFiles === undefined || changedFiles.total === 0) return { score: null, patterns: [] };
  const { total, known } = changedFiles;
  return {
    score: (known * 100 + (total - known) * UNREAD) / total,
    patterns: [known === total ? 'changes-known-files' : 'changes-unread-files'],
  };
}
