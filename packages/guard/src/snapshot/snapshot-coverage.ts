import type { Effect, ToolCall, Uncovered } from '@sentinel-agentos/core';

/**
 * What a snapshot taken now would not hold of what a call may change, and why: too much, unreadable, no room on the
 * disk, or the product's own state that a deletion would take along. Empty when it would hold all of it. Looks at the
 * disk and changes nothing.
 */
export type SnapshotCoverage = (call: ToolCall, effects: readonly Effect[]) => readonly Uncovered[];
