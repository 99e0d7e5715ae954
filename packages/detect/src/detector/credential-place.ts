import { createWordFinder } from './command-words.js';
import type { Effect } from '@sentinel-agentos/core';
import type { ParamText } from './param-texts.js';
import type { WordAt } from './command-words.js';

/**
 * Where a credential stands in a call. `header`: where a request says who asks, a header or an option for a user.
 * `login`: the user and password of an address. `environment`: a variable of the program that is started. `other`:
 * anywhere else, where it is data.
 */
export type CredentialPlace = 'header' | 'login' | 'environment' | 'other';

/** Names of members that say who asks. */
const HEADER_MEMBER = /(?:^|\.)(?:headers?|auth|authorization|x-api-key|api-?key)(?:\.|$)/i;
/** Members that are sent as they are, whatever they look like. */
const DATA_MEMBER =
  /(?:^|\.)(?:body|data|json|form|payload|text|content|message|title|description|prompt|query|comment)(?:\.|$)/i;
/** Options of command lines with a header, a user or a token behind them. */
const HEADER_OPTION =
  /^(?:-H|-H=|--headers?|-u|--user|--username|--password|-p|--pass|--oauth2-bearer|--http-user|--http-password|--token|--api-key|-a|--auth)$/i;
const JOINED_HEADER =
  /^(?:-[Hu](?=[^-\s])|--(?:headers?|user|password|pass|oauth2-bearer|http-user|http-password|token|api-key|auth)=)/i;
const DATA_OPTION =
  /^(?:-d|-F|-T|-b|--data(?:-\w+)?|--json|--form(?:-\w+)?|--url-query|--post-data|--body(?:-\w+)?|--cookie|--raw|--message|-m)$/;
const JOINED_DATA =
  /^(?:-[dFT](?=[^-\s])|--(?:data(?:-\w+)?|json|form(?:-\w+)?|post-data|body(?:-\w+)?|raw)=)/;
/** The name of a header, directly before the value. */
const NAMED =
  /(?:authorization|(?:x-)?(?:api|auth|access)-?(?:key|token)|private-token|x-goog-api-key)["'`]?\s{0,4}[:=,]\s{0,4}["'`]?(?:(?:bearer|basic|token|bot|key)[\s"'`]{0,4}\+?[\s"'`]{0,4})?$/i;
/** … inside of what is called the data. */
const IN_DATA =
  /(?:data|body|json|content|text|payload|message)["'`]?\s{0,4}[:=]\s{0,4}(?:[\w.]{1,40}\()?["'`{\s]{0,8}$/i;
const LOGIN = /:\/\/[^\s/?#@"'`]{0,300}$/;
const VARIABLE = /^(?:\$env:)?[A-Za-z_]\w{0,127}=/;
/** Behind a variable that is set for one program alone. */
const BEFORE_PROGRAM = /^[ \t]+[^\s;&|()]/;
/** Characters before a value that tell what it is. */
const LOOK_BACK = 400;

/** Tells the places of the credentials in one call. */
export function createPlaceFinder(
  texts: readonly ParamText[],
  effects: readonly Effect[],
): (part: ParamText, start: number, end: number) => CredentialPlace {
  const byParam = new Map(texts.map(({ param, text }) => [param, text]));
  // Two texts can have one path: `{ "a.b": … }` and `{ a: { b: … } }`.
  const standings = new Map<ParamText, Standing>();

  function standingOf(part: ParamText): Standing {
    const known = standings.get(part);
    if (known !== undefined) return known;
    const { param, text } = part;
    const standing = {
      place: HEADER_MEMBER.test(param) ? 'header' : placeInList(param, byParam),
      wordAt: isCommand(param, effects) ? createWordFinder(text) : null,
    } as const;
    standings.set(part, standing);
    return standing;
  }

  return (part, start, end) => {
    const { text } = part;
    const before = text.slice(Math.max(0, start - LOOK_BACK), start);
    if (LOGIN.test(before) && /^[^\s/?#"'`]{0,300}@/.test(text.slice(end, end + LOOK_BACK))) return 'login';
    const { place, wordAt } = standingOf(part);
    if (place !== null) return place;
    if (wordAt === null) return 'other';
    const found = wordAt(start);
    const option = found?.before?.text ?? '';
    const word = found?.word.text ?? '';
    if (DATA_OPTION.test(option) || JOINED_DATA.test(word)) return 'other';
    if (HEADER_OPTION.test(option) || JOINED_HEADER.test(word)) return 'header';
    const name = NAMED.exec(before);
    if (name !== null && !IN_DATA.test(before.slice(0, name.index))) return 'header';
    const behind = text.slice(found?.word.end ?? text.length, (found?.word.end ?? 0) + LOOK_BACK);
    return VARIABLE.test(word) && BEFORE_PROGRAM.test(behind) ? 'environment' : 'other';
  };
}

/** What is the same for everything in one parameter. */
interface Standing {
  /** `null`: the text decides. */
  readonly place: CredentialPlace | null;
  readonly wordAt: ((at: number) => WordAt | null) | null;
}

/** Whether a parameter is run: effects were read in it, and it is not what they send. */
export function isCommand(param: string, effects: readonly Effect[]): boolean {
  return !DATA_MEMBER.test(param) && effects.some(({ evidence }) => evidence.param === param);
}

/** Where the user of a database says who asks: in its address, behind an option, in a variable. */
const DATABASE_LOGINS: readonly RegExp[] = [
  /:\/\/[^\s/?#:@"'`]{0,100}:([^\s/@"'`]{1,200})@/g,
  /\b(?:PGPASSWORD|MYSQL_PWD|REDISCLI_AUTH|SQLCMDPASSWORD)=("[^"]{1,200}"|'[^']{1,200}'|\S{1,200})/g,
  /(?:^|\s)(?:-p(?=\S)|--pass(?:word)?[= ]|-[aPp] )("[^"]{1,200}"|'[^']{1,200}'|\S{1,200})/g,
];

/** Half-open spans of what clients of databases log in with. */
export function databaseLogins(text: string): readonly (readonly [number, number])[] {
  return DATABASE_LOGINS.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ index, 0: all, 1: value = '' }): [number, number] => {
      const start = index + all.lastIndexOf(value);
      return [start, start + value.length];
    }),
  );
}

/** Behind an argument of a list: `args.3` stands behind `args.2`. `null` where there is no list. */
function placeInList(param: string, byParam: ReadonlyMap<string, string>): CredentialPlace | null {
  const dot = param.lastIndexOf('.');
  const index = param.slice(dot + 1);
  if (dot < 0 || !/^[1-9]\d{0,5}$/.test(index)) return null;
  const argument = byParam.get(`${param.slice(0, dot)}.${String(Number(index) - 1)}`);
  if (argument === undefined) return null;
  return HEADER_OPTION.test(argument) ? 'header' : 'other';
}
