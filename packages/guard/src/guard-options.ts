import { SentinelError } from '@sentinel-agentos/core';
import type { Clock, Language } from '@sentinel-agentos/core';
import type { FileFacts } from './facts/file-facts.js';
import { displayText } from './matching/display-text.js';
import type { SnapshotCoverage } from './snapshot/snapshot-coverage.js';
import { readOwnPaths, type OwnPath } from './rules/own-paths.js';
import type { GuardRules } from './rules/guard-rules.js';
import type { RiskThresholds } from './risk/risk-thresholds.js';
import type { ToolHints } from './effects/tools/tool-hints.js';
import type { ToolReader } from './effects/world.js';

/** How a guard is made. */
export interface GuardOptions {
  /** Folder the agent works in. Made absolute. What lies below it is `workspace`; relative paths of calls refer to their `cwd`. */
  readonly workspaceRoot: string;
  /** Folder of the product's own state, which no call may change. Default: `.agentos` in the workspace. */
  readonly stateDir?: string;
  /**
   * Further files and folders that decide whether and how this guard works, absolute or from the workspace root: the
   * configuration of its host, the place where it is installed. No call may change them, like the state folder. Of a
   * folder that an agent works in, `{ folder, except }` keeps everything but what is excepted.
   */
  readonly ownPaths?: readonly OwnPath[];
  /** View of the disk. Default: the real one. */
  readonly facts?: FileFacts;
  /**
   * What a snapshot that is taken before each call would not hold: the `coverage` of a snapshotter. What a call
   * deletes in the workspace can be had again where the snapshot holds all of it: `rm -rf src` scores 0.20 (auto)
   * instead of 1.76 (confirm). The workspace as a whole, other folders and what leaves the machine are judged as
   * ever. Default: no snapshots are taken.
   */
  readonly coverage?: SnapshotCoverage;
  /** Upper ends of the bands of the score; the others keep their defaults (0.5, 1, 3, 8). */
  readonly thresholds?: Partial<RiskThresholds>;
  /** Black lists and schema rules beside the others. None takes one of another source away. */
  readonly rules?: GuardRules;
  /**
   * A `guard-rules.json` beside the others, absolute or from the workspace root. It may be edited while the guard
   * works, by people: no call may change it. Nothing watches it; see `rules.refresh`.
   */
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
  /**
   * Readers of the host's own tools by exact tool name; they come before the built-in ones. One that throws or
   * gives no list makes the call `unknown`, which needs an approval; one that gives what is no effect gets it denied.
   */
  readonly toolReaders?: Readonly<Record<string, ToolReader>>;
  /**
   * What servers say of their tools, by tool name: the `ToolAnnotations` of the Model Context Protocol. Pass only
   * those of servers that you believe. They describe tools that nobody else knows and make no other tool milder.
   */
  readonly toolHints?: Readonly<Record<string, ToolHints>>;
  /** Times the looks at the rules file. Default: the monotonic clock of the process. */
  readonly clock?: Pick<Clock, 'monotonic'>;
}

/** Every option there is: one that is missing here does not compile. */
const NAMES: Readonly<Record<keyof GuardOptions, true>> = {
  workspaceRoot: true,
  stateDir: true,
  ownPaths: true,
  facts: true,
  coverage: true,
  thresholds: true,
  rules: true,
  rulesFile: true,
  rulesFileEveryMs: true,
  preRegisteredRules: true,
  instantRules: true,
  language: true,
  toolReaders: true,
  toolHints: true,
  clock: true,
};

/**
 * Refuses what is no option: a misspelt safety option must not be silently without effect.
 *
 * @throws SentinelError `INVALID_CONFIG`, naming the option.
 */
export function checkGuardOptions(options: GuardOptions): void {
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(NAMES, name))
      throw new SentinelError('INVALID_CONFIG', `${displayText(name)} is no option of a guard`);
  }
  if (typeof options.workspaceRoot !== 'string' || options.workspaceRoot === '')
    throw new SentinelError('INVALID_CONFIG', 'workspaceRoot must be the path of a folder');
  readOwnPaths(options.ownPaths ?? [], options.workspaceRoot);
}
