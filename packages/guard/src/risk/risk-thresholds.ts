import { SentinelError, type Action } from '@sentinel-agentos/core';
import { displayText } from '../matching/display-text.js';

/** Upper ends of the bands, each included. Above `deny` a call is denied. */
export interface RiskThresholds {
  /** Up to it a call runs by itself. */
  readonly autoApprove: number;
  /** Up to it a call runs and is reported. */
  readonly notify: number;
  /** Up to it a call needs an approval. Above it, up to `deny`, an approval is strict: single-use, bound to this action, never given in advance. */
  readonly confirm: number;
  /** Above it nobody can approve a call. */
  readonly deny: number;
}

/** The bands of the reference: ≤ 0.5 auto, ≤ 1 notify, ≤ 3 confirm, ≤ 8 confirm strict, above deny. */
export const defaultThresholds: RiskThresholds = Object.freeze({
  autoApprove: 0.5,
  notify: 1,
  confirm: 3,
  deny: 8,
});

const ORDER = [
  'autoApprove',
  'notify',
  'confirm',
  'deny',
] as const satisfies readonly (keyof RiskThresholds)[];

/**
 * The thresholds with some of them changed.
 *
 * @throws SentinelError `INVALID_CONFIG`, naming field and value, for a threshold that is not a finite number
 * of at least 0, an unknown name, or an order other than autoApprove ≤ notify ≤ confirm ≤ deny.
 */
export function changeThresholds(current: RiskThresholds, change: Partial<RiskThresholds>): RiskThresholds {
  const known: ReadonlySet<string> = new Set(ORDER);
  for (const [name, value] of Object.entries(change) as [string, unknown][]) {
    if (!known.has(name)) {
      throw new SentinelError('INVALID_CONFIG', `thresholds have no ${displayText(JSON.stringify(name))}`);
    }
    if (value !== undefined && (typeof value !== 'number' || !Number.isFinite(value) || value < 0)) {
      throw new SentinelError(
        'INVALID_CONFIG',
        `thresholds.${name} must be a finite number of at least 0, got ${displayText(typeof value === 'number' ? String(value) : typeof value)}`,
      );
    }
  }
  const next: RiskThresholds = {
    autoApprove: change.autoApprove ?? current.autoApprove,
    notify: change.notify ?? current.notify,
    confirm: change.confirm ?? current.confirm,
    deny: change.deny ?? current.deny,
  };
  for (const [index, name] of ORDER.entries()) {
    const lower = ORDER[index - 1];
    if (lower !== undefined && next[lower] > next[name]) {
      throw new SentinelError(
        'INVALID_CONFIG',
        `thresholds.${name} is ${next[name]}, which is below thresholds.${lower} ${next[lower]}`,
      );
    }
  }
  return Object.freeze(next);
}

/** What a score alone asks for. */
export interface RiskBand {
  readonly action: Action;
  readonly strict: boolean;
}

/** The band of a score. What can't be compared, such as NaN, is denied. */
export function bandOf(score: number, thresholds: RiskThresholds): RiskBand {
  if (score <= thresholds.autoApprove) return { action: 'auto', strict: false };
  if (score <= thresholds.notify) return { action: 'notify', strict: false };
  if (score <= thresholds.confirm) return { action: 'confirm', strict: false };
  if (score <= thresholds.deny) return { action: 'confirm', strict: true };
  return { action: 'deny', strict: false };
}
