/** Longer texts, and those of more lines, are contents, not a tool's word about what it did. */
const LONGEST_WORD = 4096;
const MOST_LINES = 12;

const FIELDS = ['message', 'text', 'output', 'result', 'content', 'status', 'stdout'] as const;

/** What a tool says in its result: a string, the text fields of an object, or the text parts of a tool protocol's answer. */
export function resultText(result: unknown): string {
  return collect(result, 0)
    .join('\n')
    .slice(0, LONGEST_WORD + 1);
}

/** Whether a text is short enough to be a statement about the run. */
export function isStatement(text: string): boolean {
  if (text === '' || text.length > LONGEST_WORD) return false;
  return text.split('\n').filter((line) => line.trim() !== '').length <= MOST_LINES;
}

function collect(value: unknown, depth: number): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth > 2) return [];
  if (Array.isArray(value)) return value.slice(0, 20).flatMap((each) => collect(each, depth + 1));
  return FIELDS.flatMap((field) => collect((value as Record<string, unknown>)[field], depth + 1));
}
