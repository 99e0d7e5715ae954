import type { FileJournal } from '@sentinel-agentos/audit';
import type { FileSnapshotter, SentinelGuard } from '@sentinel-agentos/guard';
import type { Memory } from '@sentinel-agentos/memory';
import type { SentinelEvaluator } from '@sentinel-agentos/evaluator';
import type { System } from './system.js';
import type { Verifier } from '@sentinel-agentos/core';

/** What stands before and after every call. */
export interface GuardParts {
  readonly schema: SentinelGuard['schema'];
  readonly risk: SentinelGuard['risk'];
  readonly snapshot: FileSnapshotter;
  readonly verify: Verifier;
  readonly audit: FileJournal;
}

/** What is remembered, and how it is cared for. */
export type MemoryParts = Pick<
  Memory,
  | 'working'
  | 'episodic'
  | 'semantic'
  | 'quarantined'
  | 'release'
  | 'forget'
  | 'migrate'
  | 'stats'
  | 'problems'
>;

/** The phases of the evaluation, and what they add up to. */
export type EvaluatorParts = Pick<
  SentinelEvaluator,
  'preExec' | 'runtime' | 'postExec' | 'feedback' | 'profiler'
>;

export function guardParts({ guard, snapshotter, verifier, journal }: System): GuardParts {
  return {
    schema: guard.schema,
    risk: guard.risk,
    snapshot: snapshotter,
    verify: verifier,
    audit: journal,
  };
}
