import { paint } from './paint.js';
import { shownLine, shownName, shownWords } from './shown-text.js';
import type { Terminal } from './command.js';
import type { Decision, Language, LocalizedText } from 'sentinel-agentos';

/** What a person who is asked types to let a call run that needs more than a yes. */
const STRICT_WORD = 'approve';

const WORDS = {
  en: {
    head: 'This needs your approval:',
    where: 'in',
    risk: 'risk',
    why: 'why',
    effects: 'it would',
    none: 'nothing that is known',
    safer: 'safer',
    ask: 'Run it? [y/N] ',
    askStrict: `Type ${STRICT_WORD} to run it: `,
  },
  zh: {
    head: '此操作需要您批准：',
    where: '位于',
    risk: '风险',
    why: '原因',
    effects: '影响',
    none: '未知',
    safer: '更安全的做法',
    ask: '是否运行？[y/N] ',
    askStrict: `输入 ${STRICT_WORD} 以运行：`,
  },
} as const satisfies Record<Language, unknown>;

/** A command line that waits for an answer. */
export interface AskedCall {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly decision: Decision;
}

/**
 * The question for a person: the whole command line, its risk, the reasons and what it would do. The words come from
 * an agent: none of them reaches the terminal as anything but text, and none stands below the question.
 */
export function execQuestion(
  { argv, cwd, decision }: AskedCall,
  language: Language,
  terminal: Pick<Terminal, 'hasColours'>,
): string {
  const words = WORDS[language];
  const said = (text: LocalizedText): string => shownLine(text[language]);
  const { risk, findings, effects, explanation, safer, strict } = decision;
  const reasons = findings.length === 0 ? [explanation] : findings.map(({ message }) => message);
  const acts = effects.map(({ verb, target }) => `${verb} ${shownName(target)}`.trim());
  const row = (name: string, lines: readonly string[]): readonly string[] =>
    lines.map((line, index) => `  ${(index === 0 ? name : '').padEnd(9)} ${line}`);
  return [
    paint(terminal, 'yellow', words.head),
    '',
    `  ${paint(terminal, 'bold', shownWords(argv))}`,
    '',
    ...row(words.where, [shownName(cwd)]),
    ...row(words.risk, [`${risk.score.toFixed(2)} (${risk.score100}/100)`]),
    ...row(words.why, [...new Set(reasons.map(said))]),
    ...row(words.effects, acts.length === 0 ? [words.none] : [...new Set(acts)]),
    ...(safer === undefined ? [] : row(words.safer, [said(safer)])),
    '',
    strict ? words.askStrict : words.ask,
  ].join('\n');
}

/** Whether what was typed lets the call run. A strict one takes the whole word, so that no habit answers it. */
export function agrees(answer: string, { strict }: Pick<Decision, 'strict'>): boolean {
  const typed = answer.trim().toLowerCase();
  return strict ? typed === STRICT_WORD : typed === 'y' || typed === 'yes';
}
