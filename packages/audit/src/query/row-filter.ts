import { actionCode, statusCode } from '../index/codes.js';
import type { JoinedCalls } from '../index/joined-calls.js';
import { CALL_STRIDE, type SegmentIndex } from '../index/segment-index.js';
import type { AuditFilter } from './audit-filter.js';

/**
 * A filter made ready for the rows of one segment: it compares numbers only. Null when no call of the segment can
 * match, because it has none of that session, agent or tool.
 */
export function rowFilter(
  filter: AuditFilter,
  index: SegmentIndex,
  joined: JoinedCalls,
): ((row: number) => boolean) | null {
  const session = wanted(filter.sessionId, (text) => index.sessions.find(text));
  const agent = wanted(filter.agentId, (text) => index.agents.find(text));
  const tool = wanted(filter.toolName, (text) => index.tools.find(text));
  if (session === undefined || agent === undefined || tool === undefined) return null;
  const status = filter.status === undefined ? ANY : statusCode(filter.status);
  const action = filter.action === undefined ? ANY : actionCode(filter.action);
  const { minScore = -Infinity, maxScore = Infinity, since = -Infinity, until = Infinity } = filter;
  return (row) => {
    const { f64, u32, u8 } = index.calls;
    const at = f64[row * 6 + 1] ?? Number.NaN;
    const score = f64[row * 6 + 2] ?? Number.NaN;
    return (
      (session === ANY || u32[row * 12 + 8] === session) &&
      (agent === ANY || u32[row * 12 + 9] === agent) &&
      (tool === ANY || u32[row * 12 + 10] === tool) &&
      (action === ANY || u8[row * CALL_STRIDE + 46] === action) &&
      score >= minScore &&
      score <= maxScore &&
      at >= since &&
      at <= until &&
      (status === ANY || joined.status(index.firstCall + row) === status)
    );
  };
}

const ANY = -1;

function wanted(text: string | undefined, find: (text: string) => number | undefined): number | undefined {
  return text === undefined ? ANY : find(text);
}
