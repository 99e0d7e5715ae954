import type { Corpus } from './corpus.js';

/** How many rows of a group there are, and in how many something was found. */
export type Count = readonly [found: number, rows: number];

/** What a scanner found in one corpus. */
export interface Tally {
  readonly positives: {
    readonly n: number;
    readonly found: number;
    readonly by: Readonly<Record<string, Count>>;
  };
  readonly negatives: {
    readonly n: number;
    readonly flagged: number;
    readonly by: Readonly<Record<string, Count>>;
  };
  /** Findings in rows that hold nothing, a megabyte of them. */
  readonly findingsPerMb: number;
  readonly mb: number;
}

/** Counts over a corpus, given the number of findings in each row. */
export function tallyOf({ rows }: Corpus, findings: readonly number[]): Tally {
  const positives = countsOf(rows, findings, true);
  const negatives = countsOf(rows, findings, false);
  const sizes = rows.map(({ text }) => Buffer.byteLength(text) / 1e6);
  const mbOf = (wanted: boolean): number =>
    sizes.reduce((sum, size, index) => sum + (rows[index]?.isPositive === wanted ? size : 0), 0);
  const false_ = rows.reduce((sum, row, index) => sum + (row.isPositive ? 0 : (findings[index] ?? 0)), 0);
  return {
    positives: { n: positives.n, found: positives.found, by: positives.by },
    negatives: { n: negatives.n, flagged: negatives.found, by: negatives.by },
    findingsPerMb: false_ / Math.max(mbOf(false), 1e-9),
    mb: mbOf(true) + mbOf(false),
  };
}

function countsOf(
  rows: Corpus['rows'],
  findings: readonly number[],
  isPositive: boolean,
): { n: number; found: number; by: Record<string, Count> } {
  const by: Record<string, Count> = {};
  let [n, found] = [0, 0];
  rows.forEach((row, index) => {
    if (row.isPositive !== isPositive) return;
    const isFound = (findings[index] ?? 0) > 0 ? 1 : 0;
    const [foundBefore, rowsBefore] = by[row.group] ?? [0, 0];
    by[row.group] = [foundBefore + isFound, rowsBefore + 1];
    n += 1;
    found += isFound;
  });
  return { n, found, by };
}

/** Mean of the shares found of each group: a rare type counts as much as a common one. */
export function macroRecall(by: Readonly<Record<string, Count>>): number {
  const shares = Object.values(by).map(([found, rows]) => found / rows);
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/** One line of a table. */
export function lineOf(name: string, [found, rows]: Count): string {
  const share = rows === 0 ? '-' : `${((found / rows) * 100).toFixed(1)} %`;
  return `${name.padEnd(36)} ${`${found} / ${rows}`.padStart(12)} ${share.padStart(8)}`;
}
