import type {
  Action,
  Decision,
  Finding,
  Language,
  LocalizedText,
  RiskAssessment,
} from '@sentinel-agentos/core';

/** What the score alone says: `Risk 9.18 → DENY`. The same in every language, so that programs may read it. */
export function riskText({ score }: RiskAssessment, action: Action): LocalizedText {
  const text = `Risk ${score} → ${action.toUpperCase()}`;
  return { en: text, zh: text };
}

/** The first finding that demands the action, or what the score says when none does. */
export function reasonFor(action: Action, findings: readonly Finding[], risk: RiskAssessment): LocalizedText {
  return findings.find(({ floor }) => floor === action)?.message ?? riskText(risk, action);
}

/** The one line of a decision for the person or agent that is stopped. */
export function reasonOf(decision: Pick<Decision, 'reason'>, language: Language): string {
  return decision.reason[language];
}
