import type { Clock, Language, ToolCall } from '@sentinel-agentos/core';
import type { EffectReading } from './effects/effect-reading.js';
import type { FileFacts } from './facts/file-facts.js';
import type { GuardRules } from './rules/guard-rules.js';
import type { RiskThresholds } from './risk/risk-thresholds.js';
import type { ToolReader, World } from './effects/world.js';

/** Reads a call as effects. Must be pure for the same facts. */
export type EffectReader = (call: ToolCall, world: World) => EffectReading;

/** How a guard is made. */
export interface GuardOptions {
  /** Folder the agent works in. Made absolute. */
  readonly workspaceRoot: string;
  /** Folder of the product's own state, which no call may change. Default: `.agentos` in the workspace. */
  readonly stateDir?: string;
  /** View of the disk. Default: the real one. */
  readonly facts?: FileFacts;
  readonly thresholds?: Partial<RiskThresholds>;
  /** Black lists beside the others. */
  readonly rules?: GuardRules;
  /** A `guard-rules.json` beside the others, which may be edited while the guard works; see `rules.refresh`. */
  readonly rulesFile?: string;
  /** Milliseconds between two looks at the rules file. Default 1000. */
  readonly rulesFileEveryMs?: number;
  /** Whether the built-in lists and schema rules hold. Default false. */
  readonly preRegisteredRules?: boolean;
  /** Language of `reasonOf` and `explain`. Default `en`. */
  readonly language?: Language;
  /** Readers of the host's own tools by tool name. */
  readonly toolReaders?: Readonly<Record<string, ToolReader>>;
  /** Replaces the built-in reader, for replaying recorded readings. */
  readonly reader?: EffectReader;
  readonly clock?: Pick<Clock, 'monotonic'>;
}
