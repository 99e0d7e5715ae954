import { UsageError } from './command.js';
import type { AuditFilter } from 'sentinel-agentos';

/** Options of the commands that choose recorded calls. */
export const FILTER_OPTIONS: readonly string[] = [
  'limit',
  'session',
  'agent',
  'tool',
  'status',
  'action',
  'min-score',
  'max-score',
  'since',
  'until',
  'text',
];

/** How `help` shows them. */
export const FILTER_USAGE: string =
  '[--limit N] [--session ID] [--agent ID] [--tool NAME] [--status S] [--action A] [--min-score X] [--max-score X] [--since T] [--until T] [--text WORDS]';

const STATUSES = ['PASS', 'WARN', 'FAIL', 'BLOCKED', 'UNFINISHED', 'UNVERIFIED'] as const;
const ACTIONS = ['auto', 'notify', 'confirm', 'deny'] as const;
const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * The filter that options describe; undefined when there is none of them.
 *
 * @param now milliseconds since the epoch, for times like `24h`.
 * @throws UsageError naming the option whose value cannot be read, and what would be right.
 */
export function auditFilter(
  values: Readonly<Record<string, string | undefined>>,
  now: number,
): AuditFilter | undefined {
  const filter: Record<string, string | number> = {};
  for (const [option, text] of Object.entries(values)) {
    const read = text === undefined ? undefined : READERS[option];
    if (text !== undefined && read !== undefined) filter[read.field] = read.value(option, text, now);
  }
  return Object.keys(filter).length === 0 ? undefined : filter;
}

type ReadValue = (option: string, text: string, now: number) => string | number;

const READERS: Readonly<Record<string, { readonly field: keyof AuditFilter; readonly value: ReadValue }>> = {
  limit: { field: 'limit', value: count },
  session: { field: 'sessionId', value: (_option, text) => text },
  agent: { field: 'agentId', value: (_option, text) => text },
  tool: { field: 'toolName', value: (_option, text) => text },
  status: { field: 'status', value: (option, text) => oneOf(option, text.toUpperCase(), STATUSES) },
  action: { field: 'action', value: (option, text) => oneOf(option, text.toLowerCase(), ACTIONS) },
  'min-score': { field: 'minScore', value: score },
  'max-score': { field: 'maxScore', value: score },
  since: { field: 'since', value: time },
  until: { field: 'until', value: time },
  text: { field: 'text', value: (_option, text) => text },
};

function count(option: string, text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw wrong(option, 'a whole number from 1', text);
}

function score(option: string, text: string): number {
  if (/^\d{1,6}(?:\.\d{1,6})?$/.test(text)) return Number(text);
  throw wrong(option, 'a risk score like 3 or 0.5', text);
}

function time(option: string, text: string, now: number): number {
  const [, amount, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (amount !== undefined) return now - Number(amount) * (UNIT_MS[unit] ?? 0);
  const at = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw wrong(option, 'a time like 2026-01-31T08:00:00Z or 24h', text);
  return at;
}

function oneOf(option: string, text: string, words: readonly string[]): string {
  if (words.includes(text)) return text;
  throw wrong(option, `one of ${words.join(', ')}`, text);
}

function wrong(option: string, right: string, text: string): UsageError {
  return new UsageError(`--${option} must be ${right}, got ${JSON.stringify(text)}`);
}
