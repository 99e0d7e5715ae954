import type { Expectation } from './corpus.js';
import type { Judgement } from './judges.js';

export interface Count {
  n: number;
  stopped: number;
  denied: number;
}

/** Counts of one file by what its rows expect. */
export type Tally = Partial<Record<Expectation, Count>>;

export function count(tally: Partial<Record<string, Count>>, key: string, judgement: Judgement): void {
  const entry = (tally[key] ??= { n: 0, stopped: 0, denied: 0 });
  entry.n += 1;
  if (judgement.stopped) entry.stopped += 1;
  if (judgement.denied) entry.denied += 1;
}

/** Whether a judgement is not what the row expects. */
export function isMiss(expectation: Expectation, { stopped, denied }: Judgement): boolean {
  switch (expectation) {
    case 'block':
    case 'block_context':
    case 'guarded':
    case 'malicious':
      return !stopped;
    case 'nonblock':
      return denied;
    case 'allow':
    case 'benign':
      return stopped;
  }
}

/** One line for people. */
export function lineOf(name: string, { n, stopped, denied }: Count): string {
  const share = (part: number): string => `${((100 * part) / n).toFixed(2)} %`.padStart(9);
  return `${name.padEnd(34)} n ${String(n).padStart(6)}   stopped ${String(stopped).padStart(5)} ${share(stopped)}   denied ${String(denied).padStart(5)} ${share(denied)}`;
}
