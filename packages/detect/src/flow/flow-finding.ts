import type { Action, Finding, LocalizedText } from '@sentinel-agentos/core';

export type FlowRule =
  | 'flow.secret'
  | 'flow.private-text'
  | 'flow.trifecta'
  | 'flow.untrusted-destination'
  | 'flow.untrusted-copy'
  | 'flow.incomplete'
  | `flow.chain.${ChainPattern}`;

/** Chains of calls that are a risk when data flows along them. */
export type ChainPattern = 'READ_WRITE_EXEC' | 'READ_EXEC' | 'WRITE_EXEC';

/** One reason for the verdict on a sink. Holds no part of the text that was found. */
export interface FlowFinding extends Finding {
  readonly gate: 'detect';
  readonly rule: FlowRule;
  /** The calls whose results flow into this one, in the order of the chain. */
  readonly sources: readonly string[];
  /** How the data was hidden, outermost first; empty when it stood there plainly. */
  readonly via: readonly string[];
}

/** What the ledger says about a sink. Nothing of it is recorded yet. */
export interface FlowVerdict {
  /** The most careful floor of all findings. */
  readonly action: Action;
  readonly findings: readonly FlowFinding[];
  /** The work budget ended before every reading was looked at. Outside sinks then need a confirmation. */
  readonly incomplete: boolean;
}

const ORDER: readonly Action[] = ['auto', 'notify', 'confirm', 'deny'];

export function verdictOf(findings: readonly FlowFinding[], incomplete: boolean): FlowVerdict {
  const action = findings.reduce<Action>(
    (most, { floor }) => (ORDER.indexOf(floor) > ORDER.indexOf(most) ? floor : most),
    'auto',
  );
  return { action, findings, incomplete };
}

export function flowFinding(
  rule: FlowRule,
  floor: Action,
  message: LocalizedText,
  sources: readonly string[] = [],
  via: readonly string[] = [],
): FlowFinding {
  return { gate: 'detect', rule, floor, message, sources, via };
}
