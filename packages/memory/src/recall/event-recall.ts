import type { MemoryEvent } from '../episodic/memory-event.js';
import { createLexicalIndex } from './lexical-index.js';

/** An event that answers a query, and why it ranks where it does. */
export interface RecallHit {
  readonly event: MemoryEvent;
  readonly score: number;
  /** What the score is made of: `bm25 × (1 + 0.3 · coverage) × tieBreak`. */
  readonly parts: {
    readonly bm25: number;
    /** Share of the query's terms found, weighted by how rare they are, 0–1. */
    readonly coverage: number;
    /** For importance and recency, 1–1.1. */
    readonly tieBreak: number;
  };
}

/** Finds the events that answer a query. Implementations may keep an index; they are told of every event. */
export interface EventRecall {
  /** Brings the index up to date with the remembered events, in order. Cheap when little changed. */
  sync(events: readonly MemoryEvent[]): void;
  /** Best first, at most `limit`, only events that `accepts` lets through. */
  search(query: string, limit: number, accepts: (event: MemoryEvent) => boolean): readonly RecallHit[];
}

const MAX_QUERY_CHARS = 4_000;

/**
 * Recall by words: BM25 over text, tags, entities and files. Importance and recency only break near ties,
 * because ranking by age ruins recall. Forgotten events are not found.
 */
export function createLexicalRecall(): EventRecall {
  const index = createLexicalIndex();
  let indexed = new Map<string, MemoryEvent>();

  return {
    sync(events) {
      const current = new Map<string, MemoryEvent>();
      for (const event of events) {
        if (event.level === 'forgotten') continue;
        const key = String(event.seq);
        current.set(key, event);
        const known = indexed.get(key);
        if (known?.text !== event.text || known.id !== event.id) index.put(key, searchText(event));
      }
      for (const key of indexed.keys()) if (!current.has(key)) index.remove(key);
      indexed = current;
    },
    search(query, limit, accepts) {
      const newest = Math.max(1, ...[...indexed.values()].slice(-1).map((event) => event.seq));
      const hits: RecallHit[] = [];
      for (const [key, { bm25, coverage, score }] of index.match(query.slice(0, MAX_QUERY_CHARS))) {
        const event = indexed.get(key);
        if (event === undefined || !accepts(event)) continue;
        const tieBreak = 1 + 0.05 * event.importance + 0.05 * Math.min(1, event.seq / newest);
        hits.push({ event, score: score * tieBreak, parts: { bm25, coverage, tieBreak } });
      }
      return hits.toSorted((a, b) => b.score - a.score || b.event.seq - a.event.seq).slice(0, limit);
    },
  };
}

function searchText(event: MemoryEvent): string {
  return [event.text, ...event.tags, ...event.entities, ...event.files].join('\n');
}
