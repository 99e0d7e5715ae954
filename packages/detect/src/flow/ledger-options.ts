import { randomBytes } from 'node:crypto';
import { SentinelError } from '@sentinel-agentos/core';
import type { Action, Clock } from '@sentinel-agentos/core';

export interface FlowLedgerOptions {
  /** At least 16 bytes: fingerprints are keyed with it. Default: random. */
  readonly sessionKey?: Uint8Array;
  /** Milliseconds that a secret, a text and what was sent are remembered. Default: 12 hours. */
  readonly ttlMs?: number;
  /** Secrets remembered at once, up to 4,096. Default: 2,048. */
  readonly maxSecrets?: number;
  /** Destinations whose last 4 KB are remembered, up to 4,096. Default: 256. */
  readonly maxDestinations?: number;
  /** What happens with private text on its way out. Default: `confirm`. */
  readonly privateText?: Extract<Action, 'confirm' | 'deny'>;
  readonly clock?: Pick<Clock, 'now'>;
}

/** Options that were checked, with every default filled in. */
export interface FlowLedgerSettings extends Required<FlowLedgerOptions> {}

/** Throws `INVALID_CONFIG` that names field and value; the key is never shown. */
export function ledgerSettings(options: FlowLedgerOptions): FlowLedgerSettings {
  const sessionKey = options.sessionKey ?? randomBytes(32);
  if (sessionKey.length < 16)
    throw invalid(`sessionKey needs at least 16 bytes, got ${String(sessionKey.length)}`);
  const privateText = options.privateText ?? 'confirm';
  if (!['confirm', 'deny'].includes(privateText))
    throw invalid(`privateText must be "confirm" or "deny", got ${JSON.stringify(privateText)}`);
  return {
    sessionKey: Uint8Array.from(sessionKey),
    ttlMs: within('ttlMs', options.ttlMs ?? 12 * 3_600_000, Number.MAX_SAFE_INTEGER),
    maxSecrets: within('maxSecrets', options.maxSecrets ?? 2048, 4096),
    maxDestinations: within('maxDestinations', options.maxDestinations ?? 256, 4096),
    privateText,
    clock: options.clock ?? { now: Date.now },
  };
}

function within(name: string, value: number, most: number): number {
  if (Number.isInteger(value) && value > 0 && value <= most) return value;
  throw invalid(`${name} must be a whole number from 1 to ${String(most)}, got ${String(value)}`);
}

function invalid(problem: string): SentinelError {
  return new SentinelError('INVALID_CONFIG', `flow ledger: ${problem}`);
}
