import type { Action, Evidence, Finding, LocalizedText, Params } from '@sentinel-agentos/core';
import { compileLinearPattern, type LinearPattern } from '../matching/linear-pattern.js';
import { displayText } from '../matching/display-text.js';
import { evidenceText, textAt, textsOf } from './command-texts.js';
import type { CommandRule, RuleDescription } from './guard-rules.js';
import type { EffectReading } from '../effects/effect-reading.js';

/** Judges one reading by one list of patterns. */
export type CommandRules = (params: Params, reading: EffectReading) => readonly Finding[];

interface Compiled {
  readonly rule: string;
  readonly description: LocalizedText;
  /** What the text must begin with; spares the engine most of its work. */
  readonly prefix: string;
  readonly command: LinearPattern;
  readonly statement: LinearPattern | null;
}

interface ListStyle {
  readonly floor: Extract<Action, 'confirm' | 'deny'>;
  readonly title: LocalizedText;
}

const STYLES: Readonly<Record<'dangerous' | 'warning', ListStyle>> = {
  dangerous: { floor: 'deny', title: { en: '🚫 Dangerous command', zh: '🚫 危险命令' } },
  warning: { floor: 'confirm', title: { en: '⚠️ Command to confirm', zh: '⚠️ 警告命令' } },
};

/**
 * Compiles a list of patterns.
 *
 * A pattern is matched at the beginning of each command that would run, carriers such as `sudo` or `xargs`
 * taken off: text inside the argument of another program never matches. A pattern that ends in `/` means that
 * path and not what lies beneath it. A pattern that begins with an upper-case SQL verb is also looked for,
 * without case, in what is sent to a database. Where a text could not be read as commands, every pattern is
 * looked for anywhere in it.
 *
 * @throws SentinelError `INVALID_CONFIG` for a pattern that RE2 does not accept.
 */
export function compileCommandRules(
  list: 'dangerous' | 'warning',
  rules: readonly CommandRule[],
): CommandRules {
  const { floor, title } = STYLES[list];
  const compiled = rules.map(([pattern, description], index) =>
    compile(pattern, description, `${list}.${index}`),
  );
  const found = (rule: Compiled, matched: string, evidence: Evidence): Finding => {
    const shown = displayText(matched.trim().replaceAll(/\s+/gu, ' '));
    return {
      gate: 'rules',
      rule: rule.rule,
      floor,
      field: evidence.param,
      message: {
        en: `${title.en}: ${shown} — ${rule.description.en}`,
        zh: `${title.zh}: ${shown} — ${rule.description.zh}`,
      },
      evidence,
    };
  };

  return (params, reading) => {
    if (compiled.length === 0) return [];
    const findings: Finding[] = [];
    for (const command of reading.commands) {
      const texts = textsOf(command, params);
      for (const rule of compiled) {
        const matched = firstMatch(rule, texts);
        if (matched !== null) findings.push(found(rule, matched, command.evidence));
      }
    }
    for (const { verb, evidence } of reading.effects) {
      if (verb !== 'db.mutate') continue;
      const statement = evidenceText(evidence, params).replaceAll(/\s+/gu, ' ');
      for (const rule of compiled) {
        const matched = rule.statement?.find(statement) ?? null;
        if (matched !== null) findings.push(found(rule, matched, evidence));
      }
    }
    for (const { rule: unread, evidence } of reading.findings) {
      if (evidence === undefined || !UNREAD.has(unread)) continue;
      const text = textAt(params, evidence.param);
      for (const rule of compiled) {
        const matched = rule.command.find(text);
        if (matched !== null) findings.push(found(rule, matched, evidence));
      }
    }
    return onceEach(findings);
  };
}

/** Findings of the effect reader that say that a text, or a part of it, was not read as commands. */
const UNREAD: ReadonlySet<string> = new Set([
  'shell.unparsed',
  'shell.too-large',
  'shell.too-deep',
  'shell.foreign-syntax',
]);

function compile(pattern: string, description: RuleDescription, where: string): Compiled {
  const command = compileLinearPattern(pattern, where);
  const endsInPath = pattern.endsWith('/') && !pattern.includes('|');
  const isStatement =
    /^\^?(?:\((?:\?:)?)?(?:DROP|DELETE|TRUNCATE|ALTER|UPDATE|INSERT|REPLACE|GRANT|REVOKE|CREATE|MERGE)\b/u.test(
      pattern,
    );
  return {
    rule: `rules.${where}`,
    description: typeof description === 'string' ? { en: description, zh: description } : description,
    prefix: literalPrefix(pattern),
    command: endsInPath ? compileLinearPattern(`(?:${pattern})(?:\\s|$)`, where) : command,
    statement: isStatement ? compileLinearPattern(`(?i)\\b(?:${pattern.replace(/^\^/u, '')})`, where) : null,
  };
}

function firstMatch(rule: Compiled, texts: readonly string[]): string | null {
  for (const text of texts) {
    if (!text.startsWith(rule.prefix)) continue;
    const matched = rule.command.matchAtStart(text);
    if (matched !== null) return matched;
  }
  return null;
}

/** The literal characters that every match begins with. Empty when that is not plain to see. */
function literalPrefix(pattern: string): string {
  // Several alternatives may begin differently; a bar inside a group comes after the prefix.
  if (hasOuterBar(pattern)) return '';
  const run = /^[\w /-]*/u.exec(pattern)?.[0] ?? '';
  const next = pattern[run.length];
  // A quantifier may leave out the character before it.
  return next === '?' || next === '*' || next === '{' ? run.slice(0, -1) : run;
}

function hasOuterBar(pattern: string): boolean {
  let depth = 0;
  // Escapes and classes are taken whole; a class that only looks like one can but hide a bar of its own.
  for (const [token] of pattern.matchAll(/\\[^]|\[\^?\]?[^\]]*\]|[^]/gu)) {
    if (token === '(') depth += 1;
    else if (token === ')') depth -= 1;
    else if (token === '|' && depth === 0) return true;
  }
  return false;
}

/** One rule speaks once of one place. */
function onceEach(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ rule, evidence }) => {
    const key = `${rule} ${evidence?.param} ${evidence?.start}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
