import { saysChange } from './change-words.js';
import { latePattern } from '../text/late-pattern.js';

/** What a text has that a question may ask for, as bits. */
export const TEXT_TRAITS = {
  /** It asks something itself. */
  question: 1,
  /** It says when. */
  time: 2,
  /** It says how many. */
  number: 4,
  /** It names or quotes something. */
  name: 8,
  /** It says that something is no longer as it was. */
  change: 16,
  /** It names a file. */
  file: 32,
  /** It forbids something. */
  prohibition: 64,
} as const;

const ASKS = /[?？]["'”’»)\s]*$/u;
const TIME =
  /\b(?:yesterday|today|tonight|tomorrow|last|next|ago|since|recently|earlier|weeks?|weekend|months?|years?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|november|december|morning|afternoon|evening|\d{4}|\d+(?:st|nd|rd|th))\b|昨天|今天|明天|前天|后天|上周|下周|上个?月|下个?月|去年|今年|明年|星期|周[一二三四五六日末]|\d+[年月日号点]/iu;
const NUMBER =
  /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|couple|once|twice)\b|[一二两三四五六七八九十百千万][个次天年月周人件条只本]|[一二两三四五六七八九十百千万亿]{2,}/iu;
const name: () => RegExp = latePattern(String.raw`["“”«»「『《]|(?<=[\p{Ll},:] )\p{Lu}\p{Ll}{2,}`, 'u');

const FILE = /[\w-]\/[\w.-]+|(?<![\w.])[\w-]*\.[a-z]{1,5}(?![\w.])|\b(?:Make|Docker)file\b/u;
const PROHIBITION =
  /\b(?:never|do(?:es)? not|don['’]t|must(?: not|n['’]t)|may not|cannot|can['’]t|not (?:allowed|an option|to be)|no \w+|hands off|leave \S+ alone|without asking|forbidden|stop \w+ing|only)\b|不要|不能|不准|不许|不得|禁止|切勿|勿|别|不可|只能|只准/iu;

const ASKS_FILE =
  /\b(?:which|what|whose) (?:\w+ )?(?:files?|modules?|folders?|director(?:y|ies)|scripts?|configs?|paths?)\b|(?:哪|什么|几)[个些份]?(?:文件|目录|模块|脚本|配置|路径)/iu;
const ASKS_PROHIBITION =
  /\b(?:forbid(?:den)?|prohibit(?:ed)?|allowed|off[- ]limits|not (?:to )?(?:touch|do|use)|must not|may not|mustn['’]t|never|may I|can I|could I|could we|should I)\b|禁止|不准|不许|不让|不能|不可以|不得|别|(?:能|可以)[^，。]{0,20}吗/iu;
const ASKS_TIME =
  /\bwhen\b|\bwhat (?:date|day|month|year|time)\b|\bhow long\b|什么时候|何时|哪天|哪年|几点|几月|几号|多久/iu;
const ASKS_NUMBER =
  /\bhow (?:many|much|often|long|old)\b|\bwhat number\b|多少|几[个次天年周人件条只本]|多大/iu;
const ASKS_NAME = /\b(?:names?|named|titles?|called|which)\b|什么名字|叫什么|名叫|哪[个本部家位座款]/iu;

/** How much a text gains for having what the question asks for. */
const GAINS: readonly (readonly [trait: number, gain: number])[] = [
  [TEXT_TRAITS.time, 0.3],
  [TEXT_TRAITS.number, 0.3],
  [TEXT_TRAITS.name, 0.2],
  [TEXT_TRAITS.file, 0.5],
  [TEXT_TRAITS.prohibition, 0.5],
];

/** Text beyond this many characters is not looked at. */
const MAX_CHARS = 4_000;

/** The traits of a text. */
export function traitsOf(text: string): number {
  const head = text.slice(0, MAX_CHARS);
  return (
    (ASKS.test(text.slice(-MAX_CHARS)) ? TEXT_TRAITS.question : 0) |
    (TIME.test(head) ? TEXT_TRAITS.time : 0) |
    (NUMBER.test(head) ? TEXT_TRAITS.number : 0) |
    (name().test(head) ? TEXT_TRAITS.name : 0) |
    (FILE.test(head) ? TEXT_TRAITS.file : 0) |
    (PROHIBITION.test(head) ? TEXT_TRAITS.prohibition : 0) |
    (saysChange(head) ? TEXT_TRAITS.change : 0)
  );
}

/** The traits that an answer to a question should have ("how many" → a number). */
export function askedTraits(question: string): number {
  return (
    (ASKS_TIME.test(question) ? TEXT_TRAITS.time : 0) |
    (ASKS_NUMBER.test(question) ? TEXT_TRAITS.number : 0) |
    (ASKS_NAME.test(question) ? TEXT_TRAITS.name : 0) |
    (ASKS_FILE.test(question) ? TEXT_TRAITS.file : 0) |
    (ASKS_PROHIBITION.test(question) ? TEXT_TRAITS.prohibition : 0)
  );
}

/** What an answer's score is multiplied with for the traits it has of those that are asked for; 1 and more. */
export function traitGain(asked: number, had: number): number {
  let gain = 1;
  for (const [trait, share] of GAINS) if ((asked & had & trait) !== 0) gain += share;
  return gain;
}
