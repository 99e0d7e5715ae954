import { SentinelError } from '@sentinel-agentos/core';
import { CHAIN_PATTERNS } from './chain-risk.js';
import { DRIFT_LEVELS } from './drift.js';
import { DRIFT_MEASURES } from './drift-measure.js';
import { isCriticalCause } from './critical-cause.js';
import type { TrustEvent, TrustEventBody, TrustEventKind } from './trust-event.js';

type Check = readonly [expected: string, holds: (value: unknown) => boolean];
type Checks = Readonly<Record<string, Check>>;

const count: Check = ['a whole number from 0', (value) => Number.isSafeInteger(value) && Number(value) >= 0];
const text: Check = ['a text', (value) => typeof value === 'string'];
const time: Check = ['milliseconds since the epoch', isTime];
const oneOf = (names: readonly unknown[]): Check => [
  `one of ${names.join(', ')}`,
  (value) => names.includes(value),
];

const FACTS: Checks = {
  calls: count,
  highRisk: count,
  durationMs: ['milliseconds or null', (value) => value === null || isTime(value)],
  tools: [
    'counts by tool',
    (value) => isObject(value) && Object.values(value).every((each) => count[1](each)),
  ],
};

/** What each kind of event must hold besides its time and its evidence. */
const FIELDS: Readonly<Record<TrustEventKind, Checks>> = {
  turn_ended: {
    source: oneOf(['host', 'calls']),
    facts: ['the facts of a turn', (value) => isObject(value) && firstFault(value, FACTS) === null],
  },
  autonomy_escalation: { consecutiveCalls: count },
  chain_risk_detected: { pattern: oneOf(CHAIN_PATTERNS) },
  drift_detected: {
    score: ['a number from 0', isTime],
    level: oneOf(DRIFT_LEVELS),
    measure: oneOf(DRIFT_MEASURES),
  },
  critical: { cause: ['the name of a critical cause', isCriticalCause] },
  subagent_explosion: { spawns: count },
  halted: { by: text, reason: text, automatic: ['true or false', (value) => typeof value === 'boolean'] },
  resumed: { by: text },
};

/** The last moment that a calendar has. */
const LAST_MOMENT = 8.64e15;

/** What an event must hold besides, where it was kept: everything after it is held at its time at least. */
const KEPT: Checks = {
  sessionId: text,
  at: ['a time that a calendar has', (value) => isTime(value) && Number(value) <= LAST_MOMENT],
};

const BASE: Checks = {
  at: time,
  calls: ['ids of calls', (value) => Array.isArray(value) && value.every((each) => typeof each === 'string')],
};

function isTime(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first field that does not hold what it must; null when all do. Inherited fields are none. */
function firstFault(value: Readonly<Record<string, unknown>>, checks: Checks): [string, string] | null {
  for (const [field, [expected, holds]] of Object.entries(checks)) {
    if (!Object.hasOwn(value, field) || !holds(value[field])) return [field, expected];
  }
  return null;
}

/**
 * Refuses what is no event of trust.
 *
 * @throws SentinelError `INVALID_ARGUMENT`, naming the field and its value.
 */
export function checkTrustEvent(event: unknown): asserts event is TrustEventBody {
  if (!isObject(event)) throw invalid('trust event', 'an object', event);
  const { kind } = event;
  if (typeof kind !== 'string' || !Object.hasOwn(FIELDS, kind)) {
    throw invalid('trust event: kind', `one of ${Object.keys(FIELDS).join(', ')}`, kind);
  }
  const fault = firstFault(event, BASE) ?? firstFault(event, FIELDS[kind as TrustEventKind]);
  if (fault === null) return;
  const [field, expected] = fault;
  throw invalid(`trust event ${kind}: ${field}`, expected, event[field]);
}

/**
 * Reads what was kept, such as a record of the journal, as an event of trust.
 *
 * @throws SentinelError `INVALID_ARGUMENT`, naming the field and its value.
 */
export function readTrustEvent(value: unknown): TrustEvent {
  checkTrustEvent(value);
  const fields: Readonly<Record<string, unknown>> = { ...value };
  const fault = firstFault(fields, KEPT);
  if (fault !== null) throw invalid(`trust event: ${fault[0]}`, fault[1], fields[fault[0]]);
  return value as TrustEvent;
}

/** Whether what was kept is an event of trust. */
export function isTrustEvent(value: unknown): value is TrustEvent {
  try {
    readTrustEvent(value);
    return true;
  } catch {
    return false;
  }
}

function invalid(field: string, expected: string, value: unknown): SentinelError {
  return new SentinelError('INVALID_ARGUMENT', `${field} must be ${expected}, got ${shown(value)}.`);
}

function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 80));
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
