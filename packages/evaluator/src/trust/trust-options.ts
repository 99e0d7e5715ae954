import { SentinelError } from '@sentinel-agentos/core';
import type { Clock } from '@sentinel-agentos/core';
import type { OwnRecords } from './own-records.js';
import { readToolClasses, type ToolClasses } from './tool-class.js';
import type { TrustHistory } from './trust-ledger.js';
import type { TrustSink } from './signal-spool.js';

/** How the safety gate asks. */
export interface SafetyGateOptions {
  /**
   * Whether bands ask for approvals and block. Default true. The kill switch, the limit of helpers and the guard's
   * instant rules hold either way.
   */
  readonly enabled?: boolean;
  /** How long a person has to answer, 10,000 to 30,000 milliseconds; then the call is blocked. Default 20,000. */
  readonly confirmTimeoutMs?: number;
  /** Classes of tools by their exact names; they win over everything else. */
  readonly customToolRisk?: ToolClasses;
  /**
   * Whether tools of the classes HIGH and MEDIUM are asked about in a session whose earlier events are there and cannot
   * be read. Default true. With false such a session counts as new.
   */
  readonly failClosed?: boolean;
}

/** When a session is stopped, and what it may go on with. */
export interface KillSwitchOptions {
  /** The risk R(t) from which on a session is halted, above 0 and at most 1. Default 0.75. */
  readonly autoHaltOnRt?: number;
  /** A model for hosts to switch to while a session is halted; the status names it. It only writes texts: no tool runs. */
  readonly safeModel?: string;
}

export interface TrustOptions {
  /** Folder of the switches and of signals that could not be sent. Made with the first of them. */
  readonly dir: string;
  /** Default: the system's. */
  readonly clock?: Clock;
  readonly safetyGate?: SafetyGateOptions;
  readonly killSwitch?: KillSwitchOptions;
  /**
   * Absolute paths of the product's own records and rules. A refused call counts as an attempt on them where one of its
   * targets lies within; without paths, wherever the guard refused it for them.
   */
  readonly ownPaths?: readonly OwnRecords[];
  /** Where events are kept and come back from. */
  readonly history: TrustHistory;
  /** Told of every event. What it could not take is kept, up to 1 MiB, and given again by `replaySignals`. */
  readonly sink?: TrustSink;
}

/** Options with every default applied. */
export interface TrustSettings {
  readonly dir: string;
  readonly clock: Clock;
  readonly enabled: boolean;
  readonly confirmTimeoutMs: number;
  readonly customToolRisk: ToolClasses;
  readonly failClosed: boolean;
  readonly autoHaltOnRt: number;
  readonly safeModel: string | null;
  readonly ownPaths: readonly OwnRecords[];
  readonly history: TrustHistory;
  readonly sink: TrustSink | null;
}

const SYSTEM_CLOCK: Clock = { now: () => Date.now(), monotonic: () => performance.now() };
const SHORTEST_MS = 10_000;
const LONGEST_MS = 30_000;

/** @throws SentinelError `INVALID_CONFIG`, naming the option and its value. */
export function readTrustOptions(options: TrustOptions): TrustSettings {
  const {
    dir,
    clock = SYSTEM_CLOCK,
    safetyGate = {},
    killSwitch = {},
    ownPaths = [],
    history,
    sink = null,
  } = options;
  const { enabled = true, confirmTimeoutMs = 20_000, customToolRisk, failClosed = true } = safetyGate;
  const { autoHaltOnRt = 0.75, safeModel = null } = killSwitch;
  check('dir', dir, typeof dir === 'string' && dir !== '', 'the path of a folder');
  check('safetyGate.enabled', enabled, typeof enabled === 'boolean', 'true or false');
  check(
    'safetyGate.confirmTimeoutMs',
    confirmTimeoutMs,
    typeof confirmTimeoutMs === 'number' && confirmTimeoutMs >= SHORTEST_MS && confirmTimeoutMs <= LONGEST_MS,
    `a number from ${SHORTEST_MS} to ${LONGEST_MS}`,
  );
  check('safetyGate.failClosed', failClosed, typeof failClosed === 'boolean', 'true or false');
  check(
    'killSwitch.autoHaltOnRt',
    autoHaltOnRt,
    typeof autoHaltOnRt === 'number' && autoHaltOnRt > 0 && autoHaltOnRt <= 1,
    'a number above 0 and at most 1',
  );
  check(
    'killSwitch.safeModel',
    safeModel,
    safeModel === null || (typeof safeModel === 'string' && safeModel !== ''),
    'the name of a model',
  );
  return {
    dir,
    clock,
    enabled,
    confirmTimeoutMs,
    customToolRisk: readToolClasses(customToolRisk),
    failClosed,
    autoHaltOnRt,
    safeModel,
    ownPaths,
    history,
    sink,
  };
}

function check(name: string, value: unknown, holds: boolean, expected: string): void {
  if (holds) return;
  const shown = typeof value === 'string' ? JSON.stringify(value.slice(0, 80)) : String(value);
  throw new SentinelError('INVALID_CONFIG', `${name} must be ${expected}, got ${shown}.`);
}
