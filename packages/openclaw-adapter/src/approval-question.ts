import type { ApprovalQuestion, Resolution } from './host-api.js';
import type { HostAnswer, Language, TrustStatus, WaitingCall } from 'sentinel-agentos';
import { PLUGIN_ID } from './own-places.js';

/** What the host takes at most. */
const LONGEST_TITLE = 80;
const LONGEST_DESCRIPTION = 512;
const SHOWN_SAFER = 140;

/** The question that a call which needs an approval puts to the host's user. */
export function approvalQuestion(
  { masked, decision, withinMs }: Pick<WaitingCall, 'masked' | 'decision' | 'withinMs'>,
  trust: TrustStatus,
  language: Language,
  onResolution: (resolution: Resolution) => void,
): ApprovalQuestion {
  const seconds = Math.ceil(withinMs / 1000);
  const safer = decision.safer?.[language];
  const { band, r } = trust;
  const shownTrust = r === null ? '–' : `${String(band)} · R(t)=${r.toFixed(2)}`;
  const lines = {
    en: [
      `Tool: ${masked.tool}`,
      `Risk: ${decision.risk.score} (${decision.action}${decision.strict ? ', strict' : ''})`,
      `Mode: ${shownTrust}`,
      `Why: ${decision.reason.en}`,
      ...(safer === undefined ? [] : [`Safer: ${clip(safer, SHOWN_SAFER)}`]),
      `Blocked by itself in ${seconds} s. To allow it afterwards: /sentinel allow once`,
    ],
    zh: [
      `工具：${masked.tool}`,
      `风险：${decision.risk.score}（${decision.action}${decision.strict ? '，严格' : ''}）`,
      `模式：${shownTrust}`,
      `原因：${decision.reason.zh}`,
      ...(safer === undefined ? [] : [`更安全的做法：${clip(safer, SHOWN_SAFER)}`]),
      `${seconds} 秒后自动拦截。事后允许：/sentinel allow once`,
    ],
  }[language];
  const last = lines.at(-1) ?? '';
  const shown = showTarget(masked.params, language);
  const head = [...lines.slice(0, -1), ...(shown === null ? [] : [shown])].join('\n');
  return {
    pluginId: PLUGIN_ID,
    title: clip(
      { en: `Sentinel: allow ${masked.tool}?`, zh: `Sentinel：允许 ${masked.tool} 吗？` }[language],
      LONGEST_TITLE,
    ),
    description: `${clip(head, LONGEST_DESCRIPTION - last.length - 1)}\n${last}`,
    severity: decision.strict ? 'critical' : 'warning',
    allowedDecisions: ['allow-once', 'deny'],
    timeoutMs: withinMs,
    timeoutReason: {
      en: `Sentinel blocked ${masked.tool}: nobody approved it within ${seconds} s. ${decision.reason.en}`,
      zh: `Sentinel 已拦截 ${masked.tool}：${seconds} 秒内无人批准。${decision.reason.zh}`,
    }[language],
    onResolution,
  };
}

/** What the host's user answered, for the kernel. */
export function hostAnswer(resolution: Resolution, digest: string): HostAnswer {
  switch (resolution) {
    case 'allow-once':
    case 'allow-always':
      return { verdict: 'granted', digest, by: 'openclaw user' };
    case 'deny':
      return { verdict: 'declined', by: 'openclaw user' };
    case 'timeout':
      return { verdict: 'unanswered', reason: 'nobody answered in time' };
    case 'cancelled':
      return { verdict: 'unanswered', reason: 'the host could ask nobody' };
  }
}

/** The first parameter that says what the call is about. Its secrets are masked already. */
function showTarget(params: WaitingCall['masked']['params'], language: Language): string | null {
  for (const name of ['command', 'code', 'path', 'url', 'message', 'action', 'input', 'data']) {
    const value = params[name];
    if (typeof value === 'string' && value !== '')
      return `${{ en: 'Call', zh: '调用' }[language]}: ${value.replaceAll(/\s+/gu, ' ')}`;
  }
  return null;
}

/** At most so many UTF-16 units, never half a character. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/u, '')}…`;
}
