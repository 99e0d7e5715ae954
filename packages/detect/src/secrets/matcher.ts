import { buildAutomaton, type Automaton } from '../automaton/automaton.js';
import type { Severity } from '../detection.js';
import type { Work } from '../scan/work.js';
import type { Candidate } from './candidate.js';
import { behindEscape, endsEscape } from './escape-sequences.js';
import { KEY_FILES, type KeyFileName } from './key-files.js';
import type { BackClass, SecretRule } from './rule.js';
import { VALIDATORS } from './validators.js';

/** A secret at its place, before overlaps are resolved. */
export interface SecretMatch {
  readonly rule: SecretRule;
  readonly severity: Severity;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** Finds the secrets of some rules. */
export interface SecretMatcher {
  /** Length of the longest anchor. */
  readonly longestAnchor: number;
  /** All matches whose anchor ends in `[from, to)`, overlapping ones too. */
  readonly match: (text: string, from: number, to: number, work: Work) => SecretMatch[];
}

/** A rule with the ASCII characters that may not stand before its match, as a table. */
interface CompiledRule {
  readonly rule: SecretRule;
  readonly notAfter: Uint8Array | undefined;
}

/** Work units of one try of a pattern, above the characters it took. Calibrated: a unit is about 10 ns. */
const TRY = 12;

/** Compiles rules: one automaton over all their anchors, and for each anchor the rules that it starts. */
export function compileMatcher(rules: readonly SecretRule[]): SecretMatcher {
  const byAnchor = new Map<string, CompiledRule[]>();
  for (const rule of rules) {
    const compiled = { rule, notAfter: tableOf(rule.notAfter) };
    for (const anchor of rule.anchors) {
      const key = anchor.toLowerCase();
      byAnchor.set(key, [...(byAnchor.get(key) ?? []), compiled]);
    }
  }
  const started = [...byAnchor.values()];
  const automaton: Automaton = buildAutomaton([...byAnchor.keys()]);

  return {
    longestAnchor: automaton.longest,
    match(text, from, to, work) {
      const matches: SecretMatch[] = [];
      automaton.scan(text, from, to, (anchor, anchorStart, anchorEnd) => {
        for (const rule of started[anchor] ?? []) {
          if (work.left <= 0) return false;
          const match = tryRule(rule, text, anchorStart, anchorEnd, work);
          if (match !== null) matches.push(match);
        }
        return true;
      });
      return matches;
    },
  };
}

function tryRule(
  { rule, notAfter }: CompiledRule,
  text: string,
  anchorStart: number,
  anchorEnd: number,
  work: Work,
): SecretMatch | null {
  work.left -= TRY;
  const at = startOf(rule, text, anchorStart, anchorEnd);
  work.left -= anchorEnd - at;
  // The end of a longer word is told first, so that a pattern that reads far is not tried at each part of it.
  if (notAfter?.[text.charCodeAt(at - 1)] === 1 && !endsEscape(text, at)) return null;
  rule.pattern.lastIndex = at;
  const found = rule.pattern.exec(text);
  if (found === null) return null;
  work.left -= found[0].length;
  if (rule.keyFile !== undefined) return readKeyFile(rule, rule.keyFile, text, at, found[0].length, work);
  const value = valueOf(found, rule.hasOperator === true ? 2 : 1);
  // What follows a value in a pattern is never longer than a quote, so its last occurrence is the value itself.
  const start = at + found[0].lastIndexOf(value);
  const operator = rule.hasOperator === true ? (found[1] ?? '') : '';
  const before = text.charAt(start - 1);
  const candidate: Candidate = {
    text,
    anchorStart,
    anchorEnd,
    matchStart: at,
    matchEnd: at + found[0].length,
    value,
    start,
    end: start + value.length,
    operator,
    quoted: before === '"' || before === "'" || before === '`',
  };
  const severity = VALIDATORS[rule.validator](candidate, rule.severity);
  return severity === null ? null : { rule, severity, value, start, end: candidate.end };
}

function readKeyFile(
  rule: SecretRule,
  format: KeyFileName,
  text: string,
  start: number,
  headerLength: number,
  work: Work,
): SecretMatch | null {
  const end = KEY_FILES[format](text, start, start + headerLength);
  if (end === null) return null;
  work.left -= end - start;
  return { rule, severity: rule.severity, value: text.slice(start, end), start, end };
}

/** The last group that took part, or the whole match: an operator stands before its value. */
function valueOf(found: RegExpExecArray, firstGroup: number): string {
  for (let group = found.length - 1; group >= firstGroup; group--) {
    const value = found[group];
    if (value !== undefined && value !== '') return value;
  }
  return found[0];
}

function startOf({ at, back }: SecretRule, text: string, anchorStart: number, anchorEnd: number): number {
  if (at === 'end') return anchorEnd;
  if (back === undefined) return anchorStart;
  let start = anchorStart;
  const least = Math.max(0, anchorStart - back.max);
  if (back.over === 'quoted') {
    const quote = text.charCodeAt(anchorStart);
    while (start > least && !isQuoteOrEnd(text.charCodeAt(start - 1), quote)) start -= 1;
    return Math.max(0, start - 1);
  }
  while (start > least && isOf(back.over, text.charCodeAt(start - 1))) start -= 1;
  return behindEscape(text, start, anchorStart);
}

const isQuoteOrEnd = (code: number, quote: number): boolean => code === quote || code === 10;

function isOf(over: Exclude<BackClass, 'quoted'>, code: number): boolean {
  if (code >= 48 && code <= 57) return true;
  if (over === 'digit') return false;
  if ((code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 45) return true;
  return over === 'word' ? code === 95 : code === 43 || code === 46;
}

function tableOf(characters: RegExp | undefined): Uint8Array | undefined {
  if (characters === undefined) return undefined;
  return Uint8Array.from({ length: 128 }, (_, code) => Number(characters.test(String.fromCharCode(code))));
}
