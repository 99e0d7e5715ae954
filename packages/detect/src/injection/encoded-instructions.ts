import { decodeBase64Text, decodeHexText, reversed, rotate13 } from './encoded-text.js';
import type { InstructionReader, StructuralFinding } from './structural-finding.js';

/** What is decoded of one run, and how many runs of one text. The rest of a long run is more of the same. */
const LONGEST = 8_000;
const MOST = 500;

// A run has an upper end: an engine that matches millions of repetitions at once runs out of its stack.
const BASE64 = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{24,60000}={0,2}/g;
const HEX = /(?<![0-9A-Za-z])(?:(?:\\x|0x)?[0-9a-f]{2}[\s,:]?){20,4000}(?![0-9A-Za-z])/gi;
const ENTITIES = /(?:&#(?:x[0-9a-f]{2,5}|\d{2,6});){12,8000}/gi;
const PERCENT = /(?:%[0-9a-f]{2}[\w.~!*'()-]{0,3}){12,8000}/gi;
const UNICODE_ESCAPES = /(?:\\u[0-9a-f]{4}){12,8000}/gi;
// What gives orders away when letters are moved or the line is turned round.
const ROTATED = /\b(?:vafgehpgvba|cerivbhf|flfgrz|cebzcg|vtaber|qvfertneq)/gi;
const TURNED = /(?:snoitcurtsni|suoiverp|tpmorp|erongi|dragersid)\b/gi;
const AROUND = 200;

function decodeEntities(value: string): string {
  return value.replaceAll(/&#(x?)([0-9a-f]{2,6});/gi, (_, hex: string, digits: string) => {
    const codePoint = Number.parseInt(digits, hex === '' ? 10 : 16);
    return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : '';
  });
}

function decodeEscapes(value: string): string {
  return value.replaceAll(/\\u([0-9a-f]{4})/gi, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}

function decodePercent(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

interface Encoding {
  readonly name: string;
  readonly pattern: RegExp;
  readonly decode: (value: string) => string | undefined;
}

/** Encodings whose runs are recognisable. A new one is a new line. */
const ENCODINGS: readonly Encoding[] = [
  { name: 'base64', pattern: BASE64, decode: decodeBase64Text },
  { name: 'hex', pattern: HEX, decode: decodeHexText },
  { name: 'html', pattern: ENTITIES, decode: decodeEntities },
  { name: 'url', pattern: PERCENT, decode: decodePercent },
  { name: 'unicode-escape', pattern: UNICODE_ESCAPES, decode: decodeEscapes },
];

/** Depth of one encoding in another. */
const DEEPEST = 3;

function readsDecoded(
  value: string,
  encodings: readonly string[],
  reads: InstructionReader,
): readonly string[] | undefined {
  if (reads(value) >= 1) return encodings;
  if (encodings.length >= DEEPEST) return undefined;
  for (const { name, pattern, decode } of ENCODINGS) {
    const match = value.match(new RegExp(pattern.source, 'i'));
    const decoded = match === null ? undefined : decode(match[0]);
    const inner = decoded === undefined ? undefined : readsDecoded(decoded, [...encodings, name], reads);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function around(
  text: string,
  pattern: RegExp,
  name: string,
  decode: (value: string) => string,
  reads: InstructionReader,
): readonly StructuralFinding[] {
  const found: StructuralFinding[] = [];
  let readSoFar = -1;
  for (const match of text.matchAll(pattern)) {
    if (match.index < readSoFar || found.length >= MOST) continue;
    const start = Math.max(0, match.index - AROUND);
    const end = Math.min(text.length, match.index + AROUND);
    readSoFar = end;
    if (reads(decode(text.slice(start, end))) < 2) continue;
    found.push({
      type: 'encoded-instruction',
      severity: 3,
      start: match.index,
      end: match.index + match[0].length,
      encodings: [name],
    });
  }
  return found;
}

/** Runs of an encoding that decode to orders, up to three encodings deep. */
export function encodedInstructions(text: string, reads: InstructionReader): readonly StructuralFinding[] {
  const found: StructuralFinding[] = [];
  for (const { name, pattern, decode } of ENCODINGS) {
    let read = 0;
    for (const match of text.matchAll(pattern)) {
      read += 1;
      if (read > MOST) break;
      const decoded = decode(match[0].slice(0, LONGEST));
      const encodings = decoded === undefined ? undefined : readsDecoded(decoded, [name], reads);
      if (encodings === undefined) continue;
      found.push({
        type: 'encoded-instruction',
        severity: 3,
        start: match.index,
        end: match.index + match[0].length,
        encodings,
      });
    }
  }
  found.push(
    ...around(text, ROTATED, 'rot13', rotate13, reads),
    ...around(text, TURNED, 'reversed', reversed, reads),
  );
  return found;
}
