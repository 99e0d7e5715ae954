import { isKnown, Taint, unknownData, type Data } from '../shell/data.js';
import { has, type Invocation } from './invocation.js';

type Decoder = (text: string) => string | null;

const PRINTABLE = /^[\t\n\r\x20-\x7e\u00a0-\uffff]*$/;

const base64: Decoder = (text) => Buffer.from(text.replaceAll(/\s/g, ''), 'base64').toString('utf8');
const hex: Decoder = (text) => Buffer.from(text.replaceAll(/[^0-9a-fA-F]/g, ''), 'hex').toString('utf8');

/** Decodes known text as its program would, so that what is hidden can be read; else marks it as decoded. */
export function decodes(decoder: 'base64' | 'hex', flags: string): (invocation: Invocation) => Data {
  return (invocation) => {
    const { input } = invocation;
    if (!has(invocation, flags)) return unknownData(input.taint);
    const decoded =
      isKnown(input.text) && input.text !== '' ? (decoder === 'hex' ? hex : base64)(input.text) : null;
    if (decoded === null || !PRINTABLE.test(decoded)) return unknownData(input.taint | Taint.decoded);
    return { text: decoded, taint: input.taint | Taint.decoded };
  };
}

/** `rev`: every line backwards. */
export function readReversed(invocation: Invocation): Data {
  const { input } = invocation;
  if (!isKnown(input.text)) return unknownData(input.taint | Taint.decoded);
  const text = input.text
    .split('\n')
    .map((line) => [...line].toReversed().join(''))
    .join('\n');
  return { text, taint: input.taint | Taint.decoded };
}

/** `tr SET1 SET2` on known text; classes and complements make the result unknown. */
export function readTr(invocation: Invocation): Data {
  const { input, operands } = invocation;
  const [from, to] = operands.map((operand) => letters(operand.text));
  if (!isKnown(input.text) || from === undefined || from === null) return unknownData(input.taint);
  if (has(invocation, '-d --delete'))
    return { text: [...input.text].filter((char) => !from.includes(char)).join(''), taint: input.taint };
  if (to === undefined || to === null || to === '' || has(invocation, '-s -c -C'))
    return unknownData(input.taint);
  const text = [...input.text].map((char) => {
    const at = from.indexOf(char);
    return at < 0 ? char : (to[Math.min(at, to.length - 1)] ?? char);
  });
  return { text: text.join(''), taint: input.taint };
}

function letters(set: string): string | null {
  if (set.length > 128 || /[[\\]/.test(set)) return null;
  return set.replaceAll(/(.)-(.)/gs, (whole, low: string, high: string) => {
    const first = low.charCodeAt(0);
    const last = high.charCodeAt(0);
    if (last < first || last - first > 255) return whole;
    return Array.from({ length: last - first + 1 }, (_, index) => String.fromCharCode(first + index)).join(
      '',
    );
  });
}
