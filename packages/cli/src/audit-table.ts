import { shownTime, table } from './table.js';
import type { AuditEntry } from 'sentinel-agentos';

const HEADS = {
  en: ['time', 'seq', 'status', 'action', 'score', 'tool', 'session', 'what'],
  zh: ['时间', '序号', '状态', '动作', '风险', '工具', '会话', '内容'],
} as const;
const NUMBERS: ReadonlySet<number> = new Set([1, 4]);

/** Recorded calls as a table for people, one a line. */
export function auditTable(entries: readonly AuditEntry[], language: 'en' | 'zh'): string {
  return table(HEADS[language], entries.map(cells), NUMBERS);
}

function cells(entry: AuditEntry): readonly string[] {
  const { at, seq, status, action, riskScore, toolName, sessionId, params, reason } = entry;
  const what = Object.values(params).find((value) => typeof value === 'string') ?? JSON.stringify(params);
  const words = reason === null ? what : `${what} (${reason})`;
  return [shownTime(at), String(seq), status, action, riskScore.toFixed(2), toolName, sessionId, words];
}
