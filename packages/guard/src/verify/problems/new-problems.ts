/** What a linter or a type checker has to say about a file. */
export interface Problem {
  /** Absolute path; empty for a problem of the whole project. */
  readonly file: string;
  /** Rule or number, as the program names it. */
  readonly rule: string;
  readonly message: string;
  /** Counted from 1, when the program tells. */
  readonly line: number | null;
}

/**
 * The problems that were not there before. Compared by file, rule and message, as often as each occurs: a problem
 * that only moved to another line is no new one.
 */
export function newProblems<Found extends Problem>(
  before: readonly Problem[],
  after: readonly Found[],
): readonly Found[] {
  const known = new Map<string, number>();
  for (const problem of before) known.set(keyOf(problem), (known.get(keyOf(problem)) ?? 0) + 1);
  return after.filter((problem) => {
    const left = known.get(keyOf(problem)) ?? 0;
    if (left > 0) known.set(keyOf(problem), left - 1);
    return left === 0;
  });
}

function keyOf({ file, rule, message }: Problem): string {
  return JSON.stringify([file, rule, message]);
}
