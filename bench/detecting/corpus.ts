import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** One text of a corpus. */
export interface CorpusRow {
  readonly text: string;
  readonly isPositive: boolean;
  /** Its type, category or entity, whichever the corpus names. */
  readonly group: string;
}

export interface Corpus {
  readonly name: string;
  readonly rows: readonly CorpusRow[];
}

/** Reads a JSONL file of rows `{text | b64, label, type?, category?, entity?}`. */
export function readCorpus(path: string): Corpus {
  const lines = readFileSync(path, 'utf8').split('\n');
  const rows = lines.flatMap((line, index): readonly CorpusRow[] => {
    if (line.trim() === '') return [];
    const row = JSON.parse(line) as Record<string, unknown>;
    const { text, b64, label, type, category, entity } = row;
    const content =
      typeof text === 'string'
        ? text
        : typeof b64 === 'string'
          ? Buffer.from(b64, 'base64').toString('utf8')
          : null;
    if (content === null) throw new Error(`${path}:${index + 1}: neither text nor b64`);
    const group = [type, category, entity].find((each) => typeof each === 'string') ?? 'all';
    return [{ text: content, isPositive: label === 1, group }];
  });
  return { name: basename(path), rows };
}
