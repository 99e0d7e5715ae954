import { shownLine, shownName, shownPath } from './shown-text.js';
import type { RestoredPath } from 'sentinel-agentos';
import type { UndoPlan } from './undo-plan.js';

/** One call that was undone, or would be. */
export interface ShownUndo extends Omit<UndoPlan, 'uncovered'> {
  readonly uncovered?: UndoPlan['uncovered'];
}

/** How everything together ended, or would end. */
export interface ShownUndoes {
  /** Null for a single call. */
  readonly sessionId: string | null;
  readonly status: 'complete' | 'partial' | 'failed';
  readonly calls: readonly ShownUndo[];
  /** Ids that take it back, in order. */
  readonly takeBack: readonly string[];
  readonly isPlan: boolean;
}

interface UndoWords {
  readonly status: Readonly<Record<UndoPlan['status'], string>>;
  readonly plan: Readonly<Record<UndoPlan['status'], string>>;
  readonly outcome: Readonly<Record<RestoredPath['outcome'], string>>;
  readonly session: string;
  readonly calls: (count: number) => string;
  readonly unchanged: (count: number) => string;
  readonly savedAs: string;
  readonly notKept: string;
  readonly takeBack: string;
  readonly takeAllBack: string;
  readonly nothingDone: string;
}

const WORDS: Readonly<Record<'en' | 'zh', UndoWords>> = {
  en: {
    status: {
      complete: 'undone',
      partial: 'partly undone',
      failed: 'not undone',
      'already-undone': 'undone already',
      damaged: 'skipped, its snapshot is damaged',
    },
    plan: {
      complete: 'would be undone',
      partial: 'would be partly undone',
      failed: 'would not be undone',
      'already-undone': 'is undone already',
      damaged: 'would be skipped, its snapshot is damaged',
    },
    outcome: {
      restored: 'restored',
      removed: 'removed',
      conflict: 'conflict',
      failed: 'failed',
      unchanged: 'unchanged',
    },
    session: 'session',
    calls: (count) => `${count} ${count === 1 ? 'call' : 'calls'}`,
    unchanged: (count) => `${count} unchanged`,
    savedAs: 'its bytes from before the call:',
    notKept: 'not kept',
    takeBack: 'To take this back:',
    takeAllBack: 'To take this back, in this order:',
    nothingDone: 'This was a dry run: nothing was changed.',
  },
  zh: {
    status: {
      complete: '已撤销',
      partial: '部分撤销',
      failed: '未能撤销',
      'already-undone': '此前已撤销',
      damaged: '已跳过：快照已损坏',
    },
    plan: {
      complete: '将被撤销',
      partial: '将被部分撤销',
      failed: '将无法撤销',
      'already-undone': '此前已撤销',
      damaged: '将被跳过：快照已损坏',
    },
    outcome: {
      restored: '已恢复',
      removed: '已移除',
      conflict: '冲突',
      failed: '失败',
      unchanged: '未变',
    },
    session: '会话',
    calls: (count) => `${count} 个调用`,
    unchanged: (count) => `${count} 个未变`,
    savedAs: '调用之前的内容存于：',
    notKept: '未保存',
    takeBack: '如需取消此次撤销：',
    takeAllBack: '如需取消此次撤销，请按此顺序：',
    nothingDone: '这是试运行：没有任何改动。',
  },
};

/** What an undo did, or would do, as text for a terminal. */
export function undoText(
  { sessionId, status, calls, takeBack, isPlan }: ShownUndoes,
  workspaceRoot: string,
  language: 'en' | 'zh',
): string {
  const words = WORDS[language];
  const said = isPlan ? words.plan : words.status;
  const lines: string[] = [];
  if (sessionId !== null) {
    const count = words.calls(calls.length);
    lines.push(`${words.session} ${shownName(sessionId)}: ${said[status]} (${count})`, '');
  }
  for (const call of calls) lines.push(...callLines(call, said, words, workspaceRoot));
  if (takeBack.length > 0) lines.push('', takeBack.length > 1 ? words.takeAllBack : words.takeBack);
  for (const id of takeBack) lines.push(`  sentinel-agentos undo ${id}`);
  if (isPlan) lines.push('', words.nothingDone);
  return lines.join('\n');
}

function callLines(
  { callId, tool, status, paths, reason, uncovered = [] }: ShownUndo,
  said: UndoWords['status'],
  words: UndoWords,
  workspaceRoot: string,
): readonly string[] {
  const why = reason === null ? '' : `: ${shownLine(reason)}`;
  const name = tool === null ? shownName(callId) : `${shownName(callId)} (${shownName(tool)})`;
  const lines = [`${name}: ${said[status]}${why}`];
  for (const { path, outcome, savedAs, reason: because } of paths) {
    if (outcome === 'unchanged') continue;
    const note = because === undefined ? '' : ` — ${shownLine(because)}`;
    lines.push(`  ${words.outcome[outcome]}  ${shownPath(path, workspaceRoot)}${note}`);
    if (savedAs !== undefined) lines.push(`    ${words.savedAs} ${shownPath(savedAs, workspaceRoot)}`);
  }
  for (const each of uncovered) {
    lines.push(`  ${words.notKept}  ${shownPath(each.path, workspaceRoot)} — ${shownLine(each.reason)}`);
  }
  const unchanged = paths.filter(({ outcome }) => outcome === 'unchanged').length;
  return unchanged === 0 ? lines : [...lines, `  ${words.unchanged(unchanged)}`];
}
