import { shownTime, table } from './table.js';
import type { DamagedSnapshot, StoredSnapshot } from 'sentinel-agentos';

const HEADS = {
  en: ['time', 'status', 'tool', 'paths', 'bytes', 'session', 'id'],
  zh: ['时间', '状态', '工具', '路径', '字节', '会话', '编号'],
} as const;
const STATUS = {
  open: { en: 'open', zh: '未完成' },
  settled: { en: 'can be undone', zh: '可撤销' },
  undoing: { en: 'undo cut off', zh: '撤销中断' },
  undone: { en: 'undone', zh: '已撤销' },
  'partly-undone': { en: 'partly undone', zh: '部分撤销' },
  'not-undone': { en: 'not undone', zh: '撤销失败' },
  damaged: { en: 'damaged', zh: '已损坏' },
} as const;
const NUMBERS: ReadonlySet<number> = new Set([3, 4]);

/** Snapshots as a table for people, one a line. */
export function snapshotTable(
  snapshots: readonly (StoredSnapshot | DamagedSnapshot)[],
  language: 'en' | 'zh',
): string {
  const rows = snapshots.map((each) => {
    const status = STATUS[each.status][language];
    if (each.status === 'damaged') return ['?', status, '?', '?', '?', '?', each.id];
    const { snapshot, tool, bytes, sessionId, id } = each;
    const count = String(snapshot.files.length);
    return [shownTime(snapshot.takenAt), status, tool, count, String(bytes), sessionId, id];
  });
  return table(HEADS[language], rows, NUMBERS);
}
