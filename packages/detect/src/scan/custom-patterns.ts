import { SentinelError } from '@sentinel-agentos/core';
import type { RE2JS } from 're2js';
import type { Severity } from '../detection.js';
import { rankOf, type Finder, type Finding } from './finding.js';
import { loadRe2 } from './load-re2.js';

/** A pattern of the user's own for secrets that only their company knows. */
export interface CustomPattern {
  /** Letters, digits and dashes; the rule is then `custom.<name>`. */
  readonly name: string;
  /** In the syntax of RE2: no look-around, no back-references. Its first group is the value where it has one. */
  readonly pattern: string;
  /**
   * A text that stands on every line the pattern matches on, whatever its case. Only those lines are searched,
   * which is some hundred times faster. On lines longer than 4,096 characters it stands within so many of the match.
   */
  readonly anchor?: string;
  /** 2 where nothing is given. */
  readonly severity?: Severity;
}

interface CompiledPattern {
  readonly rule: string;
  readonly order: number;
  readonly name: string;
  readonly severity: Severity;
  readonly anchor: string | undefined;
  readonly expression: RE2JS;
}

/** Longer lines are searched in pieces of this length, each with as much of the next one as a match may be long. */
const LONGEST_LINE = 4096;
const LONGEST_MATCH = 512;
/** A text with the beginnings and ends of lines and of words: a pattern that matches nothing does so in here. */
const PROBE = 'a A1_-é\n\n中 "b".';
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
  return ({ text, from, to }, _, found) => {
    let at = from;
    while (at < to) at = searchPiece(compiled, text, at, found);
    return at;
  };
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
  return { rule: `custom.${name}`, order: index, name, severity, anchor: anchor?.toLowerCase(), expression };
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
  if (matchesNothing(expression)) {
    throw new SentinelError('INVALID_CONFIG', `${at}: pattern matches the empty text`);
  }
  return expression;
}

function matchesNothing(expression: RE2JS): boolean {
  const matcher = expression.matcher(PROBE);
  while (matcher.find()) if (matcher.start(0) === matcher.end(0)) return true;
  return expression.test('');
}

/** Finds what begins in the line at a place, or in its next piece, and gives the place behind it. */
function searchPiece(
  patterns: readonly CompiledPattern[],
  text: string,
  at: number,
  found: (finding: Finding) => void,
): number {
  const newline = text.slice(at, at + LONGEST_LINE + LONGEST_MATCH).indexOf('\n');
  const lineEnd = newline < 0 ? text.length : at + newline;
  const end = Math.min(lineEnd, at + LONGEST_LINE);
  // The character before says whether a word or a line begins here.
  const start = at > 0 && text.charAt(at - 1) !== '\n' ? at - 1 : at;
  const piece = text.slice(start, Math.min(lineEnd, end + LONGEST_MATCH));
  const folded = piece.toLowerCase();
  for (const pattern of patterns) {
    if (pattern.anchor !== undefined && !folded.includes(pattern.anchor)) continue;
    for (const [first, last] of matchesIn(pattern.expression, piece, at - start, end - start)) {
      found(findingOf(pattern, piece.slice(first, last), start + first));
    }
  }
  return end === lineEnd ? end + 1 : end;
}

/** Spans of the values of all matches that begin in `[from, to)`. */
function matchesIn(expression: RE2JS, piece: string, from: number, to: number): [number, number][] {
  const spans: [number, number][] = [];
  const matcher = expression.matcher(piece);
  for (let isMatch = matcher.find(from); isMatch && matcher.start(0) < to; isMatch = matcher.find()) {
    const group = matcher.groupCount() > 0 && matcher.start(1) >= 0 ? 1 : 0;
    const [start, end] = [matcher.start(group), matcher.end(group)];
    // A value of no length is none.
    if (end > start) spans.push([start, end]);
  }
  return spans;
}

function findingOf({ rule, order, name, severity }: CompiledPattern, value: string, start: number): Finding {
  return {
    rule,
    type: 'custom',
    severity,
    message: { en: `Secret by the rule "${name}"`, zh: `规则“${name}”识别的密钥` },
    value,
    start,
    end: start + value.length,
    encodings: [],
    rank: rankOf(4, severity, 0),
    order,
  };
}
