import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** What a corpus says about a call. A `block_context` depends on a folder or variable that the text does not show. */
export type Expectation =
  'block' | 'block_context' | 'guarded' | 'nonblock' | 'allow' | 'benign' | 'malicious';

/** One call of a corpus, with what should become of it. */
export interface CorpusRow {
  readonly expectation: Expectation;
  readonly category: string;
  readonly tool: string;
  readonly cwd: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface Corpus {
  readonly name: string;
  readonly rows: readonly CorpusRow[];
}

/** Where a row says nothing about it. */
export interface CallDefaults {
  readonly tool: string;
  readonly cwd: string;
}

const EXPECTATIONS: ReadonlySet<string> = new Set(['block', 'guarded', 'nonblock', 'allow']);
const LABELS: ReadonlySet<string> = new Set(['benign', 'malicious']);

/** Reads a JSONL file of rows `{command, expected}` or `{command, label}`. */
export function readCorpus(path: string, defaults: CallDefaults): Corpus {
  const lines = readFileSync(path, 'utf8').split('\n');
  const rows = lines.flatMap((line, index): readonly CorpusRow[] => {
    if (line.trim() === '') return [];
    const at = `${path}:${index + 1}`;
    const row = JSON.parse(line) as Record<string, unknown>;
    const params = row['params'] ?? { command: textOf(row['command'], `${at}: command`) };
    return [
      {
        expectation: expectationOf(row, at),
        category: textOf(row['category'] ?? '', `${at}: category`),
        tool: textOf(row['tool'] ?? defaults.tool, `${at}: tool`),
        cwd: textOf(row['cwd'] ?? defaults.cwd, `${at}: cwd`),
        params: params as Record<string, unknown>,
      },
    ];
  });
  return { name: basename(path), rows };
}

function expectationOf(row: Record<string, unknown>, at: string): Expectation {
  const { expected, label } = row;
  if (typeof expected === 'string' && EXPECTATIONS.has(expected)) {
    return expected === 'block' && row['context_dependent'] === true
      ? 'block_context'
      : (expected as Expectation);
  }
  if (typeof label === 'string' && LABELS.has(label)) return label as Expectation;
  throw new Error(
    `${at}: expected is none of ${[...EXPECTATIONS].join(', ')}, label none of ${[...LABELS].join(', ')}`,
  );
}

function textOf(value: unknown, at: string): string {
  if (typeof value !== 'string') throw new Error(`${at} is no text`);
  return value;
}
