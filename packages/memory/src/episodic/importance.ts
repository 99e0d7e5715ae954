import { EVENT_TYPE_TRAITS, type EventType } from './event-type.js';

/** What the importance of an event is judged from. */
export interface ImportanceEvidence {
  readonly type: EventType;
  readonly text: string;
  readonly entities: readonly string[];
  /** How many remembered events already name one of its entities, files or tags. */
  readonly mentions: number;
}

/** A sign that a text says something worth keeping, or not; how much it weighs and how often it counts. */
interface Sign {
  readonly shape: RegExp;
  readonly weight: number;
  readonly most: number;
}

/**
 * What people ask for later are rules, outcomes, times, names and numbers, and what somebody told of himself.
 * Who asks, tells nothing; small talk says nothing.
 */
const SIGNS: readonly Sign[] = [
  {
    shape:
      /(?:^|[.!;:]\s{1,3}|\bplease )(?:always|never|remember|make sure|avoid|do not|don['’]t)\b|\b(?:must|required?|forbidden)\b|记住|必须|禁止|不要|总是|永远|务必|切勿|重要/giu,
    weight: 1.5,
    most: 1,
  },
  {
    shape:
      /\b(?:fixed|fixes|solved|resolved|failed|fails|broke|broken|because|root cause|worked|works|released|shipped)\b|修复|解决|失败|成功|原因|发布|上线/giu,
    weight: 1,
    most: 1,
  },
  {
    shape:
      /\b(?:yesterday|today|tonight|tomorrow|ago|weekends?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|june|july|august|september|october|november|december|years?|months?|weeks?|days?|(?:last|next|this) \w+)\b|昨天|今天|明天|前天|后天|去年|今年|明年|上周|下周|上个?月|下个?月|周[一二三四五六日]|星期|小时|分钟|[0-9一二三四五六七八九十]+[年月日天]/giu,
    weight: 2,
    most: 2,
  },
  // A capital inside a sentence, and what programs name: paths, identifiers, quoted words.
  {
    shape:
      /(?<=[\p{Ll}\p{N},;:)'’] )(?!I['’])\p{Lu}[\p{L}\p{M}-]+|[\w-]\/[\w-]|[\p{Ll}\p{N}]\p{Lu}\p{Ll}|\w_\w|`[^`\n]+`|[「《][^」》\n]+[」》]/gu,
    weight: 1,
    most: 3,
  },
  { shape: /\d+/gu, weight: 1, most: 2 },
  { shape: /\b(?:I|my|me|mine|we|our|us)\b|我/gu, weight: 0.3, most: 3 },
  { shape: /[?？]\s*$/gu, weight: -2, most: 1 },
  {
    shape:
      /^\s*(?:ok(?:ay)?|thanks?(?: you)?|thx|sure|yes|no|done|great|hi|hello|好的?|谢谢|嗯|收到|可以|是的?)[\s.!。！]*$/giu,
    weight: -6,
    most: 1,
  },
];

const ENTITY_WEIGHT = 1;
const MOST_ENTITIES = 3;

/** In texts of more bytes a sign counts for less: a long text has every sign by chance. */
const PLAIN_BYTES = 30;
/** What signs can add to the base at most, or take off it. */
const REACH = 0.2;

/**
 * How much an event matters, 0–1: `base × frequency boost + 0.2 · x / (1 + |x|)`. The base is the type's; the boost
 * is {@link frequencyBoost}; `x` is the sum of its signs (entities; imperatives such as "never" and 记住; outcomes;
 * times; names; numbers; the first person; less questions and small talk) times `(30 / bytes)^0.75` in texts of more
 * than 30 bytes, so that it measures what a text says for its length.
 */
export function importanceOf(evidence: ImportanceEvidence): number {
  const { type, text, entities, mentions } = evidence;
  let sum = Math.min(entities.length, MOST_ENTITIES) * ENTITY_WEIGHT;
  for (const { shape, weight, most } of SIGNS) sum += Math.min(text.match(shape)?.length ?? 0, most) * weight;
  const x = sum * Math.min(1, (PLAIN_BYTES / Math.max(1, Buffer.byteLength(text))) ** 0.75);
  const base = EVENT_TYPE_TRAITS[type].base * frequencyBoost(mentions);
  const importance = base + (REACH * x) / (1 + Math.abs(x));
  return Math.round(Math.min(1, Math.max(0.02, importance)) * 1000) / 1000;
}

const BOOST = 0.05;
const MOST_BOOST = 1.2;

/** From so many mentions on the boost is at its most: to count further changes nothing. */
export const MOST_MENTIONS: number = Math.ceil(Math.exp((MOST_BOOST - 1) / BOOST) - 1);

/**
 * What is spoken of often matters a little more: `1 + 0.05 · ln(1 + mentions)`, at most 1.2, so that
 * repetition alone never makes a small thing great.
 */
export function frequencyBoost(mentions: number): number {
  return Math.min(MOST_BOOST, 1 + BOOST * Math.log(1 + mentions));
}
