import { z } from 'zod';
import { countField, nameField, numberField, textField } from './input-fields.js';
import { endpoint } from '../http/endpoint.js';
import { entryShape } from './answer-shapes.js';
import { json } from '../http/reply.js';
import type { AuditEntry, AuditFilter } from 'sentinel-agentos';
import type { Endpoint } from '../http/endpoint.js';
import type { Services } from '../services.js';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 1000;

const auditQuery = z
  .object({
    limit: countField(MAX_LIMIT).default(DEFAULT_LIMIT),
    sessionId: nameField,
    agentId: nameField,
    toolName: textField(256),
    /** Another name of `toolName`. */
    tool: textField(256),
    status: z.enum(['PASS', 'WARN', 'FAIL', 'BLOCKED', 'UNFINISHED', 'UNVERIFIED']),
    action: z.enum(['auto', 'notify', 'confirm', 'deny']),
    minScore: numberField,
    maxScore: numberField,
    since: numberField,
    until: numberField,
    text: textField(1000),
    /** Only calls recorded before the one with this `seq`: the next page. */
    before: countField(Number.MAX_SAFE_INTEGER),
  })
  .partial();

/** What the journal holds, and whether it holds. */
export function auditEndpoints({ os }: Services): readonly Endpoint[] {
  return [
    endpoint({
      method: 'GET',
      path: '/audit',
      access: 'agent',
      summary: 'Recorded calls, newest first',
      query: auditQuery,
      answers: { 200: z.array(entryShape) },
      // The index cannot answer a search for text: every call is read.
      isCostly: ({ query }) => query.text !== undefined,
      handle: ({ query }) => json(page(os.guard.audit.calls(filterOf(query)), query)),
    }),
    endpoint({
      method: 'GET',
      path: '/audit/stats',
      access: 'agent',
      summary: 'Counts over the whole journal',
      answers: { 200: z.looseObject({ totalOperations: z.number(), blocked: z.number() }) },
      isCostly: true,
      handle: () => json(os.getAuditStats()),
    }),
    endpoint({
      method: 'POST',
      path: '/audit/verify',
      access: 'agent',
      summary: 'Holds the journal against its key and its anchor',
      answers: { 200: z.looseObject({ status: z.enum(['ok', 'tampered', 'truncated', 'unchecked']) }) },
      isCostly: true,
      handle: () => json(os.verifyAudit()),
    }),
  ];
}

type AuditQuery = z.output<typeof auditQuery>;

function filterOf({ limit: _limit, before: _before, tool, toolName, ...rest }: AuditQuery): AuditFilter {
  const name = toolName ?? tool;
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(given), ...(name === undefined ? {} : { toolName: name }) };
}

/** Reads no more of the journal than the page needs. */
function page(
  calls: Generator<AuditEntry, void, undefined>,
  { limit = DEFAULT_LIMIT, before = Infinity }: AuditQuery,
): readonly AuditEntry[] {
  const entries: AuditEntry[] = [];
  if (limit === 0) return entries;
  for (const entry of calls) {
    if (entry.seq < before) entries.push(entry);
    if (entries.length === limit) break;
  }
  return entries;
}
