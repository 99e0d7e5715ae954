import { shape, type EffectShape } from '../effect-shape.js';
import type { ProgramRow } from './program-row.js';

/** A program of which nothing is known, or a subcommand of a known one that its row does not list. */
export const OTHER_PROGRAM: EffectShape = shape('process.spawn', 'workspace', 'hard', 'normal');

/** Lists of everyday words, split once each. */
const lists = new Map<string, ReadonlySet<string>>();

/** Whether `word` is a subcommand that nobody knows: knowing a program's name says nothing of what it does then. */
export function isUnlisted({ everyday }: ProgramRow, word: string | undefined): boolean {
  if (everyday === undefined || word === undefined) return false;
  let words = lists.get(everyday);
  if (words === undefined) {
    words = new Set(everyday.split(' '));
    lists.set(everyday, words);
  }
  return !words.has(word);
}
