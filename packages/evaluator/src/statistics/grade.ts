/** A is best. */
export type Grade = 'A' | 'B' | 'C' | 'D' | 'E';

/**
 * Grade of a lower bound on 0–100: A from 80, B from 60, C from 40, D from 20, else E. Graded by the lower bound,
 * an agent that does well six times in ten is never an A for its luck in ten calls.
 */
export function gradeOf(lowerBound: number): Grade {
  if (lowerBound >= 80) return 'A';
  if (lowerBound >= 60) return 'B';
  if (lowerBound >= 40) return 'C';
  return lowerBound >= 20 ? 'D' : 'E';
}
