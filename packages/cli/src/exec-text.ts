import { shownLine } from './shown-text.js';
import type { ExecOutcome } from './exec-outcome.js';
import type { Language } from 'sentinel-agentos';

const WORDS = {
  en: {
    denied: (why: string): string => `sentinel: denied: ${why}`,
    unapproved: (why: string): string => `sentinel: not approved: ${why}`,
    failed: (why: string): string => `sentinel: ${why}`,
    safer: (what: string): string => `sentinel: safer: ${what}`,
    rollback: (status: string, id: string): string =>
      `sentinel: the program failed, so its changes were taken back (${status}); see sentinel-agentos diff ${id}`,
  },
  zh: {
    denied: (why: string): string => `sentinel：已拒绝：${why}`,
    unapproved: (why: string): string => `sentinel：未获批准：${why}`,
    failed: (why: string): string => `sentinel：${why}`,
    safer: (what: string): string => `sentinel：更安全的做法：${what}`,
    rollback: (status: string, id: string): string =>
      `sentinel：程序失败，其更改已撤回（${status}）；详见 sentinel-agentos diff ${id}`,
  },
} as const satisfies Record<Language, unknown>;

/** What a person is told after a run, one line each. Nothing, when all went its way: the program has spoken. */
export function execText(outcome: ExecOutcome, language: Language): readonly string[] {
  const words = WORDS[language];
  const { status, reason, safer, rollback, callId, exitCode } = outcome;
  const why = shownLine(reason ?? status);
  const lines: string[] = [];
  if (status === 'denied' || status === 'faulted') lines.push(words.denied(why));
  else if (status === 'unapproved') lines.push(words.unapproved(why));
  // A program that ran and failed has said so itself.
  else if (reason !== null && (status === 'succeeded' || exitCode === null)) lines.push(words.failed(why));
  if (safer !== null) lines.push(words.safer(shownLine(safer)));
  if (rollback !== null) lines.push(words.rollback(rollback, callId));
  return lines;
}
