/** A line, or a piece of one that is too long. */
export interface MarkdownLine {
  /** First byte and the one after the last, its line ending included. */
  readonly start: number;
  readonly end: number;
  /** From 1. */
  readonly number: number;
  /** Without the line ending. */
  readonly text: string;
  /** Bytes it takes where it is stored, about. */
  readonly cost: number;
  /** Whether the line began before. */
  readonly isRest: boolean;
}

/**
 * What one remembered piece may cost, so that each fits whole into every store: also with the headings before it,
 * and when all its bytes are no UTF-8 and become U+FFFD.
 */
export const MOST_COST = 2_048;

const LF = 0x0a;
const CR = 0x0d;

/** The lines of a text. Together they hold every byte once. `\n`, `\r\n` and `\r` end a line. */
export function markdownLines(bytes: Buffer): readonly MarkdownLine[] {
  const lines: MarkdownLine[] = [];
  let number = 1;
  let start = 0;
  let cost = 0;
  let isRest = false;
  const push = (textEnd: number, end: number): void => {
    const text = bytes.toString('utf8', start, textEnd);
    lines.push({ start, end, number, text: start === 0 ? text.replace(/^\uFEFF/u, '') : text, cost, isRest });
    start = end;
    cost = 0;
  };
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === LF || byte === CR) {
      const end = byte === CR && bytes[at + 1] === LF ? at + 2 : at + 1;
      push(at, end);
      number += 1;
      isRest = false;
      at = end - 1;
      continue;
    }
    // Never within a character: its other bytes are 10xxxxxx.
    const isInside = (byte & 0xc0) === 0x80 && cost < MOST_COST + 3;
    if (cost >= MOST_COST && !isInside) {
      push(at, at);
      isRest = true;
    }
    cost += costOf(byte);
  }
  if (start < bytes.length) push(bytes.length, bytes.length);
  return lines;
}

/** What a byte takes in a JSON string. */
function costOf(byte: number): number {
  if (byte < 0x20) return 6;
  return byte === 0x22 || byte === 0x5c ? 2 : 1;
}
