import { pointBytes } from './encoded-bytes.js';
import { pointUnits, tokensOfUnits } from './estimate-tokens.js';

/** Cuts the end off a text so that at most `maxChars` characters (code points) stay; `…` marks the cut. */
export function clipEnd(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const points = Array.from(text.slice(0, maxChars * 2));
  if (points.length <= maxChars && text.length <= maxChars * 2) return text;
  return maxChars < 1 ? '' : `${points.slice(0, maxChars - 1).join('')}…`;
}

/** The first characters (code points) of a text, at most so many, trimmed. Nothing marks the cut. */
export function clipPoints(text: string, maxChars: number): string {
  return Array.from(text.slice(0, maxChars * 2))
    .slice(0, maxChars)
    .join('')
    .trim();
}

/**
 * Cuts the middle out of a text so that it takes at most `maxBytes` bytes in its stored form. Three quarters
 * of the room go to the beginning, one to the end; a note between them says how much was left out.
 */
export function clipToBytes(text: string, maxBytes: number): string {
  return clipMiddle(text, maxBytes, pointBytes, 3);
}

/** The same by estimated tokens. */
export function clipToTokens(text: string, maxTokens: number): string {
  let units = Math.floor((Math.max(0, maxTokens) * 120) / 11);
  while (tokensOfUnits(units) > maxTokens && units > 0) units -= 1;
  return clipMiddle(text, units, pointUnits, 6);
}

function clipMiddle(text: string, room: number, cost: (point: number) => number, noteCost: number): string {
  if (costs(text, room, cost) <= room) return text;
  const note = (left: number): string => `\n… [${left} characters left out] …\n`;
  const noteRoom = note(text.length).length * noteCost;
  // Too little room for a note that would be most of what is left.
  if (room < noteRoom * 4) return text.slice(0, prefixLength(text, room, cost));
  const head = prefixLength(text, Math.floor(((room - noteRoom) * 3) / 4), cost);
  const tail = suffixLength(text, Math.floor((room - noteRoom) / 4), cost);
  return text.slice(0, head) + note(text.length - head - tail) + text.slice(text.length - tail);
}

function costs(text: string, enough: number, cost: (point: number) => number): number {
  let sum = 0;
  for (let index = 0; index < text.length && sum <= enough;) {
    const point = text.codePointAt(index) ?? 0;
    sum += cost(point);
    index += point > 0xffff ? 2 : 1;
  }
  return sum;
}

function prefixLength(text: string, room: number, cost: (point: number) => number): number {
  let sum = 0;
  let index = 0;
  while (index < text.length) {
    const point = text.codePointAt(index) ?? 0;
    sum += cost(point);
    if (sum > room) break;
    index += point > 0xffff ? 2 : 1;
  }
  return index;
}

function suffixLength(text: string, room: number, cost: (point: number) => number): number {
  let sum = 0;
  let start = text.length;
  while (start > 0) {
    const low = text.charCodeAt(start - 1);
    const high = start > 1 ? text.charCodeAt(start - 2) : 0;
    const pair = low >= 0xdc00 && low <= 0xdfff && high >= 0xd800 && high <= 0xdbff;
    sum += cost(pair ? 0x10000 : low);
    if (sum > room) break;
    start -= pair ? 2 : 1;
  }
  return text.length - start;
}
