import type { Candidate } from './personal-rule.js';

const REACH = 48;
/** The name of a field right before its value: `"orderId": "`, `user_id=`, `trace-id: `, `ID#`. */
const LABEL = /([A-Za-z][A-Za-z\d]{0,31}(?:[ _-][A-Za-z][A-Za-z\d]{0,31}){0,2})["']?[\s:=："'#]{0,4}$/;

/** Last words of names whose numbers count, order or identify things and belong to nobody. */
const OF_THINGS: ReadonlySet<string> = new Set(
  (
    'id ids uid gid pid tid uuid guid size time bytes byte offset timestamp ts nanos micros millis count seed hash ' +
    'version build order invoice total price amount seq sequence serial sku ref reference trace span session request ' +
    'ticket batch job task run commit revision checksum snowflake cursor tracking transaction'
  ).split(' '),
);
/** Words that say as little as the number itself: the word before them decides. */
const EMPTY: ReadonlySet<string> = new Set(['no', 'nr', 'num', 'number', 'code', 'key', 'value']);
const OF_THINGS_IN_CHINESE = /(?:单号|编号|订单|流水|金额|时间戳|编码)[\s:=："'#]{0,4}$/;

/**
 * Whether the name right before a number says that it counts or identifies things: `order_id`, `traceId`, `size`,
 * `订单号`. Then nothing but its length makes it look like a telephone or a card.
 */
export function isNumberOfThings({ text, start }: Candidate): boolean {
  const before = text.slice(Math.max(0, start - REACH), start);
  if (OF_THINGS_IN_CHINESE.test(before)) return true;
  const label = LABEL.exec(before)?.[1];
  if (label === undefined) return false;
  const words = label
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[ _-]/);
  const last = EMPTY.has(words.at(-1) ?? '') ? words.at(-2) : words.at(-1);
  return last !== undefined && OF_THINGS.has(last);
}
