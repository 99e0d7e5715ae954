import { shownName, shownPath } from './shown-text.js';
import type { Kept } from './keep-or-make.js';
import type { Language, StateFolders } from 'sentinel-agentos';

/** What `init` did, as it prints it with `--json`. */
export interface InitDone {
  readonly workspaceRoot: string;
  /** The state folder, which keeps itself out of git. */
  readonly state: Kept;
  readonly rules: Kept;
}

/** What a person agrees to. */
export function initQuestion({ workspaceRoot }: StateFolders, language: Language): string {
  const where = shownName(workspaceRoot);
  return {
    en: `Make .agentos/ with rules.json in ${where}? What is there stays as it is. [Y/n] `,
    zh: `在 ${where} 中创建 .agentos/ 与 rules.json？已有内容保持不变。[Y/n] `,
  }[language];
}

/** What was made, and how an agent is put behind the guard. */
export function initText({ workspaceRoot, state, rules }: InitDone, language: Language): string {
  const words = {
    en: {
      made: 'made',
      kept: 'there already',
      state: 'state and records, kept out of git',
      rules: 'your rules; the built-in ones hold anyway',
      next: 'Put the guard around an agent:',
      check: 'Check the machine and the workspace:',
    },
    zh: {
      made: '已创建',
      kept: '已存在',
      state: '状态与记录，不进入 git',
      rules: '您的规则；内置规则始终有效',
      next: '为代理加上防护：',
      check: '检查本机与工作区：',
    },
  }[language];
  const row = (path: string, kept: Kept, what: string): string =>
    `  ${path.padEnd(20)} ${words[kept]}: ${what}`;
  return [
    shownPath(workspaceRoot, workspaceRoot),
    row('.agentos/', state, words.state),
    row('.agentos/rules.json', rules, words.rules),
    '',
    words.next,
    ...WAYS.map((line) => `  ${line}`),
    '',
    words.check,
    '  sentinel-agentos doctor',
  ].join('\n');
}

const WAYS: readonly string[] = [
  "in code        import { wrapAgent } from 'sentinel-agentos';",
  '               const sentinel = wrapAgent({ workspaceRoot, preRegisteredRules: true });',
  '               const tools = sentinel.wrapTools({ read_file, write_file, exec });',
  'by hand        sentinel-agentos exec -- <program> [arguments]',
  'OpenClaw       openclaw plugins install @sentinel-agentos/openclaw-adapter',
];
