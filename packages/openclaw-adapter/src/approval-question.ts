import type { ApprovalQuestion, Resolution } from './host-api.js';
import type { HostAnswer, Language, TrustStatus, WaitingCall } from 'sentinel-agentos';
import { PLUGIN_ID } from './own-places.js';

/** What the host takes at most. */
const LONGEST_TITLE = 80;
const LONGEST_DESCRIPTION = 512;
const SHOWN_WHY = 120;
const SHOWN_SAFER = 90;
/** Of a call that is too long, so much of its end is shown: what is dangerous often stands there. */
const SHOWN_END = 60;

/** A call that waits, with the id that its question has in the chat. */
export type AskedCall = Pick<WaitingCall, 'masked' | 'decision' | 'withinMs'> & { readonly id: string };

/** The question that a call which needs an approval puts to the host's user: the whole call, or how much is cut. */
export function approvalQuestion(
  { masked, decision, withinMs, id }: AskedCall,
  trust: TrustStatus,
  language: Language,
  onResolution: (resolution: Resolution) => void,
): ApprovalQuestion {
  const seconds = Math.ceil(withinMs / 1000);
  const safer = decision.safer?.[language];
  const { band, r } = trust;
  const shownTrust = r === null ? '–' : `${String(band)} · R(t)=${r.toFixed(2)}`;
  const tool = visible(masked.tool);
  const { head, last } = {
    en: {
      head: [
        `Tool: ${clip(tool, 60)}`,
        `Risk: ${decision.risk.score} (${decision.action}${decision.strict ? ', strict' : ''})`,
        `Mode: ${shownTrust}`,
        `Why: ${clip(decision.reason.en, SHOWN_WHY)}`,
        ...(safer === undefined ? [] : [`Safer: ${clip(safer, SHOWN_SAFER)}`]),
      ],
      last: `Blocked by itself in ${seconds} s. To allow it afterwards: /sentinel allow once ${id}`,
    },
    zh: {
      head: [
        `工具：${clip(tool, 60)}`,
        `风险：${decision.risk.score}（${decision.action}${decision.strict ? '，严格' : ''}）`,
        `模式：${shownTrust}`,
        `原因：${clip(decision.reason.zh, SHOWN_WHY)}`,
        ...(safer === undefined ? [] : [`更安全的做法：${clip(safer, SHOWN_SAFER)}`]),
      ],
      last: `${seconds} 秒后自动拦截。事后允许：/sentinel allow once ${id}`,
    },
  }[language];
  const room = LONGEST_DESCRIPTION - [...head, '', last].join('\n').length;
  const name = { en: 'Call: ', zh: '调用：' }[language];
  const call = name + cut(shownCall(masked.params), room - name.length, language);
  return {
    pluginId: PLUGIN_ID,
    title: clip(
      { en: `Sentinel: allow ${tool}?`, zh: `Sentinel：允许 ${tool} 吗？` }[language],
      LONGEST_TITLE,
    ),
    description: [...head, call, last].join('\n'),
    severity: decision.strict ? 'critical' : 'warning',
    allowedDecisions: ['allow-once', 'deny'],
    timeoutMs: withinMs,
    timeoutReason: {
      en: `Sentinel blocked ${tool}: nobody approved it within ${seconds} s. ${decision.reason.en}`,
      zh: `Sentinel 已拦截 ${tool}：${seconds} 秒内无人批准。${decision.reason.zh}`,
    }[language],
    onResolution,
  };
}

/**
 * What came of the host's question, for the kernel. The host says what was decided and not by whom: whoever it lets
 * approve (the approvers of a channel, the owner, a client with the scope) speaks for the host, and in nobody's name.
 */
export function hostAnswer(resolution: Resolution, digest: string): HostAnswer {
  switch (resolution) {
    case 'allow-once':
    case 'allow-always':
      return { verdict: 'granted', digest, by: 'openclaw approval' };
    case 'deny':
      return { verdict: 'declined', by: 'openclaw approval' };
    case 'timeout':
      return { verdict: 'unanswered', reason: 'nobody answered in time' };
    case 'cancelled':
      return { verdict: 'unanswered', reason: 'the host could ask nobody' };
  }
}

/** What a call is about, first; then everything else it says. Its secrets are masked already. */
function shownCall(params: WaitingCall['masked']['params']): string {
  const names = Object.keys(params);
  const first = FIRST.find((name) => typeof params[name] === 'string' && params[name] !== '');
  const about = first === undefined ? undefined : params[first];
  const others = names.filter((name) => name !== first);
  const rest = others.map((name) => `${name}=${JSON.stringify(params[name])}`);
  return visible([...(typeof about === 'string' ? [about] : []), ...rest].join(' · '));
}

const FIRST = ['command', 'code', 'path', 'url', 'message', 'action', 'input', 'data'];

/** Text in one line in which nothing hides: line ends are shown, and what has no shape or turns text round is named. */
function visible(text: string): string {
  return text
    .replaceAll(/\s*[\r\n]+\s*/gu, ' ⏎ ')
    .replaceAll(/[^\S\r\n]+/gu, ' ')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}

/** As much as there is room for, and how much is not shown. */
function cut(text: string, room: number, language: Language): string {
  if (text.length <= room) return text;
  const gap = (count: number): string =>
    ({
      en: ` [… CUT: ${String(count)} of ${String(text.length)} characters are not shown …] `,
      zh: ` [… 已截断：共 ${String(text.length)} 字符，${String(count)} 个未显示 …] `,
    })[language];
  const start = Math.max(0, room - gap(text.length).length - SHOWN_END);
  const end = text.slice(-SHOWN_END).replace(/^[\uDC00-\uDFFF]/u, '');
  return clip(text, start + 1).slice(0, -1) + gap(text.length - start - end.length) + end;
}

/** At most so many UTF-16 units, never half a character. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/u, '')}…`;
}
