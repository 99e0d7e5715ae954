import type { EventType } from '../episodic/event-type.js';
import type { EventDocuments } from './event-documents.js';
import type { DocumentFilter, InvertedIndex } from './inverted-index.js';
import { createKinship } from './kinship.js';
import type { Question } from './question.js';
import { scoreOf, type EventRanking, type ScoreParts } from './rank-events.js';
import { TEXT_TRAITS } from './text-traits.js';

/** Updates are followed from so many of the best documents. */
const LEADERS = 12;
/** They are looked for among so many of the best … */
const WINDOW = 40;
/** … and among so many that have a term of a leader which no more than this many documents have. */
const MAX_PARTNERS = 200;
const RARE = 200;
/** As many updates of one document are followed, the nearest. */
const UPDATES = 3;
/** How much further up it goes than what it updates. */
const ABOVE = 1.001;

/** What people and agents say to settle something. All else tells what happened, in passing. */
const SETTLES: ReadonlySet<EventType | undefined> = new Set<EventType>([
  'correction',
  'decision',
  'user_feedback',
  'milestone',
  'publish',
]);

/** Added where both have what the question asks for: a number, a time, a name, a file. */
const SAME_TRAIT = 0.15;

/** From which kinship on a later document is an update; null: never. */
const LEAST_KINSHIP = {
  settling: { saysChange: 0.4, silent: 0.65 },
  telling: { saysChange: 0.8, silent: null },
  /** A call like one before, with another value: `set PORT=80`, `set PORT=81`. */
  repeating: { saysChange: 0.9, silent: 0.9 },
} as const;

/**
 * Takes into account that what was said later may replace what was said before. Where a question asks how
 * things are, the update of a document that answers goes directly above it, though it may not spell out again
 * what it is about ("only 8443 is open now"), and the update of an update above that. Where a question asks
 * what was, the older one goes above the newer. Other questions, and what happened in passing, stay as they
 * are; nothing goes down by itself.
 */
export function followUpdates(
  question: Question,
  ranking: EventRanking,
  documents: EventDocuments,
  index: InvertedIndex,
  admits: DocumentFilter | null,
): EventRanking {
  if (!question.asksState && !question.asksHistory) return ranking;
  const leaders = ranking.documents.slice(0, LEADERS);
  const window = ranking.documents.slice(0, WINDOW);
  const pool = new Set(window);
  const parts = new Map<number, ScoreParts>();
  const partsOf = (document: number): ScoreParts => {
    const known = parts.get(document) ?? ranking.partsOf(document);
    parts.set(document, known);
    return known;
  };
  const kinship = createKinship(partsOf, documents, index);

  const isOf = (document: number, trait: number): boolean => (documents.traitsOf(document) & trait) !== 0;
  const saysChange = (document: number): boolean =>
    documents.typeOf(document) === 'correction' || isOf(document, TEXT_TRAITS.change);

  const addPartners = (leader: number): void => {
    for (const term of index.termsOf(leader)) {
      for (const document of index.withTerm(term, RARE)) {
        if (pool.size >= WINDOW + MAX_PARTNERS) return;
        if (saysChange(document) && (admits === null || admits(document))) pool.add(document);
      }
    }
  };

  /** How sure it is that the newer of two documents updates the older; negative when it does not. */
  const certainty = (one: number, other: number): number => {
    if (isOf(one, TEXT_TRAITS.question) || isOf(other, TEXT_TRAITS.question)) return -1;
    const newer = Math.max(one, other);
    const least = LEAST_KINSHIP[roleOf(documents.typeOf(newer), documents.typeOf(Math.min(one, other)))];
    const needed = saysChange(newer) ? least.saysChange : least.silent;
    const isAlike = (question.traits & documents.traitsOf(one) & documents.traitsOf(other)) !== 0;
    return needed === null ? -1 : kinship(one, other) + (isAlike ? SAME_TRAIT : 0) - needed;
  };

  for (const leader of leaders) addPartners(leader);
  const inTime = [...pool].sort((a, b) => (question.asksHistory ? b - a : a - b));
  const followed = new Set(leaders);
  const raised = new Map<number, number>();
  const scoreFor = (document: number): number => raised.get(document) ?? scoreOf(partsOf(document));
  for (const [place, from] of inTime.entries()) {
    if (!followed.has(from)) continue;
    const score = scoreFor(from) * ABOVE;
    const updates = inTime
      .slice(place + 1)
      .map((to) => ({ to, certainty: certainty(from, to) }))
      .filter((update) => update.certainty >= 0)
      .sort((a, b) => b.certainty - a.certainty || b.to - a.to)
      .slice(0, UPDATES);
    for (const { to } of updates) {
      if (score <= scoreFor(to)) continue;
      raised.set(to, score);
      followed.add(to);
    }
  }
  if (raised.size === 0) return ranking;
  const front = [...new Set([...window, ...raised.keys()])];
  const isInFront = new Set(front);
  return {
    documents: [
      ...front.sort((a, b) => scoreFor(b) - scoreFor(a) || b - a),
      ...ranking.documents.filter((document) => !isInFront.has(document)),
    ],
    partsOf(document) {
      const score = raised.get(document);
      return score === undefined ? partsOf(document) : withScore(partsOf(document), score);
    },
  };
}

/** What a later event does about an earlier one. */
function roleOf(newer: EventType | undefined, older: EventType | undefined): keyof typeof LEAST_KINSHIP {
  if (SETTLES.has(newer)) return 'settling';
  return newer === 'tool_call' && older === 'tool_call' ? 'repeating' : 'telling';
}

/** The parts with as much for the update as makes them come to a score. */
function withScore(parts: ScoreParts, score: number): ScoreParts {
  const sum = scoreOf({ ...parts, actor: 1, form: 1, hints: 1, tieBreak: 1, embedding: 1, novelty: 1 });
  const factor = parts.actor * parts.form * parts.hints * parts.tieBreak * parts.embedding * parts.novelty;
  return { ...parts, update: parts.update + score / factor - sum };
}
