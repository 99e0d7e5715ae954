import type { IndexMatches } from './inverted-index.js';
import { NO_DOCUMENT, type EventDocuments } from './event-documents.js';
import { COVERAGE_WEIGHT } from './lexical-index.js';
import type { Question } from './question.js';
import { selectStrongest } from './select-strongest.js';
import { TEXT_TRAITS, traitGain } from './text-traits.js';

/**
 * What a score is made of:
 * `(bm25 × (1 + 0.4 · coverage) + neighbours + session) × actor × form × hints × tieBreak × novelty`.
 */
export interface ScoreParts {
  /** BM25 of the question's terms and of its terms side by side. 0 for a neighbour that has none of them. */
  readonly bm25: number;
  /** Share of the question's terms found, weighted by how rare they are, 0–1. */
  readonly coverage: number;
  /** What the events around it in its session add. */
  readonly neighbours: number;
  /** What the best event of its session adds. */
  readonly session: number;
  /** 1.3 when the question names who said or did it, else 1. */
  readonly actor: number;
  /** For a text that asks instead of telling, or hardly says anything, 0.8–1.3. */
  readonly form: number;
  /** For having what the question asks for: a time, a number, a name, the day it speaks of; 1 and more. */
  readonly hints: number;
  /** For importance and recency, 1–1.1; up to 1.35 when the question asks for what is newest. */
  readonly tieBreak: number;
  /** Less than 1 when a better hit says nearly the same. */
  readonly novelty: number;
}

/** A document and its score. */
export interface RankedDocument {
  readonly document: number;
  readonly score: number;
  readonly parts: ScoreParts;
}

const BEFORE = 0.35;
const AFTER = 0.5;
const TWO_AWAY = 0.3;
const ANSWER = 0.5;
const SESSION = 0.25;
const NAMED_ACTOR = 1.3;
const QUESTION_FORM = 0.8;
const SUBSTANCE = 0.3;
const SUBSTANTIAL_TERMS = 12;
const PERIOD = 0.5;
const IMPORTANCE = 0.05;
const RECENCY = 0.05;
const RECENCY_ASKED = 0.3;

/** Documents whose surroundings are looked at. More match only where words are common to all of them. */
const CANDIDATES = 2_000;

/** The documents that answer a question best, best first; all of them when there are few. */
export function rankEvents(
  question: Question,
  matches: IndexMatches,
  documents: EventDocuments,
  lengthOf: (document: number) => number,
  admits: ((document: number) => boolean) | null,
  limit: number,
): readonly RankedDocument[] {
  const { bm25, found, totalWeight } = matches;
  const ownScore = (document: number): number =>
    (bm25[document] as number) * (1 + (COVERAGE_WEIGHT * (found[document] as number)) / totalWeight);
  const own = (document: number): number =>
    document === NO_DOCUMENT || bm25[document] === 0 ? 0 : ownScore(document);

  const seeds = selectStrongest(matches.documents, matches.count, ownScore, Math.max(CANDIDATES, 2 * limit));
  const candidates = new Set<number>();
  const bestOfSession = new Map<number, number>();
  for (const seed of seeds) {
    const session = documents.sessionOf(seed);
    bestOfSession.set(session, Math.max(bestOfSession.get(session) ?? 0, own(seed)));
    candidates.add(seed);
    for (const near of around(seed, documents)) candidates.add(near);
  }
  candidates.delete(NO_DOCUMENT);

  const newest = documents.seqOf(documents.count - 1);
  const oldest = documents.seqOf(0);
  const recencyWeight = question.asksLatest ? RECENCY_ASKED : RECENCY;
  const named = new Set(question.actors);
  const ranked: RankedDocument[] = [];
  for (const document of candidates) {
    if (admits !== null && !admits(document)) continue;
    const [before, after, twoBefore, twoAfter] = around(document, documents);
    const traits = documents.traitsOf(document);
    const answers = before !== NO_DOCUMENT && (documents.traitsOf(before) & TEXT_TRAITS.question) !== 0;
    const neighbours =
      (BEFORE + (answers ? ANSWER : 0)) * own(before) +
      AFTER * own(after) +
      TWO_AWAY * (own(twoBefore) + own(twoAfter));
    const session = SESSION * (bestOfSession.get(documents.sessionOf(document)) ?? 0);
    const form =
      ((traits & TEXT_TRAITS.question) === 0 ? 1 : QUESTION_FORM) *
      (1 + SUBSTANCE * Math.min(1, lengthOf(document) / SUBSTANTIAL_TERMS));
    const isInPeriod = question.period?.(documents.timeOf(document)) === true;
    const parts: ScoreParts = {
      bm25: bm25[document] ?? 0,
      coverage: totalWeight === 0 ? 0 : (found[document] ?? 0) / totalWeight,
      neighbours,
      session,
      actor: named.has(documents.actorOf(document)) ? NAMED_ACTOR : 1,
      form,
      hints: traitGain(question.traits, traits) * (isInPeriod ? 1 + PERIOD : 1),
      tieBreak:
        1 +
        IMPORTANCE * documents.importanceOf(document) +
        (recencyWeight * (documents.seqOf(document) - oldest)) / Math.max(1, newest - oldest),
      novelty: 1,
    };
    ranked.push({ document, score: scoreOf(parts), parts });
  }
  return ranked.sort((a, b) => b.score - a.score || b.document - a.document);
}

/** The score that parts come to. */
export function scoreOf(parts: ScoreParts): number {
  const { bm25, coverage, neighbours, session, actor, form, hints, tieBreak, novelty } = parts;
  const own = bm25 * (1 + COVERAGE_WEIGHT * coverage);
  return (own + neighbours + session) * actor * form * hints * tieBreak * novelty;
}

/** The documents one before, one after, two before and two after a document in its session. */
function around(
  document: number,
  documents: EventDocuments,
): readonly [before: number, after: number, twoBefore: number, twoAfter: number] {
  const before = documents.before(document);
  const after = documents.after(document);
  return [
    before,
    after,
    before === NO_DOCUMENT ? NO_DOCUMENT : documents.before(before),
    after === NO_DOCUMENT ? NO_DOCUMENT : documents.after(after),
  ];
}
