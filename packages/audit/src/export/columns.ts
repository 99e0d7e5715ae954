import type { AuditEntry } from '../query/audit-entry.js';

/** What a cell of a table may hold. */
export type Cell = string | number | null;

/** A column of the flat formats. */
interface Column {
  readonly name: string;
  readonly of: (entry: AuditEntry) => Cell;
}

/**
 * The columns of the flat formats, in their order. Consumers rely on names and places: new ones go to the end, none
 * is renamed or taken out.
 */
const COLUMNS: readonly Column[] = [
  { name: 'time', of: ({ at }) => isoTime(at) },
  { name: 'seq', of: ({ seq }) => seq },
  { name: 'call_id', of: ({ id }) => id },
  { name: 'session_id', of: ({ sessionId }) => sessionId },
  { name: 'agent_id', of: ({ agentId }) => agentId },
  { name: 'tool', of: ({ toolName }) => toolName },
  { name: 'action', of: ({ action }) => action },
  { name: 'status', of: ({ status }) => status },
  { name: 'score', of: ({ riskScore }) => riskScore },
  { name: 'verify', of: ({ verifyStatus }) => verifyStatus },
  { name: 'run', of: ({ outcome }) => outcome?.status ?? null },
  { name: 'reason', of: ({ reason }) => reason },
  { name: 'duration_ms', of: ({ durationMs }) => durationMs },
  { name: 'approval', of: ({ approval }) => approval.status },
  { name: 'approved_by', of: ({ approval }) => ('by' in approval ? approval.by : null) },
  { name: 'rules', of: ({ decision }) => decision.rules.join(' ') },
  {
    name: 'effects',
    of: ({ decision }) => decision.effects.map(({ verb, target }) => `${verb} ${target}`).join('\n'),
  },
  { name: 'rollback', of: ({ outcome }) => outcome?.rollback?.status ?? null },
  { name: 'cwd', of: ({ cwd }) => cwd },
  { name: 'params', of: ({ params }) => JSON.stringify(params) },
];

/** Names of the columns of the flat formats, in order. */
export const COLUMN_NAMES: readonly string[] = COLUMNS.map(({ name }) => name);

/** A call as one row of the flat formats. */
export function cellsOf(entry: AuditEntry): readonly Cell[] {
  return COLUMNS.map(({ of }) => {
    // What a tampered journal may hold instead is left out.
    const cell: unknown = of(entry);
    return typeof cell === 'string' || typeof cell === 'number' ? cell : null;
  });
}

/** RFC 3339, UTC, milliseconds; null for a time that no calendar has, which only a tampered journal holds. */
function isoTime(at: number): string | null {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
