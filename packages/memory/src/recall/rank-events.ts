import type { EventType } from '../episodic/event-type.js';
import type { DocumentFilter, IndexMatches } from './inverted-index.js';
import { NO_DOCUMENT, type EventDocuments } from './event-documents.js';
import { COVERAGE_WEIGHT } from './lexical-index.js';
import type { DocumentSpan } from './document-span.js';
import type { Question } from './question.js';
import { keepStrongest } from './keep-strongest.js';
import { standInsFor } from './stand-ins.js';
import { TEXT_TRAITS, traitGain } from './text-traits.js';

/**
 * What a score is made of:
 * `(bm25 × (1 + 0.4 · coverage) + neighbours + session + update + standIn) × actor × form × hints × tieBreak ×
 * embedding × novelty`.
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
  /** What puts it directly above the event that it updates (or, asked what was, that updates it); 0 for most. */
  readonly update: number;
  /** 0.005–0.01 for an event that only fills up the hits of a question that hardly any word answers, else 0. */
  readonly standIn: number;
  /** 1.3 when the question names who said or did it, else 1. */
  readonly actor: number;
  /** For a text that asks instead of telling, or hardly says anything, 0.8–1.3. */
  readonly form: number;
  /** For being or having what the question asks for: a kind of event, a time, a number, a name, a file; 1 and more. */
  readonly hints: number;
  /** For importance and recency, 1–1.1; up to 1.35 when the question asks for what is newest. */
  readonly tieBreak: number;
  /** What an embedder makes of it; 1 without one. */
  readonly embedding: number;
  /** Less than 1 when a better hit says nearly the same. */
  readonly novelty: number;
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
const ASKED_TYPE = 0.5;
const IMPORTANCE = 0.05;
const RECENCY = 0.05;
const RECENCY_ASKED = 0.3;

/** Documents whose surroundings are looked at. More match only where words are common to all of them. */
const CANDIDATES = 500;

/** Ranks what matches a question and what surrounds it. */
export interface EventRanking {
  /** The documents that answer best, best first; those that were said last, first among equals. */
  readonly documents: readonly number[];
  /** What the score of one of them is made of. */
  partsOf(document: number): ScoreParts;
}

/** The ranking of the documents that answer a question. Valid until the next query or change of the index. */
export function rankEvents(
  question: Question,
  matches: IndexMatches,
  documents: EventDocuments,
  lengthOf: (document: number) => number,
  isLive: DocumentFilter,
  admits: DocumentFilter | null,
  span: DocumentSpan,
  limit: number,
): EventRanking {
  const { bm25, found, totalWeight } = matches;
  const own = (document: number): number => {
    const score = document === NO_DOCUMENT ? 0 : (bm25[document] as number);
    return score === 0 ? 0 : score * (1 + (COVERAGE_WEIGHT * (found[document] as number)) / totalWeight);
  };
  const seeds = matches.documents.slice(0, matches.count);
  const seedCount = keepStrongest(seeds, seeds.length, bm25, Math.max(CANDIDATES, 2 * limit));
  const candidates = new Set<number>();
  const bestOfSession = new Map<number, number>();
  for (const seed of seeds.subarray(0, seedCount)) {
    const session = documents.sessionOf(seed);
    bestOfSession.set(session, Math.max(bestOfSession.get(session) ?? 0, own(seed)));
    candidates.add(seed);
    for (const near of around(seed, documents)) {
      if (near !== NO_DOCUMENT && (admits === null || admits(near))) candidates.add(near);
    }
  }

  const standIns = standInsFor(question, documents, isLive, admits, span, limit, candidates);
  for (const document of standIns.keys()) candidates.add(document);

  const newest = documents.seqOf(span.last);
  const oldest = documents.seqOf(span.first);
  const recencyWeight = question.asksLatest ? RECENCY_ASKED : RECENCY;
  const named = new Set(question.actors);
  const isAskedType = (type: EventType | undefined): boolean =>
    type !== undefined && question.types.has(type);
  const partsOf = (document: number): ScoreParts => {
    const [before, after, twoBefore, twoAfter] = around(document, documents);
    const traits = documents.traitsOf(document);
    const answers = before !== NO_DOCUMENT && (documents.traitsOf(before) & TEXT_TRAITS.question) !== 0;
    const isInPeriod = question.period?.(documents.timeOf(document)) === true;
    return {
      bm25: bm25[document] ?? 0,
      coverage: totalWeight === 0 ? 0 : Math.min(1, (found[document] ?? 0) / totalWeight),
      neighbours:
        (BEFORE + (answers ? ANSWER : 0)) * own(before) +
        AFTER * own(after) +
        TWO_AWAY * (own(twoBefore) + own(twoAfter)),
      update: 0,
      standIn: standIns.get(document) ?? 0,
      session: SESSION * (bestOfSession.get(documents.sessionOf(document)) ?? 0),
      actor: named.has(documents.actorOf(document)) ? NAMED_ACTOR : 1,
      form:
        ((traits & TEXT_TRAITS.question) === 0 ? 1 : QUESTION_FORM) *
        (1 + SUBSTANCE * Math.min(1, lengthOf(document) / SUBSTANTIAL_TERMS)),
      hints:
        traitGain(question.traits, traits) *
        (isInPeriod ? 1 + PERIOD : 1) *
        (isAskedType(documents.typeOf(document)) ? 1 + ASKED_TYPE : 1),
      tieBreak:
        1 +
        IMPORTANCE * documents.importanceOf(document) +
        (recencyWeight * (documents.seqOf(document) - oldest)) / Math.max(1, newest - oldest),
      embedding: 1,
      novelty: 1,
    };
  };

  const order = Int32Array.from(candidates).sort().reverse();
  const scores = Float64Array.from(order, (document) => scoreOf(partsOf(document)));
  const places = Array.from(order.keys()).sort(
    (a, b) => (scores[b] as number) - (scores[a] as number) || a - b,
  );
  return { documents: places.map((place) => order[place] as number), partsOf };
}

/** The score that parts come to. */
export function scoreOf(parts: ScoreParts): number {
  const { bm25, coverage, neighbours, session, update, standIn } = parts;
  const { actor, form, hints, tieBreak, embedding, novelty } = parts;
  const own = bm25 * (1 + COVERAGE_WEIGHT * coverage);
  return (
    (own + neighbours + session + update + standIn) * actor * form * hints * tieBreak * embedding * novelty
  );
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
