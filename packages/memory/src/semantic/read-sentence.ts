import { CATEGORY_OF_PRODUCT, OPEN_ATTRIBUTES, PLAIN_MODIFIERS, SLOT_OF_ATTRIBUTE } from './slot-lexicon.js';
import { SLOT_PATTERNS, type SlotPattern } from './slot-patterns.js';
import { latePattern } from '../text/late-pattern.js';

const namingMarks: () => RegExp = latePattern(String.raw`[\p{N}/@._:"']`, 'u');

/** What a sentence says of which slot. */
export interface SentenceReading {
  /** Whose and what: `user.editor`, `project.package manager`, `alice.home`. */
  readonly slot: string;
  /** The value, in lower case, to compare with another sentence's. */
  readonly value: string;
  /** The sentence takes this value back: "I no longer use Vim". */
  readonly isNegated: boolean;
}

const MAX_CHARS = 160;
const LEAD_IN =
  /^(?:(?:by the way|btw|fyi|actually|update|note(?: that)?|remember(?: that)?|please remember(?: that)?|also note(?: that)?|from now on|as of (?:today|now)|now|currently|today|recently|yes|no|ok|well)\b ?[,:]? ?|(?:(?:请记住|请注意|记住|注意|更新|顺便说一下|顺便说一句|其实|对了|从现在起|从今天起|今天起|以后|现在|目前|最近|今天|昨天|[上这本今去]个?(?:月|周|星期|年))[,:]? ?))/iu;
const TIME_AT_END =
  / (?:now|today|yesterday|recently|again|instead|these days|from now on|at the moment|(?:last|this|next) \w{3,9}|(?:in|since|as of|on|from) (?:\d{4}|(?:early |late |mid-?)?(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?: \d{1,4})?)|(?:\d{1,3}|a|two|three|few|a few) (?:days?|weeks?|months?|years?) ago)$/iu;

/** A sentence that does not plainly say how things are, or speaks of two things at once, gets no slot. */
const NOT_PLAIN =
  /[?;\n]|[.!] |\b(?:maybe|might|may be|perhaps|probably|if|unless|would|could|should|want|wants|wish|plan|plans|planning|think|considering|thinking|used to|formerly|previously|once|sometimes|both|either|also|too|as well|except|when|while|because|and|or|but|was in|were)\b|可能|也许|如果|要是|打算|计划|想|考虑|应该|曾经|以前|之前|有时|都|也|还|或|和|以及|但|因为|除了|吗|？/iu;

const NEGATION =
  /\b(?:no longer|never|not)\b ?|\b(?:do|does)(?: not|n't) |n't\b|\bstopped (?=using|working|living)|\bany ?more\b|不再|已经不|没有|没|不/giu;

const USER: ReadonlySet<string> = new Set(
  "i,my,user,the user,our user,the user's,我,本人,用户,老板".split(','),
);
const PROJECT: ReadonlySet<string> = new Set(
  "we,our,its,team,the team,our team,project,the project,our project,the project's,the team's,我们,项目,团队".split(
    ',',
  ),
);
const NOBODY: ReadonlySet<string> = new Set(
  "he,she,they,it,you,who,this,that,these,those,there,here,everything,everyone,everybody,someone,somebody,nobody,nothing,something,people,one,let,let's,it's,that's,he's,she's,there's,what,which,他,她,它,他们,她们,大家,有人,这里,那里,这个,那个,谁".split(
    ',',
  ),
);

/**
 * Reads a fact or preference written as a free sentence, English or Chinese: "I moved to Berlin", "my editor is
 * now Helix", 我现在用 pnpm. Null where it is not certain that a new value ends the old one: then the sentence
 * stands beside what was known. A text of more than 160 characters is not read: that bounds the time.
 */
export function readSentence(text: string): SentenceReading | null {
  if (text.length > MAX_CHARS) return null;
  const sentence = withoutLeadIn(
    text
      .normalize('NFKC')
      .replace(/[\u2018\u2019]/gu, "'")
      .replace(/[ \t]+/gu, ' ')
      .trim()
      .replace(/[.!。 ]{1,3}$/u, ''),
  );
  if (NOT_PLAIN.test(sentence)) return null;
  const plain = sentence.replace(NEGATION, '').replace(/ {2,}/gu, ' ').trim();
  const isNegated = plain !== sentence;
  for (const pattern of SLOT_PATTERNS) {
    const groups = pattern.form().exec(plain)?.groups;
    const read = groups === undefined ? null : readPattern(pattern.meaning, groups);
    if (read !== null) return { ...read, isNegated };
  }
  return null;
}

function readPattern(
  meaning: SlotPattern['meaning'],
  groups: { readonly [name: string]: string | undefined },
): Omit<SentenceReading, 'isNegated'> | null {
  const who = subjectOf(groups['who'], meaning);
  const given = withoutTime(groups['value'] ?? '');
  const value = plainValue(given);
  if (who === null || value === '' || /[,，、]/u.test(value)) return null;
  const slotOf = (what: string): Omit<SentenceReading, 'isNegated'> => ({ slot: `${who}.${what}`, value });

  switch (meaning) {
    case 'home':
    case 'employer':
      // Names of places and companies: "moved to tears" and "works for free" are none.
      return who !== 'project' && isProperName(given) ? slotOf(meaning) : null;
    case 'name':
      return isProperName(given) ? slotOf('name') : null;
    case 'favourite':
      return slotOf(`favourite ${attributeOf(groups['noun'] ?? '') ?? plainValue(groups['noun'] ?? '')}`);
    case 'use': {
      const category = CATEGORY_OF_PRODUCT.get(value);
      if (category === undefined) return null;
      const purpose = groups['purpose'];
      return slotOf(purpose === undefined ? category : `${category} for ${plainValue(withoutTime(purpose))}`);
    }
    case 'preference': {
      const pair = [value, plainValue(withoutTime(groups['other'] ?? ''))].toSorted((a, b) =>
        a < b ? -1 : 1,
      );
      const category = pair.map((one) => CATEGORY_OF_PRODUCT.get(one));
      if (category[0] !== undefined && category[0] === category[1]) return slotOf(category[0]);
      return slotOf(`preference ${pair.join(' | ')}`);
    }
    case 'attribute': {
      const what = attributeOf(groups['noun'] ?? '');
      return what === null || !isValueOf(what, given) ? null : slotOf(what);
    }
  }
}

/** Whose slot it is; null for words that stand for somebody whom the sentence does not name. */
function subjectOf(who: string | undefined, meaning: SlotPattern['meaning']): string | null {
  if (who === undefined) return meaning === 'attribute' ? 'project' : 'user';
  const name = who.toLowerCase();
  if (USER.has(name)) return 'user';
  if (PROJECT.has(name) || name === 'the') return 'project';
  const bare = name.replace(/'s$/u, '');
  const words = who.split(' ');
  const isName =
    words.every((word) => /^(?:\p{Lu}|\p{Script=Han})/u.test(word)) && !/^(?:The|Our|My) /u.test(who);
  return isName && !NOBODY.has(bare) && !NOBODY.has(name) ? bare : null;
}

/** The slot of a noun phrase whose last word names an attribute; what stands before it makes it another one. */
function attributeOf(phrase: string): string | null {
  const noun = plainValue(phrase);
  const isHan = /\p{Script=Han}$/u.test(noun);
  for (let start = 0; start < noun.length; start += 1) {
    if (!isHan && start > 0 && noun[start - 1] !== ' ') continue;
    const slot = SLOT_OF_ATTRIBUTE.get(noun.slice(start));
    if (slot === undefined) continue;
    const before = noun.slice(0, start).replace(/的$/u, '').trim();
    const modifiers = before.split(' ').filter((word) => word !== '' && !PLAIN_MODIFIERS.has(word));
    return [...modifiers, slot].join(' ');
  }
  return null;
}

/**
 * Whether something can be the value of an attribute, and not a remark about it ("the database is slow") or one
 * of several ("the port is 80 in production").
 */
function isValueOf(attribute: string, value: string): boolean {
  if (/\S (?:in|for|on|at|during|under|with) |的$/iu.test(value)) return false;
  const isNamed = isProperName(value) || namingMarks().test(value);
  return isNamed || OPEN_ATTRIBUTES.has(attribute) || CATEGORY_OF_PRODUCT.has(plainValue(value));
}

function isProperName(value: string): boolean {
  return /^(?:the )?(?:\p{Lu}|\p{Lo}|\p{N})/u.test(value);
}

function plainValue(value: string): string {
  return value
    .toLowerCase()
    .replace(/^(?:a|an|the) /u, '')
    .replace(/^["'“”「」《》]+|["'“”「」《》]+$/gu, '')
    .trim();
}

function withoutLeadIn(sentence: string): string {
  let rest = sentence;
  for (let times = 0; times < 3; times += 1) rest = rest.replace(LEAD_IN, '');
  return rest;
}

function withoutTime(value: string): string {
  let rest = value.trim();
  for (let times = 0; times < 3; times += 1) rest = rest.replace(TIME_AT_END, '').trim();
  return rest;
}
