import type { Effect, ToolCall, Uncovered } from '@sentinel-agentos/core';

/**
 * What a snapshot taken now would not hold of what a call may change, and why: too much, unreadable, or no room on
 * the disk. Empty when it would hold all of it. Looks at the disk and changes nothing.
 */
export type SnapshotCoverage = (call: ToolCall, effects: readonly Effect[]) => readonly Uncovered[];
