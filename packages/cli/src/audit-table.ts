import type { AuditEntry } from 'sentinel-agentos';

const HEADS = {
  en: ['time', 'seq', 'status', 'action', 'score', 'tool', 'session', 'what'],
  zh: ['时间', '序号', '状态', '动作', '风险', '工具', '会话', '内容'],
} as const;
const NUMBERS: ReadonlySet<number> = new Set([1, 4]);
const MAX_CELL = 24;
const MAX_LAST = 100;

/** Recorded calls as a table for people, one a line. */
export function auditTable(entries: readonly AuditEntry[], language: 'en' | 'zh'): string {
  const rows = [HEADS[language], ...entries.map(cells)].map((row) =>
    row.map((cell, column) => cut(printable(cell), column === row.length - 1 ? MAX_LAST : MAX_CELL)),
  );
  const widths = HEADS.en.map((_head, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))));
  return rows
    .map((row) =>
      row
        .map((cell, column) => {
          const space = ' '.repeat((widths[column] ?? 0) - widthOf(cell));
          return NUMBERS.has(column) ? space + cell : cell + space;
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cells(entry: AuditEntry): readonly string[] {
  const { at, seq, status, action, riskScore, toolName, sessionId, params, reason } = entry;
  const date = new Date(at);
  const time = Number.isNaN(date.getTime()) ? '?' : date.toISOString().slice(0, 19).replace('T', ' ');
  const what = Object.values(params).find((value) => typeof value === 'string') ?? JSON.stringify(params);
  const words = reason === null ? what : `${what} (${reason})`;
  return [time, String(seq), status, action, riskScore.toFixed(2), toolName, sessionId, words];
}

/** A recorded command must not be able to move the cursor, colour the screen or turn the line around. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
}

function cut(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}

/** Columns on a terminal: characters of East Asia take two. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text)
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u.test(
        character,
      )
        ? 2
        : 1;
  return width;
}
