import type { Action, Evidence, Finding, LocalizedText } from '@sentinel-agentos/core';

/** Rules that a reading itself can break. Their floors hold whatever the score says. */
export type HardRule =
  | 'flow.secret-to-network'
  | 'flow.credential-to-network'
  | 'flow.download-to-shell'
  | 'flow.download-then-run'
  | 'flow.decoded-to-shell'
  | 'flow.intercepted'
  | 'shell.reverse-shell'
  | 'shell.escape'
  | 'shell.fork-bomb'
  | 'shell.unparsed'
  | 'shell.too-large'
  | 'shell.too-deep'
  | 'shell.foreign-syntax'
  | 'state.protected'
  | 'state.resume'
  | 'state.person'
  | 'state.host'
  | 'path.git-control'
  | 'path.startup-file'
  | 'config.injected-code'
  | 'tool.reader-failed';

interface Rule {
  readonly floor: Extract<Action, 'confirm' | 'deny'>;
  readonly message: LocalizedText;
}

const RULES: Readonly<Record<HardRule, Rule>> = {
  'flow.secret-to-network': {
    floor: 'deny',
    message: {
      en: 'A secret would leave this machine over the network.',
      zh: '机密内容将通过网络离开本机。',
    },
  },
  'flow.credential-to-network': {
    floor: 'confirm',
    message: {
      en: 'A credential from the environment would be sent as data.',
      zh: '环境变量中的凭据将作为数据被发送。',
    },
  },
  'flow.download-to-shell': {
    floor: 'deny',
    message: {
      en: 'Text from the network would run as code without anyone having seen it.',
      zh: '来自网络的文本将未经查看直接作为代码运行。',
    },
  },
  'flow.download-then-run': {
    floor: 'confirm',
    message: {
      en: 'A file downloaded by this command would be run by it.',
      zh: '此命令会运行它自己刚下载的文件。',
    },
  },
  'flow.decoded-to-shell': {
    floor: 'confirm',
    message: {
      en: 'Decoded or unpacked text would run as code, so its content is hidden here.',
      zh: '解码或解包后的文本将作为代码运行，其内容在此不可见。',
    },
  },
  'flow.intercepted': {
    floor: 'confirm',
    message: {
      en: 'What is sent and fetched would pass through somebody who can read and change it.',
      zh: '发送与获取的内容将经过能够读取并篡改它的第三方。',
    },
  },
  'shell.reverse-shell': {
    floor: 'deny',
    message: {
      en: 'A shell would be connected to the network.',
      zh: '一个 shell 将与网络相连（反弹 shell）。',
    },
  },
  'shell.escape': {
    floor: 'confirm',
    message: {
      en: 'A shell or a command would be started from inside a program that is there for something else.',
      zh: '将从一个另有用途的程序内部启动 shell 或命令。',
    },
  },
  'shell.fork-bomb': {
    floor: 'deny',
    message: {
      en: 'Processes would multiply without end.',
      zh: '进程将无限增殖（fork 炸弹）。',
    },
  },
  'shell.unparsed': {
    floor: 'confirm',
    message: {
      en: 'This text cannot be read as a shell command, so its effects are not known.',
      zh: '此文本无法解析为 shell 命令，其影响未知。',
    },
  },
  'shell.too-large': {
    floor: 'confirm',
    message: {
      en: 'This command is too large to be read completely.',
      zh: '此命令过大，无法完整读取。',
    },
  },
  'shell.too-deep': {
    floor: 'confirm',
    message: {
      en: 'This command is nested too deeply to be read completely.',
      zh: '此命令嵌套过深，无法完整读取。',
    },
  },
  'shell.foreign-syntax': {
    floor: 'confirm',
    message: {
      en: 'This shell language is not read; its effects are not known.',
      zh: '不支持读取此 shell 语言，其影响未知。',
    },
  },
  'state.protected': {
    floor: 'deny',
    message: {
      en: 'The records and snapshots of the guard itself would be changed.',
      zh: '将更改防护系统自身的记录与快照。',
    },
  },
  'state.resume': {
    floor: 'deny',
    message: {
      en: 'Only a person lets a halted session go on; an agent does not run this command.',
      zh: '只有人可以恢复被停机的会话；代理不得运行此命令。',
    },
  },
  'state.person': {
    floor: 'deny',
    message: {
      en: 'This command of the guard is for people. An agent may look (status, audit, report, undo --dry-run) and nothing else.',
      zh: '防护系统的此命令仅供人使用；代理只可查看（status、audit、report、undo --dry-run）。',
    },
  },
  'state.host': {
    floor: 'deny',
    message: {
      en: 'This command of the host that guards the agent is for people. An agent may look (status, logs, config get) and nothing else.',
      zh: '防护代理的宿主程序的此命令仅供人使用；代理只可查看（status、logs、config get）。',
    },
  },
  'path.git-control': {
    floor: 'confirm',
    message: {
      en: 'Git hooks or Git configuration would change: code that runs later on its own.',
      zh: '将更改 Git 钩子或 Git 配置：这些代码以后会自动运行。',
    },
  },
  'path.startup-file': {
    floor: 'confirm',
    message: {
      en: 'A file that runs at login or grants access would change.',
      zh: '将更改登录时运行或授予访问权限的文件。',
    },
  },
  'config.injected-code': {
    floor: 'confirm',
    message: {
      en: 'Code is slipped into a program through its configuration or environment.',
      zh: '代码通过配置或环境变量被注入到程序中。',
    },
  },
  'tool.reader-failed': {
    floor: 'confirm',
    message: {
      en: 'The reader of this tool failed, so the effects of the call are not known.',
      zh: '该工具的读取器出错，此调用的影响未知。',
    },
  },
};

const MAX_DETAIL = 200;

/** Builds the finding of a hard rule. `detail` names what it was about; it is shortened and made printable. */
export function hardFinding(rule: HardRule, evidence: Evidence, detail?: string): Finding {
  const { floor, message } = RULES[rule];
  const shown = detail?.slice(0, MAX_DETAIL).replaceAll('\0', '…');
  const text =
    shown === undefined || shown === ''
      ? message
      : { en: `${message.en} (${shown})`, zh: `${message.zh}（${shown}）` };
  return Object.freeze({ gate: 'rules', rule, floor, field: evidence.param, message: text, evidence });
}
