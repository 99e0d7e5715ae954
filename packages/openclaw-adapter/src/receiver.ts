import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { createSignalBatches, type SignalBatches } from './signal-batches.js';
import { createUnsentSignals } from './unsent-signals.js';
import type { AdapterConfig } from './config.js';
import type { TrustEvent } from 'sentinel-agentos';

/** Where the key of the receiver stands best. */
const KEY_VARIABLE = 'SENTINEL_RECEIVER_KEY';
const PATIENCE_MS = 10_000;

/** What leaves for a receiver: numbers, times, and names of events. No word of a prompt, an answer or a person. */
export interface Signal {
  readonly kind: TrustEvent['kind'];
  readonly at: number;
  /** The session under a name that says nothing of it. */
  readonly session: string;
  readonly numbers: Readonly<Record<string, number>>;
  /** Names from fixed lists: of a pattern, a level, a cause. */
  readonly names: Readonly<Record<string, string>>;
}

/** Sends the signals of an agent's sessions to the receiver of the configuration; null where there is none. */
export function createReceiver(
  config: AdapterConfig,
  agentId: string,
  stateDir: string,
  environment: NodeJS.ProcessEnv = process.env,
): SignalBatches | null {
  const { url, agentId: named = agentId, key: fromFile } = config.receiver;
  if (url === undefined) return null;
  const key = environment[KEY_VARIABLE] ?? fromFile;
  const send = async (events: readonly TrustEvent[]): Promise<void> => {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
      headers: {
        'content-type': 'application/json',
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify({ agentId: named, signals: events.map(signalOf) }),
    });
    await answer.body?.cancel();
    if (!answer.ok) throw new Error(`the receiver answered ${answer.status}`);
  };
  const unsent = createUnsentSignals(join(stateDir, 'unsent-signals.jsonl'));
  return createSignalBatches(send, unsent, async (ms) => after(ms, undefined, { ref: false }));
}

/** What a person should know of how the receiver is configured. */
export function receiverWarnings({ receiver: { key } }: AdapterConfig): readonly string[] {
  if (key === undefined) return [];
  return [`the receiver's key stands in a file: ${KEY_VARIABLE} in the environment is the safer place`];
}

/** What of an event may leave. A kind that is new has to be looked at here before any of it does. */
export function signalOf(event: TrustEvent): Signal {
  const session = createHash('sha256').update(event.sessionId).digest('hex').slice(0, 16);
  const base = { kind: event.kind, at: event.at, session };
  switch (event.kind) {
    case 'turn_ended':
      return { ...base, numbers: turnNumbers(event.facts), names: { source: event.source } };
    case 'autonomy_escalation':
      return { ...base, numbers: { consecutiveCalls: event.consecutiveCalls }, names: {} };
    case 'chain_risk_detected':
      return { ...base, numbers: {}, names: { pattern: event.pattern } };
    case 'drift_detected':
      return {
        ...base,
        numbers: { score: event.score },
        names: { level: event.level, measure: event.measure },
      };
    case 'critical':
      return { ...base, numbers: {}, names: { cause: event.cause } };
    case 'subagent_explosion':
      return { ...base, numbers: { spawns: event.spawns }, names: {} };
    case 'halted':
      return { ...base, numbers: { automatic: event.automatic ? 1 : 0 }, names: {} };
    case 'resumed':
      return { ...base, numbers: {}, names: {} };
  }
}

/** Counts and times of a turn; how often each tool was called, by its name. */
function turnNumbers({ calls, highRisk, durationMs, tools }: TurnFacts): Readonly<Record<string, number>> {
  const named = Object.entries(tools).map(([tool, count]) => [`tool:${tool}`, count] as const);
  return { calls, highRisk, ...(durationMs === null ? {} : { durationMs }), ...Object.fromEntries(named) };
}

type TurnFacts = Extract<TrustEvent, { readonly kind: 'turn_ended' }>['facts'];
