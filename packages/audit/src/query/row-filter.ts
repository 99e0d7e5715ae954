import { actionCode, statusCode } from '../index/codes.js';
import type { JoinedCalls } from '../index/joined-calls.js';
import { CALL_STRIDE, type SegmentIndex } from '../index/segment-index.js';
import type { AuditFilter } from './audit-filter.js';

/** Finds the rows of one segment that a filter admits. */
export interface RowFilter {
  /** The first row from `row` on that matches, going by `step` (1 or -1); -1 when there is none. */
  next(row: number, step: 1 | -1): number;
}

/**
 * A filter made ready for the rows of one segment: it compares numbers only. Null when no call of the segment can
 * match, because it has none of that session, agent or tool.
 */
export function rowFilter(filter: AuditFilter, index: SegmentIndex, joined: JoinedCalls): RowFilter | null {
  const session = wanted(filter.sessionId, (text) => index.sessions.find(text));
  const agent = wanted(filter.agentId, (text) => index.agents.find(text));
  const tool = wanted(filter.toolName, (text) => index.tools.find(text));
  if (session === undefined || agent === undefined || tool === undefined) return null;
  const status = filter.status === undefined ? ANY : statusCode(filter.status);
  const action = filter.action === undefined ? ANY : actionCode(filter.action);
  const { minScore = -Infinity, maxScore = Infinity, since = -Infinity, until = Infinity } = filter;
  // Rows are never changed, so those that are there now may be read from where they are now.
  const { f64, u32, u8, count } = index.calls;
  const { firstCall } = index;
  return {
    next(from, step) {
      for (let row = from; row >= 0 && row < count; row += step) {
        if (session !== ANY && u32[row * 12 + 8] !== session) continue;
        if (agent !== ANY && u32[row * 12 + 9] !== agent) continue;
        if (tool !== ANY && u32[row * 12 + 10] !== tool) continue;
        if (action !== ANY && u8[row * CALL_STRIDE + 46] !== action) continue;
        const at = f64[row * 6 + 1] ?? 0;
        const score = f64[row * 6 + 2] ?? 0;
        if (score < minScore || score > maxScore || at < since || at > until) continue;
        if (status !== ANY && joined.status(firstCall + row) !== status) continue;
        return row;
      }
      return -1;
    },
  };
}

const ANY = -1;

function wanted(text: string | undefined, find: (text: string) => number | undefined): number | undefined {
  return text === undefined ? ANY : find(text);
}
