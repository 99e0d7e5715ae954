import type {
  Action,
  Decision,
  Effect,
  Finding,
  Language,
  LocalizedText,
  RiskAssessment,
} from '@sentinel-agentos/core';
import { displayText } from '../matching/display-text.js';

/** An explanation fits where an approval is asked for. */
const MAX_TEXT = 512;
const MAX_FINDINGS = 3;
const MAX_MESSAGE = 100;
const MAX_TARGET = 60;
const MAX_CHANGE = 200;

interface Derivation {
  readonly action: Action;
  readonly strict: boolean;
  readonly risk: RiskAssessment;
  readonly findings: readonly Finding[];
  readonly effects: readonly Effect[];
}

/** How a decision came about: each gate and rule that spoke, the decisive effect and the four dimensions. */
export function explain(derivation: Derivation): LocalizedText {
  return { en: explainIn('en', derivation), zh: explainIn('zh', derivation) };
}

/** An explanation with a change that would lower the action at its end; as it is without one. */
export function explanationWith(
  explanation: LocalizedText,
  change: LocalizedText | undefined,
): LocalizedText {
  if (change === undefined) return explanation;
  const joined = (language: Language): string => {
    const { and, safer } = WORDS[language];
    const advice = `${and}${safer}${displayText(change[language], MAX_CHANGE)}`;
    return displayText(explanation[language], MAX_TEXT - advice.length) + advice;
  };
  return { en: joined('en'), zh: joined('zh') };
}

/** A decision that says how the call could be changed to need less. */
export function withSafer(decision: Decision, change: LocalizedText): Decision {
  return Object.freeze({
    ...decision,
    safer: change,
    explanation: explanationWith(decision.explanation, change),
  });
}

const WORDS = {
  en: {
    and: '; ',
    strict: ' (strict)',
    risk: 'risk',
    impact: 'impact',
    reversibility: 'reversibility',
    sensitivity: 'sensitivity',
    errorRate: 'error rate',
    from: 'from',
    nothing: 'no effect was read',
    safer: 'to lower it: ',
    more: (count: number): string => `and ${count} more`,
    effects: (count: number): string => `${count} effects in all`,
  },
  zh: {
    and: '；',
    strict: '（严格）',
    risk: '风险',
    impact: '影响',
    reversibility: '可逆性',
    sensitivity: '敏感度',
    errorRate: '错误率',
    from: '来自',
    nothing: '未读出任何影响',
    safer: '降低风险的办法：',
    more: (count: number): string => `另有 ${count} 条`,
    effects: (count: number): string => `共 ${count} 项影响`,
  },
} as const;

function explainIn(language: Language, { action, strict, risk, findings, effects }: Derivation): string {
  const words = WORDS[language];
  // The score itself stands below. Why it counts no undo is said where it asks for something.
  const spoken = findings.filter(
    ({ gate, rule }) => gate !== 'risk' || (rule === 'risk.uncovered' && action !== 'auto'),
  );
  const parts = spoken
    .slice(0, MAX_FINDINGS)
    .map(({ gate, rule, message }) => `[${gate}: ${rule}] ${displayText(message[language], MAX_MESSAGE)}`);
  if (spoken.length > MAX_FINDINGS) parts.push(words.more(spoken.length - MAX_FINDINGS));

  const { impact, reversibility, sensitivity, errorRate } = risk.dimensions;
  parts.push(
    `${words.risk} ${risk.score} = ${words.impact} ${impact} × (1 − ${words.reversibility} ${reversibility}) × ` +
      `${words.sensitivity} ${sensitivity} × (1 + ${words.errorRate} ${errorRate})`,
  );
  const effect = effects[risk.decisiveEffect];
  if (effect === undefined) {
    parts.push(words.nothing);
  } else {
    const target = effect.target === '' ? '' : ` ${displayText(effect.target, MAX_TARGET)}`;
    parts.push(`${words.from} ${effect.verb}${target} (${effect.scope})`);
    if (effects.length > 1) parts.push(words.effects(effects.length));
  }
  const title = `${action.toUpperCase()}${strict ? words.strict : ''}`;
  return displayText(`${title}: ${parts.join(words.and)}`, MAX_TEXT);
}
