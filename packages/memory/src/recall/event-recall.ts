import type { EventStore } from '../episodic/event-store.js';
import type { EventType } from '../episodic/event-type.js';
import type { MemoryEvent } from '../episodic/memory-event.js';
import type { ReportProblem, StateProblem } from '../storage/state-problem.js';
import type { DocumentSpan } from './document-span.js';
import type { Embedder } from './embedder.js';
import { NO_DOCUMENT, type EventDocuments } from './event-documents.js';
import { createEventIndex, type IndexedEvents, type RecalledEvents } from './event-index.js';
import { followUpdates } from './follow-updates.js';
import type { DocumentFilter } from './inverted-index.js';
import { readQuestion } from './question.js';
import { rankEvents, scoreOf, type EventRanking, type ScoreParts } from './rank-events.js';
import { RERANKED, rerankedScores } from './rerank.js';
import { createTermReader } from './terms.js';
import { thinDuplicates } from './thin-duplicates.js';
import { createVectorCache } from './vector-cache.js';

/** An event that answers a query, and why it ranks where it does. */
export interface RecallHit {
  /** What was found; its id, session, actor, trust and time say where it comes from. */
  readonly event: MemoryEvent;
  readonly score: number;
  readonly parts: ScoreParts;
}

/** Which events may be found, and how many. */
export interface RecallOptions {
  readonly limit: number;
  readonly types?: readonly EventType[] | undefined;
  readonly sessionId?: string | undefined;
  /** Further conditions, asked only of what is about to be returned. */
  readonly accepts?: (event: MemoryEvent) => boolean;
  /** What "yesterday" is counted back from, milliseconds since the epoch. Default: the newest event's time. */
  readonly now?: number;
}

/** Finds the events that answer a query. */
export interface EventRecall {
  /**
   * Best first. Never what is forgotten or in quarantine; what was superseded only when the query asks what
   * was ("before", "used to", 以前).
   */
  search(query: string, options: RecallOptions): readonly RecallHit[];
  /** Keeps the index on the disk, for the next opening, when there is one and it would save that a second or so. */
  keepIndex(): void;
}

/**
 * Recall by words and by what surrounds them, without a model: BM25 over text, tags, entities and files; what
 * was said just before and after; who is named; whether a text has what the question asks for. Importance and
 * recency only break near ties, because ranking by age ruins recall; but what was said later stands above what it
 * replaces. A question of which hardly a word is found is answered with what happened last. Each search first takes in what the store
 * has got since the last one. An event that was compressed stays found by the words it lost.
 *
 * An embedder, when there is one, reorders the first 200 hits as far as it agrees with them. When it fails, the
 * hits stay as they were, and the first failure is reported.
 */
export function createEventRecall(
  store: RecalledEvents & Pick<EventStore, 'at'>,
  embedder: Embedder | null = null,
  report: ReportProblem = () => undefined,
): EventRecall {
  const vectors = embedder === null ? null : createVectorCache(embedder);
  let hasReported = false;
  const termsOf = createTermReader();
  const events = createEventIndex(store, termsOf);

  const liveSpan = ({ index, documents }: IndexedEvents): DocumentSpan => {
    let first = 0;
    let last = documents.count - 1;
    while (first < last && !index.isLive(first)) first += 1;
    while (last > first && !index.isLive(last)) last -= 1;
    return { first, last };
  };

  const admitting = (
    { documents }: IndexedEvents,
    { types, sessionId }: RecallOptions,
  ): DocumentFilter | null => {
    if (types === undefined && sessionId === undefined) return null;
    const session = sessionId === undefined ? undefined : (documents.sessionNumber(sessionId) ?? NO_DOCUMENT);
    return (document) =>
      (session === undefined || documents.sessionOf(document) === session) &&
      (types === undefined || types.some((type) => type === documents.typeOf(document)));
  };

  return {
    search(query, options) {
      const indexed = events.synced();
      const { index, documents } = indexed;
      const span = liveSpan(indexed);
      const now = options.now ?? documents.timeOf(span.last);
      const question = readQuestion(query, termsOf, documents.actors, now);
      const admits = admitting(indexed, options);
      const matches = index.query(question.query, admits);
      const lengthOf = (document: number): number => index.lengthOf(document);
      const isLive = (document: number): boolean => index.isLive(document);
      const ranked = rankEvents(question, matches, documents, lengthOf, isLive, admits, span, options.limit);
      const ranking = followUpdates(question, ranked, documents, index, admits);
      const taken = Math.max(options.limit, vectors === null ? WINDOW : RERANKED);
      const hits = thinDuplicates(
        rerank(query, takeAccepted(ranking, documents, taken, question.asksHistory, options.accepts)),
        ({ document }) => index.termsOf(document),
        (hit, novelty) => withParts(hit, { ...hit.parts, novelty }),
      );
      return hits.slice(0, options.limit).map(({ event, score, parts }) => ({ event, score, parts }));
    },
    keepIndex: () => events.keep(),
  };

  function rerank(query: string, hits: readonly RankedHit[]): readonly RankedHit[] {
    if (vectors === null || hits.length === 0) return hits;
    try {
      const scores = rerankedScores(query, hits, vectors);
      const reordered = hits
        .slice(0, scores.length)
        .map((hit, place) => withParts(hit, { ...hit.parts, embedding: (scores[place] ?? 0) / hit.score }));
      return [...reordered.toSorted((a, b) => b.score - a.score), ...hits.slice(scores.length)];
    } catch (cause) {
      if (!hasReported) report(embedderProblem(cause));
      hasReported = true;
      return hits;
    }
  }

  function takeAccepted(
    ranking: EventRanking,
    documents: EventDocuments,
    limit: number,
    asksHistory: boolean,
    accepts: ((event: MemoryEvent) => boolean) | undefined,
  ): readonly RankedHit[] {
    const hits: RankedHit[] = [];
    for (const document of ranking.documents) {
      if (hits.length >= limit) break;
      const event = store.at(documents.seqOf(document));
      if (event === undefined || event.level === 'forgotten' || event.quarantine !== null) continue;
      if (event.supersededBy !== null && !asksHistory) continue;
      if (accepts !== undefined && !accepts(event)) continue;
      const parts = ranking.partsOf(document);
      hits.push({ document, event, score: scoreOf(parts), parts });
    }
    return hits;
  }
}

interface RankedHit extends RecallHit {
  readonly document: number;
}

/** As many are thinned of duplicates. */
const WINDOW = 60;

function embedderProblem(cause: unknown): StateProblem {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return {
    file: null,
    keptAs: null,
    message: {
      en: `Searches go on without the embedder, which failed (${reason}).`,
      zh: `嵌入器出错(${reason}),搜索在不使用它的情况下继续。`,
    },
  };
}

function withParts(hit: RankedHit, parts: ScoreParts): RankedHit {
  return { ...hit, parts, score: scoreOf(parts) };
}
