import { agentOf, sessionOf } from './translate-call.js';
import { messageOf, type AgentSentinels } from './agent-sentinels.js';
import type { CommandContext } from './host-api.js';
import type { Owners } from './owners.js';
import { ALL_SESSIONS, type AgentOS, type Language } from 'sentinel-agentos';
import type { AdapterStatus } from './status.js';
import type { SessionNotes } from './session-notes.js';

export interface ChatCommandParts {
  readonly language: Language;
  readonly sentinels: AgentSentinels;
  readonly notes: SessionNotes;
  readonly owners: Owners;
  readonly status: () => AdapterStatus;
}

/** One chat command: what it does is in the umbrella; here it is found and told. */
interface Verb {
  readonly usage: string;
  readonly about: Readonly<Record<Language, string>>;
  /** Whether it lets something happen that is stopped: only a person with the right to approve may say so. */
  readonly needsApprover: boolean;
  readonly run: (asked: Asked, parts: ChatCommandParts) => string;
}

interface Asked {
  readonly os: AgentOS;
  readonly session: string;
  readonly person: string;
  readonly words: readonly string[];
}

const NOTHING = { en: 'Nothing of this session was stopped.', zh: '此会话没有被拦截的调用。' };

const VERBS: Readonly<Record<string, Verb>> = {
  status: {
    usage: 'status',
    about: { en: 'grade, risk R(t) and axes of this session', zh: '此会话的等级、风险 R(t) 与各轴' },
    needsApprover: false,
    run: ({ os, session }, { status }) => {
      const { state, reason, calls } = status();
      const { allowed, blocked, asked, bypassed, ranBlocked } = calls;
      const alarms = `${bypassed} ran unjudged · ${ranBlocked} ran although blocked`;
      const numbers = `${allowed} allowed · ${blocked} blocked · ${asked} asked · ${alarms}`;
      return [
        `Sentinel: ${state}${reason === null ? '' : ` (${reason})`} · ${numbers}`,
        os.statusReport(session),
      ].join('\n');
    },
  },
  halt: {
    usage: 'halt [--all] [reason]',
    about: {
      en: 'stop this session and its helpers; with --all every session',
      zh: '停止此会话及其助手；--all 停止全部',
    },
    needsApprover: false,
    run: ({ os, session, person, words }, { language, sentinels }) => {
      const isAll = words.includes('--all');
      const reason = words.filter((word) => word !== '--all').join(' ');
      if (isAll) for (const each of allSentinels(sentinels)) each.halt(ALL_SESSIONS, { by: person, reason });
      else os.halt(session, { by: person, reason });
      return isAll
        ? {
            en: 'Halted: all sessions, also later ones. No tool runs until /sentinel resume --all.',
            zh: '已停机：所有会话，包括之后的会话。恢复：/sentinel resume --all',
          }[language]
        : {
            en: `Halted: ${session}. No tool runs until /sentinel resume.`,
            zh: `已停机：${session}。恢复：/sentinel resume`,
          }[language];
    },
  },
  resume: {
    usage: 'resume [--all]',
    about: {
      en: 'let this session go on; with --all what halt --all stopped',
      zh: '恢复此会话；--all 撤销 halt --all',
    },
    needsApprover: true,
    run: ({ os, session, person, words }, { language, sentinels }) => {
      if (words.includes('--all')) {
        const halted = allSentinels(sentinels).filter((each) => each.trust(ALL_SESSIONS).halted !== null);
        for (const each of halted) each.resume(ALL_SESSIONS, { by: person });
        return halted.length > 0
          ? { en: 'Resumed: all sessions', zh: '已恢复：所有会话' }[language]
          : { en: 'The sessions are not halted as a whole.', zh: '会话没有整体停机。' }[language];
      }
      os.resume(session, { by: person });
      return { en: `Resumed: ${session}`, zh: `已恢复：${session}` }[language];
    },
  },
  undo: {
    usage: 'undo [call id]',
    about: { en: 'put back what the last call changed', zh: '撤销上一次调用的更改' },
    needsApprover: true,
    run: ({ os, session, words }, { language }) => {
      const id = words[0] ?? lastChange(os, session);
      if (id === undefined) return { en: 'There is nothing to undo.', zh: '没有可撤销的内容。' }[language];
      const { status, paths, undoId } = os.undo(id);
      const back =
        undoId === null
          ? ''
          : { en: ` · take back: /sentinel undo ${undoId}`, zh: ` · 撤回：/sentinel undo ${undoId}` }[
              language
            ];
      const lines = paths.map(({ path, outcome }) => `${outcome} ${path}`);
      return [`${id}: ${status}${back}`, ...lines].join('\n');
    },
  },
  why: {
    usage: 'why',
    about: { en: 'why the last call was stopped', zh: '上一次调用为何被拦截' },
    needsApprover: false,
    run: ({ session }, { language, notes }) => {
      const last = notes.lastBlocked(session);
      return last === undefined ? NOTHING[language] : `${last.tool} (${last.auditId})\n${last.reason}`;
    },
  },
  allow: {
    usage: 'allow once [question]',
    about: { en: 'allow the last call that was asked about, once', zh: '允许上一次被询问的调用一次' },
    needsApprover: true,
    run: ({ session, words }, { language, notes }) => {
      if (words[0] !== 'once')
        return { en: 'Use: /sentinel allow once', zh: '用法：/sentinel allow once' }[language];
      const granting = notes.grant(session, words[1]);
      switch (granting.state) {
        case 'nothing':
          return { en: 'No call of this session waits for an approval.', zh: '此会话没有等待批准的调用。' }[
            language
          ];
        case 'unclear': {
          const lines = granting.waiting.map(({ id, tool, reason }) => `${id}: ${tool}: ${reason}`);
          const which = {
            en: 'Which one? Use: /sentinel allow once <question>',
            zh: '是哪一个？用法：/sentinel allow once <问题>',
          }[language];
          return [which, ...lines].join('\n');
        }
        case 'granted': {
          const { tool } = granting.question;
          return {
            en: `${tool} may run once within 10 minutes, exactly as it was asked about. Tell the agent to try again.`,
            zh: `${tool} 可在 10 分钟内按原样运行一次。请让代理重试。`,
          }[language];
        }
      }
    },
  },
};

/** The chat command `/sentinel`. Never throws. */
export function answerChat(context: CommandContext, parts: ChatCommandParts): string {
  const { language, sentinels } = parts;
  const [name = 'status', ...words] = (context.args ?? '').split(/\s+/u).filter((word) => word !== '');
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  if (verb === undefined) return help(language);
  if (verb.needsApprover && !mayApprove(context, parts.owners))
    return {
      en: `/sentinel ${name} needs a person who may approve.`,
      zh: `/sentinel ${name} 需要有批准权限的人。`,
    }[language];
  try {
    const os = sentinels.of(agentOf(context));
    const person = context.senderId ?? context.channel;
    return verb.run({ os, session: sessionOf(context), person, words }, parts);
  } catch (error) {
    return `Sentinel: ${messageOf(error)}`;
  }
}

function help(language: Language): string {
  const lines = Object.values(VERBS).map(({ usage, about }) => `/sentinel ${usage}: ${about[language]}`);
  return [...lines, { en: '/sentinel help: this list', zh: '/sentinel help：本列表' }[language]].join('\n');
}

/**
 * A client of the gateway needs the scope for it. Whoever writes in a channel has to be an owner where the host's
 * configuration names any; else, to be allowed there.
 */
function mayApprove(context: CommandContext, owners: Owners): boolean {
  const { isAuthorizedSender, gatewayClientScopes, channel, senderId } = context;
  if (!isAuthorizedSender) return false;
  if (gatewayClientScopes === undefined) return !owners.isAnyNamed() || owners.isNamed(channel, senderId);
  return gatewayClientScopes.some((scope) => scope === 'operator.admin' || scope === 'operator.approvals');
}

/** The Sentinel of every agent that the host's configuration names. */
function allSentinels(sentinels: AgentSentinels): readonly AgentOS[] {
  return sentinels.agents().map((agentId) => sentinels.of(agentId));
}

/** The session's latest call whose files are not as they were before it. */
function lastChange(os: AgentOS, sessionId: string): string | undefined {
  return os.snapshots({ sessionId, limit: 50 }).find(({ status, ...one }) => {
    if (status === 'damaged' || status === 'undone' || !('undoOf' in one) || one.undoOf !== null)
      return false;
    return os.diff(one.id).length > 0;
  })?.id;
}
