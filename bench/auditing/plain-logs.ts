import { createHash } from 'node:crypto';

/** A log that is only lines, as a control: how it is written, and what its verifier can say. */
export interface PlainLog {
  readonly name: string;
  lines(records: readonly object[]): string[];
  /** Whether a verifier takes the bytes for whole. */
  isWhole(bytes: Buffer): boolean;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The lines of a file that ends with a line end and is UTF-8; null for any other. */
function linesOf(bytes: Buffer): string[] | null {
  const text = bytes.toString('utf8');
  if (text.includes('\u{FFFD}') || (text !== '' && !text.endsWith('\n'))) return null;
  return text.split('\n').slice(0, -1);
}

function parsed(line: string): { readonly record?: object; readonly hash?: string } | null {
  try {
    const value = JSON.parse(line) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** One JSON object a line. */
export const plainJsonl: PlainLog = {
  name: 'plain JSONL',
  lines: (records) => records.map((record) => JSON.stringify(record)),
  isWhole: (bytes) => linesOf(bytes)?.every((line) => parsed(line) !== null) ?? false,
};

const chained = (before: string, record: object | undefined): string =>
  JSON.stringify({ record, hash: sha256(before + JSON.stringify(record)) });

/** One JSON object a line, each with the hash of its record and of the hash before. */
export const hashChain: PlainLog = {
  name: 'hash chain',
  lines(records) {
    let before = '';
    return records.map((record) => {
      const line = chained(before, record);
      before = parsed(line)?.hash ?? '';
      return line;
    });
  },
  isWhole(bytes) {
    let before = '';
    return (
      linesOf(bytes)?.every((line) => {
        const isLinked = line === chained(before, parsed(line)?.record);
        before = parsed(line)?.hash ?? '';
        return isLinked;
      }) ?? false
    );
  },
};
