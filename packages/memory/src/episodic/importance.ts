import { EVENT_TYPE_TRAITS, type EventType } from './event-type.js';

/** What the importance of an event is judged from. */
export interface ImportanceEvidence {
  readonly type: EventType;
  readonly text: string;
  readonly entities: readonly string[];
  /** How many remembered events already name one of its entities, files or tags. */
  readonly mentions: number;
}

const IMPERATIVE =
  /\b(?:always|never|must|remember|important|do not|don't|make sure|required?)\b|记住|必须|禁止|不要|总是|永远|务必|切勿|重要/iu;
const OUTCOME =
  /\b(?:fixed|fixes|solved|resolved|failed|fails|broke|broken|because|root cause|worked|works|released|shipped)\b|修复|解决|失败|成功|原因|发布|上线/iu;
const NUMBER_OR_DATE = /\d/u;
const QUESTION = /[?？]\s*$/u;
const BOILERPLATE =
  /^\s*(?:ok(?:ay)?|thanks?(?: you)?|thx|sure|yes|no|done|great|hi|hello|好的?|谢谢|嗯|收到|可以|是的?)[\s.!。！]*$/iu;

/** Beyond this many characters a sign counts for less: a long text has every sign by chance. */
const PLAIN_LENGTH = 400;

/**
 * How much an event matters, 0–1: `base × frequency boost + signs`. The base is the type's; the boost is
 * {@link frequencyBoost}; the signs are entities, numbers and dates, imperatives ("never", 记住) and outcome
 * words, less questions and small talk, and count by `(400 / length)^0.75` in texts over 400 characters.
 */
export function importanceOf(evidence: ImportanceEvidence): number {
  const { type, text, entities, mentions } = evidence;
  const density = Math.min(1, (PLAIN_LENGTH / Math.max(1, text.length)) ** 0.75);
  const gains =
    (IMPERATIVE.test(text) ? 0.15 : 0) +
    (OUTCOME.test(text) ? 0.06 : 0) +
    (NUMBER_OR_DATE.test(text) ? 0.03 : 0) +
    Math.min(entities.length, 3) * 0.02;
  const losses = (QUESTION.test(text) ? 0.1 : 0) + (BOILERPLATE.test(text) ? 0.2 : 0);
  const importance = EVENT_TYPE_TRAITS[type].base * frequencyBoost(mentions) + gains * density - losses;
  return Math.round(Math.min(1, Math.max(0.02, importance)) * 1000) / 1000;
}

/**
 * What is spoken of often matters a little more: `1 + 0.05 · ln(1 + mentions)`, at most 1.2, so that
 * repetition alone never makes a small thing great.
 */
export function frequencyBoost(mentions: number): number {
  return Math.min(1.2, 1 + 0.05 * Math.log(1 + mentions));
}
