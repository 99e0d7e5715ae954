import type { DocumentSpan } from './document-span.js';
import type { EventDocuments } from './event-documents.js';
import type { DocumentFilter } from './inverted-index.js';
import type { Question } from './question.js';

/** So many of the newest documents are looked through. */
const LOOKED_AT = 20_000;
const STRONGEST = 0.01;

/**
 * What stands in when hardly any word of a question is found: a question that names an actor may be about what
 * they said or did last in other words, any other question about what happened last. As many of the newest as
 * are missing to `limit`, those of named actors before others: each with its strength, 0.005–0.01. None for words that are no question, because who
 * looks for a word wants to know that nobody used it.
 */
export function standInsFor(
  question: Question,
  documents: EventDocuments,
  isLive: DocumentFilter,
  admits: DocumentFilter | null,
  span: DocumentSpan,
  limit: number,
  found: ReadonlySet<number>,
): ReadonlyMap<number, number> {
  const missing = limit - found.size;
  if (!question.isQuestion || missing <= 0) return new Map();
  const named = new Set(question.actors);
  const theirs: number[] = [];
  const others: number[] = [];
  const end = Math.max(span.first, span.last - LOOKED_AT);
  for (let document = span.last; document >= end && theirs.length < missing; document -= 1) {
    if (!isLive(document) || found.has(document) || admits?.(document) === false) continue;
    if (named.has(documents.actorOf(document))) theirs.push(document);
    else if (others.length < missing) others.push(document);
    if (named.size === 0 && others.length >= missing) break;
  }
  const all = [...theirs, ...others].slice(0, missing);
  return new Map(all.map((document, place) => [document, STRONGEST * (1 - place / (2 * all.length))]));
}
