import type { EventType } from '../episodic/event-type.js';
import type { ActorNames } from './actor-names.js';
import { asksHistory, asksLatest, asksState, isQuestion } from './asked-form.js';
import { askedTypes } from './asked-types.js';
import { askedPeriod, type PeriodTest } from './asked-period.js';
import type { IndexQuery } from './inverted-index.js';
import { indexQueryOf } from './index-query.js';
import type { TermReader } from './terms.js';
import { askedTraits } from './text-traits.js';

/** What a question asks for. */
export interface Question {
  readonly query: IndexQuery;
  /** {@link askedTraits} */
  readonly traits: number;
  /** {@link askedTypes} */
  readonly types: ReadonlySet<EventType>;
  /** It names one of these actors. */
  readonly actors: readonly number[];
  /** The time it speaks of; null when it names none. */
  readonly period: PeriodTest | null;
  /** It asks what was, so that what no longer holds may answer it. */
  readonly asksHistory: boolean;
  /** It asks for what is newest. */
  readonly asksLatest: boolean;
  /** It asks how things are, so that what was replaced does not answer it. */
  readonly asksState: boolean;
  /** It asks something instead of only naming what it looks for. */
  readonly isQuestion: boolean;
}

/**
 * A named actor weighs more as the one who spoke than as a word: a name in a text says mostly who was spoken
 * to.
 */
const ACTOR_TERM_WEIGHT = 0.25;

const MAX_CHARS = 4_000;

/** Reads a question. What is beyond its first 4,000 characters is not looked at. */
export function readQuestion(
  text: string,
  termsOf: TermReader,
  actorNames: ActorNames,
  now: number,
): Question {
  const head = text.slice(0, MAX_CHARS);
  const terms = termsOf(head);
  const named = actorNames.find(head);
  const actorTerms = new Set(named.flatMap(({ name }) => termsOf(name)));
  const isOnlyNames = terms.every((term) => actorTerms.has(term));
  return {
    query: indexQueryOf(terms, (term) => (!isOnlyNames && actorTerms.has(term) ? ACTOR_TERM_WEIGHT : 1)),
    traits: askedTraits(head),
    types: askedTypes(head),
    actors: named.map(({ actor }) => actor),
    period: askedPeriod(head, now),
    isQuestion: isQuestion(head),
    asksHistory: asksHistory(head),
    asksLatest: asksLatest(head),
    asksState: asksState(head),
  };
}
