import type { Problem } from './new-problems.js';

/** A problem as ESLint grades it. */
export interface LintProblem extends Problem {
  readonly severity: 'error' | 'warning';
  /** The file could not be parsed. */
  readonly fatal: boolean;
}

/** The problems of each file that was linted, ignored files left out; null when the text is no report. */
export function readEslintReport(text: string): ReadonlyMap<string, readonly LintProblem[]> | null {
  let report: unknown;
  try {
    report = JSON.parse(text);
  } catch {
    return null;
  }
  if (!Array.isArray(report)) return null;
  const files = new Map<string, readonly LintProblem[]>();
  for (const entry of report as readonly unknown[]) {
    const { filePath, messages } = fieldsOf(entry);
    if (typeof filePath !== 'string' || !Array.isArray(messages)) return null;
    const said = (messages as readonly unknown[]).map(fieldsOf);
    if (said.some(saysIgnored)) continue;
    files.set(
      filePath,
      said.map((message) => toProblem(filePath, message)),
    );
  }
  return files;
}

function toProblem(file: string, { ruleId, message, line, severity, fatal }: Fields): LintProblem {
  return {
    file,
    rule: typeof ruleId === 'string' ? ruleId : 'eslint',
    message: String(message),
    line: typeof line === 'number' ? line : null,
    severity: severity === 2 ? 'error' : 'warning',
    fatal: fatal === true,
  };
}

/** Of a file that it ignores, ESLint says just that, as a warning without rule and place. */
function saysIgnored({ ruleId, severity, line, message }: Fields): boolean {
  const unplaced = typeof ruleId !== 'string' && severity === 1 && line === undefined;
  return unplaced && /^File ignored|^File is ignored/.test(String(message));
}

type Fields = {
  readonly [name in 'filePath' | 'messages' | 'ruleId' | 'severity' | 'line' | 'message' | 'fatal']?: unknown;
};

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? value : {};
}
