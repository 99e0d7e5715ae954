import { createMemory } from '@sentinel-agentos/memory';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { round } from '../measuring/statistics.js';
import { readStories, SUITE_LANGUAGES, SUITES, type Story, type StoryQuestion } from './suite-stories.js';

/** Shares in percent. */
export interface SuiteRecall {
  readonly n: number;
  /** R@k of a question: the share of its evidence among the first k found. */
  readonly r1: number;
  readonly r5: number;
  readonly r10: number;
  /** Questions whose first hit is evidence. */
  readonly first: number;
  /** Questions of which any evidence is found at all. */
  readonly found: number;
  /** Of the questions that have stale values; null when none has any. */
  readonly order: ValueOrder | null;
}

/** Which value is found first. Where neither is found, none of the two holds. */
export interface ValueOrder {
  readonly n: number;
  readonly currentAboveStale: number;
  readonly staleAboveCurrent: number;
}

interface Asked {
  readonly question: StoryQuestion;
  /** Ids of events, best first. */
  readonly found: readonly string[];
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const BEGIN = Date.UTC(2026, 0, 5, 9);
const DEEPEST = 20;
const CUTS = [1, 5, 10] as const;

/**
 * Asks every question of the suites of a fresh memory that lived through its story. Prints figures a suite,
 * language, kind of question and phrasing, and every question whose first hit is not evidence when `showMisses` is
 * set.
 */
export function measureSuites(
  showMisses: boolean,
): Readonly<Record<string, Readonly<Record<string, SuiteRecall>>>> {
  console.log(`${''.padEnd(32)}    n    R@1    R@5   R@10  first  found current stale first`);
  const figures: Record<string, Record<string, SuiteRecall>> = {};
  for (const suite of SUITES) {
    const ofSuite: Record<string, SuiteRecall> = {};
    for (const language of SUITE_LANGUAGES) {
      const asked = readStories(suite, language).flatMap(askAll);
      ofSuite[language] = print(`${suite} ${language}`, asked);
      printEach(asked, ({ asks }) => asks);
      printEach(asked, ({ paraphrased }) => (paraphrased ? '(paraphrased)' : '(own words)'));
      if (showMisses) for (const one of asked) printMiss(one);
    }
    figures[suite] = ofSuite;
  }
  return figures;
}

/** The public memory of the package, as anybody uses it. Nothing tells it what replaced what. */
function askAll({ events, questions }: Story): readonly Asked[] {
  const dir = mkdtempSync(join(tmpdir(), 'sentinel-suite-'));
  let now = BEGIN;
  try {
    const memory = createMemory({ dir, clock: { now: () => now, monotonic: () => now } });
    const names = new Map<string, string>();
    events.forEach(({ event, session, day, actor, type, text }, index) => {
      now = BEGIN + day * DAY_MS + index * MINUTE_MS;
      const trust = actor === 'agent' ? 'agent' : 'owner';
      names.set(memory.episodic.record(type, text, { sessionId: session, actor, trust }).id, event);
    });
    now += DAY_MS;
    return questions.map((question) => ({
      question,
      found: memory.episodic
        .search(question.text, { limit: DEEPEST })
        .flatMap(({ event }) => names.get(event.id) ?? []),
    }));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Whether any of some events is found, and above every one of some others. */
function isAbove(found: readonly string[], some: readonly string[], others: readonly string[]): boolean {
  const place = found.findIndex((id) => some.includes(id));
  const other = found.findIndex((id) => others.includes(id));
  return place !== -1 && (other === -1 || place < other);
}

function isFirst({ question, found: [first = ''] }: Asked): boolean {
  return question.evidence.includes(first);
}

function orderOf(asked: readonly Asked[]): ValueOrder | null {
  const changed = asked.flatMap(({ question: { evidence, stale = [] }, found }) =>
    stale.length === 0 ? [] : [{ evidence, stale, found }],
  );
  if (changed.length === 0) return null;
  const shareOf = (count: number): number => round((100 * count) / changed.length);
  return {
    n: changed.length,
    currentAboveStale: shareOf(
      changed.filter(({ found, evidence, stale }) => isAbove(found, evidence, stale)).length,
    ),
    staleAboveCurrent: shareOf(
      changed.filter(({ found, evidence, stale }) => isAbove(found, stale, evidence)).length,
    ),
  };
}

function recallOf(asked: readonly Asked[]): SuiteRecall {
  const shareOf = (count: number, all: number): number => round((100 * count) / all);
  const recallAt = (cut: number): number => {
    const shares = asked.map(({ question: { evidence }, found }) => {
      const first = new Set(found.slice(0, cut));
      return evidence.filter((id) => first.has(id)).length / evidence.length;
    });
    return shareOf(
      shares.reduce((sum, share) => sum + share, 0),
      asked.length,
    );
  };
  const [r1 = 0, r5 = 0, r10 = 0] = CUTS.map(recallAt);
  return {
    n: asked.length,
    r1,
    r5,
    r10,
    first: shareOf(asked.filter(isFirst).length, asked.length),
    found: shareOf(
      asked.filter(({ question, found }) => isAbove(found, question.evidence, [])).length,
      asked.length,
    ),
    order: orderOf(asked),
  };
}

function print(title: string, asked: readonly Asked[]): SuiteRecall {
  const recall = recallOf(asked);
  const { n, r1, r5, r10, first, found, order } = recall;
  const values = order === null ? [] : [order.currentAboveStale, order.staleAboveCurrent];
  const columns = [r1, r5, r10, first, found, ...values]
    .map((share) => share.toFixed(1).padStart(6))
    .join(' ');
  console.log(`${title.padEnd(32)} ${String(n).padStart(4)} ${columns}`);
  return recall;
}

function printEach(asked: readonly Asked[], groupOf: (question: StoryQuestion) => string): void {
  for (const group of [...new Set(asked.map(({ question }) => groupOf(question)))].toSorted()) {
    print(
      `  ${group}`,
      asked.filter(({ question }) => groupOf(question) === group),
    );
  }
}

function printMiss(asked: Asked): void {
  if (isFirst(asked)) return;
  const { text, evidence, stale = [] } = asked.question;
  const outdated = stale.length === 0 ? '' : `, not ${stale.join(' ')}`;
  const found = asked.found.slice(0, 5).join(' ');
  console.log(`    ${text} wanted ${evidence.join(' ')}${outdated}; found ${found}`);
}
