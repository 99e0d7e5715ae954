import { shownLine, shownName, shownPath } from './shown-text.js';
import type { FileDiff } from './file-diff.js';
import type { FileState, PathChange, StoredSnapshot } from 'sentinel-agentos';

/** Lines of one file's difference that a person is shown. */
const MAX_LINES = 400;

/** One path that differs, with the difference of its bytes where there is one. */
export interface ShownChange extends PathChange {
  readonly diff: FileDiff | null;
}

interface DiffWords {
  readonly change: Readonly<Record<PathChange['change'], string>>;
  readonly by: Readonly<Record<PathChange['by'], string>>;
  readonly kind: Readonly<Record<FileState['kind'], string>>;
  readonly head: (count: number) => string;
  readonly mode: string;
  readonly binary: string;
  readonly tooLarge: string;
  readonly notCompared: string;
  readonly uncovered: string;
  readonly more: (count: number) => string;
}

const WORDS: Readonly<Record<'en' | 'zh', DiffWords>> = {
  en: {
    change: {
      created: 'created',
      deleted: 'deleted',
      replaced: 'replaced',
      content: 'content',
      permissions: 'permissions',
    },
    by: { call: 'by the call', 'somebody-else': 'by somebody else', unknown: 'not known by whom' },
    kind: { file: 'file', directory: 'folder', symlink: 'link', other: 'other', absent: 'nothing' },
    head: (count) =>
      count === 0
        ? 'everything is as before the call'
        : `${count} ${count === 1 ? 'path differs' : 'paths differ'} from before the call`,
    mode: 'mode',
    binary: 'binary',
    tooLarge: 'too large to compare line by line',
    notCompared: 'not compared',
    uncovered: 'not kept, so not compared',
    more: (count) => `… ${count} more lines: see --json`,
  },
  zh: {
    change: { created: '新建', deleted: '删除', replaced: '替换', content: '内容', permissions: '权限' },
    by: { call: '由该调用', 'somebody-else': '由他人', unknown: '不知由谁' },
    kind: { file: '文件', directory: '文件夹', symlink: '链接', other: '其他', absent: '无' },
    head: (count) => (count === 0 ? '一切与调用之前相同' : `${count} 个路径与调用之前不同`),
    mode: '权限',
    binary: '二进制',
    tooLarge: '文件过大，不逐行比较',
    notCompared: '未比较',
    uncovered: '未保存，因此未比较',
    more: (count) => `… 还有 ${count} 行：见 --json`,
  },
};

/** What a call changed, as text for a terminal. */
export function diffText(
  { id, tool, snapshot }: StoredSnapshot,
  changes: readonly ShownChange[],
  workspaceRoot: string,
  language: 'en' | 'zh',
): string {
  const words = WORDS[language];
  const path = (name: string): string => shownPath(name, workspaceRoot);
  const lines = [`${shownName(id)} (${shownName(tool)}): ${words.head(changes.length)}`];
  for (const change of changes) {
    lines.push('', `${words.change[change.change]}  ${path(change.path)}  (${words.by[change.by]})`);
    lines.push(...stateLines(change, words), ...byteLines(change.diff, words));
  }
  if (snapshot.uncovered.length > 0) lines.push('');
  for (const each of snapshot.uncovered) {
    lines.push(`${words.uncovered}: ${path(each.path)} (${shownLine(each.reason)})`);
  }
  return lines.join('\n');
}

/** Kind, permissions and link target, where they differ. */
function stateLines({ change, before, now }: PathChange, words: DiffWords): readonly string[] {
  const lines: string[] = [];
  const arrow = (from: string, to: string): string => `${from} → ${to}`;
  if (change === 'replaced') lines.push(arrow(words.kind[before.kind], words.kind[now.kind]));
  if (before.linkTarget !== null || now.linkTarget !== null) {
    const target = ({ linkTarget }: FileState): string => (linkTarget === null ? '-' : shownName(linkTarget));
    lines.push(`${words.kind.symlink} ${arrow(target(before), target(now))}`);
  }
  const hasMode = before.kind === now.kind && (now.kind === 'file' || now.kind === 'directory');
  if (hasMode && before.mode !== now.mode) lines.push(`${words.mode} ${arrow(octal(before), octal(now))}`);
  return lines.map((line) => `  ${line}`);
}

function byteLines(diff: FileDiff | null, words: DiffWords): readonly string[] {
  switch (diff?.kind) {
    case undefined:
      return [];
    case 'unified': {
      const lines = diff.text.split('\n').slice(0, -1);
      const shown = lines.slice(0, MAX_LINES).map(shownLine);
      return lines.length <= MAX_LINES ? shown : [...shown, words.more(lines.length - MAX_LINES)];
    }
    case 'binary':
      return [`  ${words.binary}, ${diff.bytesBefore} → ${diff.bytesNow} bytes`];
    case 'too-large':
      return [`  ${words.tooLarge}, ${diff.bytesBefore} → ${diff.bytesNow} bytes`];
    case 'unavailable':
      return [`  ${words.notCompared}: ${shownLine(diff.reason)}`];
  }
}

function octal({ mode }: FileState): string {
  return mode.toString(8).padStart(4, '0');
}
