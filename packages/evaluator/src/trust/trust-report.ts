import type { Language, LocalizedText } from '@sentinel-agentos/core';
import { ALL_SESSIONS } from './all-sessions.js';
import { BAND_NAMES } from './band.js';
import { plainText } from '../report/plain-text.js';
import { shownRisk } from './safety-gate.js';
import type { TrustEvent } from './trust-event.js';
import type { TrustStatus } from './trust-status.js';

const LONGEST_NAME = 80;
const LONGEST_REASON = 200;
const SHOWN_SESSIONS = 20;
const SHOWN_EVENTS = 5;
const SHOWN_CALLS = 3;

/**
 * The trust in a session as lines of a report: grade, risk, mode, the four axes, what happened last with its calls, and
 * which sessions are halted. Pure.
 */
export function trustReport(
  status: TrustStatus,
  haltedSessions: readonly string[],
  language: Language = 'en',
): string {
  const inBoth = [
    { en: '--- Trust ---', zh: '--- 信任 ---' },
    headLine(status),
    ...axesLine(status),
    ...haltLine(status),
    ...(status.problem === null
      ? []
      : [{ en: `Unreadable: ${shown(status.problem)}`, zh: `无法读取：${shown(status.problem)}` }]),
    ...status.events.slice(-SHOWN_EVENTS).flatMap(eventLine),
    ...haltedLine(haltedSessions),
  ];
  return inBoth.map((line) => line[language]).join('\n');
}

/** The trust in a session in a few words. */
export function compactTrust({ grade, r, band, halted }: TrustStatus, language: Language = 'en'): string {
  if (halted !== null) return { en: 'trust: halted', zh: '信任：已停机' }[language];
  if (grade === null || r === null || band === null) return { en: 'trust –', zh: '信任 –' }[language];
  return { en: `trust ${grade}, R(t)=${shownRisk(r)}`, zh: `信任 ${grade}，R(t)=${shownRisk(r)}` }[language];
}

function headLine({ sessionId, grade, pScore, r, band }: TrustStatus): LocalizedText {
  const name = `#${plainText(sessionId, LONGEST_NAME)}`;
  if (grade === null || pScore === null || r === null || band === null) {
    return { en: `${name}: no calls yet, so nothing is known`, zh: `${name}：尚无调用，信任未知` };
  }
  const [score, risk] = [pScore.toFixed(2), shownRisk(r)];
  return {
    en: `${name}: Grade ${grade} | P-Score ${score} | R(t)=${risk} | Mode ${BAND_NAMES[band].en}`,
    zh: `${name}：等级 ${grade} | P-Score ${score} | R(t)=${risk} | 模式 ${BAND_NAMES[band].zh}`,
  };
}

function axesLine({ axes }: TrustStatus): readonly LocalizedText[] {
  if (axes === null) return [];
  const [baseline, norm, stability, control] = [
    axes.baseline,
    axes.norm,
    axes.stability,
    axes.metaControl,
  ].map((value) => value.toFixed(2));
  return [
    {
      en: `Baseline ${baseline} | Norm ${norm} | Stability ${stability} (0 is no drift) | Meta-control ${control}`,
      zh: `基线 ${baseline} | 规范 ${norm} | 稳定性 ${stability}（0 表示无漂移） | 自控 ${control}`,
    },
  ];
}

function haltLine({ halted, allHalted, safeModel }: TrustStatus): readonly LocalizedText[] {
  if (halted === null) return [];
  const [by, reason] = [plainText(halted.by, LONGEST_NAME), shown(halted.reason)];
  const which = allHalted === null ? { en: '', zh: '' } : { en: ' WITH ALL SESSIONS', zh: '，所有会话' };
  const model = safeModel === null ? null : plainText(safeModel, LONGEST_NAME);
  return [
    {
      en: `HALTED${which.en} by ${by}: ${reason}${model === null ? '' : ` | texts from ${model}`}`,
      zh: `已停机${which.zh}（${by}）：${reason}${model === null ? '' : ` | 文本改用 ${model}`}`,
    },
  ];
}

/** What happened and which calls show it; turns that ended are no news. */
function eventLine(event: TrustEvent): readonly LocalizedText[] {
  if (event.kind === 'turn_ended') return [];
  const about = 'pattern' in event ? event.pattern : 'cause' in event ? event.cause : '';
  const calls = event.calls
    .slice(-SHOWN_CALLS)
    .map((id) => plainText(id, LONGEST_NAME))
    .join(', ');
  const line = `- ${event.kind}${about === '' ? '' : ` ${about}`}${calls === '' ? '' : ` (${calls})`}`;
  return [{ en: line, zh: line }];
}

function haltedLine(sessions: readonly string[]): readonly LocalizedText[] {
  if (sessions.length === 0) return [];
  const own = sessions.filter((name) => name !== ALL_SESSIONS);
  const all = own.length < sessions.length ? [{ en: 'All sessions are halted', zh: '所有会话已停机' }] : [];
  if (own.length === 0) return all;
  const names = own.slice(0, SHOWN_SESSIONS).map((name) => `#${plainText(name, LONGEST_NAME)}`);
  const more = own.length - names.length;
  const list = `${names.join(', ')}${more > 0 ? ` +${more}` : ''}`;
  return [...all, { en: `Halted sessions: ${list}`, zh: `已停机的会话：${list}` }];
}

function shown(reason: string): string {
  return plainText(reason, LONGEST_REASON);
}
