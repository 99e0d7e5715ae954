import { estimateTokens } from '@sentinel-agentos/memory';
import { round } from '../measuring/statistics.js';
import { readConversations, type Question, type Turn } from './conversations.js';
import { RECALLERS } from './recallers.js';

/** Shares of the evidence found, in percent, as means over questions. */
export interface EvidenceRecall {
  readonly n: number;
  /** R@k of a question: the share of its evidence turns among the first k found. */
  readonly r1: number;
  readonly r5: number;
  readonly r10: number;
  readonly r20: number;
  /** The share of its evidence turns among the first found that together have at most 1,000 tokens. */
  readonly tok1000: number;
  readonly tok2000: number;
}

const CUTS = [1, 5, 10, 20] as const;
const BUDGETS = [1_000, 2_000] as const;
const DEEPEST = 300;

interface Measured {
  readonly category: string;
  /** For every cut and then every budget. */
  readonly shares: readonly number[];
}

/**
 * Evidence recall at turn level over all questions of a file that have evidence, for this product's memory and
 * for others beside it in the same run. Prints a table a recaller; returns their figures.
 */
export function measureRecall(file: string): Readonly<Record<keyof typeof RECALLERS, EvidenceRecall>> {
  const measured: Record<keyof typeof RECALLERS, Measured[]> = { sentinel: [], minisearch: [], bm25: [] };
  for (const { turns, questions } of readConversations(file)) {
    for (const name of NAMES) {
      const recaller = RECALLERS[name](turns);
      try {
        for (const question of questions) {
          measured[name].push(measure(question, recaller.search(question.text, DEEPEST), turns));
        }
      } finally {
        recaller.close();
      }
    }
  }
  console.log(`${''.padEnd(24)}     n    R@1    R@5   R@10   R@20 1k tok 2k tok`);
  for (const name of NAMES) print(name, measured[name]);
  return {
    sentinel: recallOf(measured.sentinel),
    minisearch: recallOf(measured.minisearch),
    bm25: recallOf(measured.bm25),
  };
}

const NAMES = Object.keys(RECALLERS) as (keyof typeof RECALLERS)[];

function measure(
  { category, evidence }: Question,
  found: readonly string[],
  turns: readonly Turn[],
): Measured {
  const tokens = new Map(turns.map(({ id, actor, text }) => [id, estimateTokens(`${actor}: ${text}`)]));
  const within = (budget: number): number => {
    let spent = 0;
    const end = found.findIndex((id) => (spent += tokens.get(id) ?? 0) > budget);
    return end === -1 ? found.length : end;
  };
  const shareOf = (count: number): number => {
    const first = new Set(found.slice(0, count));
    return (100 * evidence.filter((id) => first.has(id)).length) / evidence.length;
  };
  return { category, shares: [...CUTS, ...BUDGETS.map(within)].map(shareOf) };
}

function recallOf(measured: readonly Measured[]): EvidenceRecall {
  const mean = (column: number): number =>
    round(measured.reduce((sum, { shares }) => sum + (shares[column] ?? 0), 0) / measured.length);
  return {
    n: measured.length,
    r1: mean(0),
    r5: mean(1),
    r10: mean(2),
    r20: mean(3),
    tok1000: mean(4),
    tok2000: mean(5),
  };
}

function print(name: string, measured: readonly Measured[]): void {
  const line = (title: string, rows: readonly Measured[]): void => {
    const { n, ...shares } = recallOf(rows);
    const columns = Object.values(shares).map((share) => share.toFixed(1).padStart(6));
    console.log(`${title.padEnd(24)} ${String(n).padStart(5)} ${columns.join(' ')}`);
  };
  line(name, measured);
  for (const category of [...new Set(measured.map((row) => row.category))].toSorted()) {
    line(
      `  ${category}`,
      measured.filter((row) => row.category === category),
    );
  }
}
