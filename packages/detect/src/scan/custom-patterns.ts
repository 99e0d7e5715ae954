import { SentinelError } from '@sentinel-agentos/core';
import type { RE2JS } from 're2js';
import type { Severity } from '../detection.js';
import { rankOf, type Finder, type Finding } from './finding.js';
import { loadRe2 } from './load-re2.js';
import type { Work } from './work.js';

/** A pattern of the user's own for secrets that only their company knows. */
export interface CustomPattern {
  /** Letters, digits and dashes; the rule is then `custom.<name>`. */
  readonly name: string;
  /** In the syntax of RE2: no look-around, no back-references. Its first group is the value where it has one. */
  readonly pattern: string;
  /**
   * A text that stands on every line the pattern matches on, whatever its case. Only those lines are searched,
   * which is some hundred times faster.
   */
  readonly anchor?: string;
  /** 2 where nothing is given. */
  readonly severity?: Severity;
}

interface CompiledPattern {
  readonly rule: string;
  readonly name: string;
  readonly severity: Severity;
  readonly anchor: string | undefined;
  readonly expression: RE2JS;
}

/** Longer lines are searched in pieces of this length: what reaches across a border is not found. */
const LONGEST_LINE = 4096;
/** Work units of one character: the engine reads about a third of a megabyte a second. */
const CHARACTER_UNITS = 24;
const MAX_PATTERNS = 1000;
const MAX_SOURCE = 4096;
const FIELDS = new Set(['name', 'pattern', 'anchor', 'severity']);

/**
 * Compiles the user's patterns to a finder.
 *
 * @throws SentinelError `INVALID_CONFIG` naming the rule, for a pattern that does not parse, needs backtracking or
 * matches the empty text, for a name twice, and for unknown fields.
 */
export function compileCustomPatterns(patterns: readonly CustomPattern[]): Finder {
  if (!Array.isArray(patterns) || patterns.length > MAX_PATTERNS) {
    throw new SentinelError('INVALID_CONFIG', `customPatterns must be a list of at most ${MAX_PATTERNS}`);
  }
  const compiled = patterns.map(compilePattern);
  const twice = compiled.find((one, index) => compiled.findIndex((other) => other.name === one.name) < index);
  if (twice !== undefined) {
    throw new SentinelError('INVALID_CONFIG', `customPatterns has two rules named "${twice.name}"`);
  }
  return (text, from, to, work) => compiled.flatMap((pattern) => searchLines(pattern, text, from, to, work));
}

function compilePattern(custom: CustomPattern, index: number): CompiledPattern {
  const place = `customPatterns[${index}]`;
  if (typeof custom !== 'object' || custom === null) {
    throw new SentinelError('INVALID_CONFIG', `${place} must be an object`);
  }
  const { name, pattern, anchor, severity = 2 } = custom;
  if (typeof name !== 'string' || !/^[A-Za-z0-9-]{1,64}$/u.test(name)) {
    throw new SentinelError('INVALID_CONFIG', `${place}.name must be 1 to 64 letters, digits and dashes`);
  }
  const at = `${place} ("${name}")`;
  const unknown = Object.keys(custom).find((key) => !FIELDS.has(key));
  if (unknown !== undefined)
    throw new SentinelError('INVALID_CONFIG', `${at} has the unknown field "${unknown}"`);
  if (typeof pattern !== 'string' || pattern === '' || pattern.length > MAX_SOURCE) {
    throw new SentinelError(
      'INVALID_CONFIG',
      `${at}: pattern must be a text of 1 to ${MAX_SOURCE} characters`,
    );
  }
  if (anchor !== undefined && (typeof anchor !== 'string' || anchor === '')) {
    throw new SentinelError('INVALID_CONFIG', `${at}: anchor must be a text that is not empty`);
  }
  if (severity !== 1 && severity !== 2 && severity !== 3) {
    throw new SentinelError('INVALID_CONFIG', `${at}: severity must be 1, 2 or 3, got ${String(severity)}`);
  }
  const expression = compileExpression(pattern, at);
  return { rule: `custom.${name}`, name, severity, anchor: anchor?.toLowerCase(), expression };
}

function compileExpression(pattern: string, at: string): RE2JS {
  const { RE2JS: Engine } = loadRe2();
  let expression: RE2JS;
  try {
    expression = Engine.compile(Engine.translateRegExp(pattern));
  } catch (cause) {
    throw new SentinelError(
      'INVALID_CONFIG',
      `${at}: pattern is not of the linear-time syntax (RE2): ${String(cause)}`,
      {
        cause,
      },
    );
  }
  if (expression.test('')) throw new SentinelError('INVALID_CONFIG', `${at}: pattern matches the empty text`);
  return expression;
}

function searchLines(
  pattern: CompiledPattern,
  text: string,
  from: number,
  to: number,
  work: Work,
): Finding[] {
  const findings: Finding[] = [];
  let start = from === 0 ? 0 : lineStart(text, from);
  while (start < to) {
    const newline = text.indexOf('\n', start);
    const end = Math.min(newline < 0 ? text.length : newline, start + LONGEST_LINE);
    const line = text.slice(start, end);
    work.left -= 1 + line.length / 16;
    if (pattern.anchor === undefined || line.toLowerCase().includes(pattern.anchor)) {
      work.left -= line.length * CHARACTER_UNITS;
      if (work.left <= 0) return findings;
      findings.push(...searchLine(pattern, line, start));
    }
    start = end === newline ? end + 1 : Math.max(end, start + 1);
  }
  return findings;
}

function lineStart(text: string, at: number): number {
  const newline = text.lastIndexOf('\n', at - 1);
  return Math.max(newline + 1, at - LONGEST_LINE);
}

function searchLine(
  { rule, name, severity, expression }: CompiledPattern,
  line: string,
  offset: number,
): Finding[] {
  if (!expression.test(line)) return [];
  const findings: Finding[] = [];
  const matcher = expression.matcher(line);
  while (matcher.find()) {
    const group = matcher.groupCount() > 0 && matcher.start(1) >= 0 ? 1 : 0;
    const [start, end] = [matcher.start(group), matcher.end(group)];
    findings.push({
      rule,
      type: 'custom',
      severity,
      message: { en: `Secret by the rule "${name}"`, zh: `规则“${name}”识别的密钥` },
      value: line.slice(start, end),
      start: offset + start,
      end: offset + end,
      encodings: [],
      rank: rankOf(4, severity, 0),
    });
  }
  return findings;
}
