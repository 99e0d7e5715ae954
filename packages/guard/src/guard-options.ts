import type { Clock, Language } from '@sentinel-agentos/core';
import type { FileFacts } from './facts/file-facts.js';
import type { GuardRules } from './rules/guard-rules.js';
import type { RiskThresholds } from './risk/risk-thresholds.js';
import type { ToolHints } from './effects/tools/tool-hints.js';
import type { ToolReader } from './effects/world.js';

/** How a guard is made. */
export interface GuardOptions {
  /** Folder the agent works in. Made absolute. */
  readonly workspaceRoot: string;
  /** Folder of the product's own state, which no call may change. Default: `.agentos` in the workspace. */
  readonly stateDir?: string;
  /** View of the disk. Default: the real one. */
  readonly facts?: FileFacts;
  /**
   * Whether a snapshot of what a call changes in the workspace is taken before it runs. Deleting a folder there can
   * be undone then, and asks for nobody's approval. Default false.
   */
  readonly snapshots?: boolean;
  readonly thresholds?: Partial<RiskThresholds>;
  /** Black lists beside the others. */
  readonly rules?: GuardRules;
  /** A `guard-rules.json` beside the others, which may be edited while the guard works; see `rules.refresh`. */
  readonly rulesFile?: string;
  /** Milliseconds between two looks at the rules file. Default 1000. */
  readonly rulesFileEveryMs?: number;
  /** Whether the built-in lists and schema rules hold. Default false. */
  readonly preRegisteredRules?: boolean;
  /**
   * Whether four rules deny whatever thresholds and lists say: other users' rights (`sudo`), `chmod 777`, `rm -rf /`,
   * and `curl … | sh`. Default false.
   */
  readonly instantRules?: boolean;
  /** Language of `reasonOf` and `explain`. Default `en`. */
  readonly language?: Language;
  /** Readers of the host's own tools by tool name. */
  readonly toolReaders?: Readonly<Record<string, ToolReader>>;
  /**
   * What servers say of their tools, by tool name: the `ToolAnnotations` of the Model Context Protocol. Pass only
   * those of servers that you believe. They describe tools that nobody else knows and make no other tool milder.
   */
  readonly toolHints?: Readonly<Record<string, ToolHints>>;
  readonly clock?: Pick<Clock, 'monotonic'>;
}
