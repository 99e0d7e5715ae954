import { SentinelError } from '@sentinel-agentos/core';
import type { RE2JS } from 're2js';
import { loadRe2 } from './load-library.js';

const MAX_SOURCE = 4096;

/** A regular expression whose matching time grows with the length of the text and nothing else. */
export interface LinearPattern {
  /** As it was written. */
  readonly source: string;
  /** Whether the pattern occurs anywhere in the text. */
  occursIn(text: string): boolean;
  /** The leftmost text that the pattern matches, or null. */
  find(text: string): string | null;
  /** The text the pattern matches at the very start, or null. */
  matchAtStart(text: string): string | null;
}

/**
 * Compiles a pattern in RE2 syntax. Whoever writes a rule can't make it exponential, and whoever writes the
 * text it meets can't either.
 *
 * @param where Names the place of the pattern in messages, for example `patterns.email`.
 * @throws SentinelError `INVALID_CONFIG` for a pattern that does not parse or needs backtracking
 * (look-around, back-references).
 */
export function compileLinearPattern(pattern: string | RegExp, where: string): LinearPattern {
  const source = typeof pattern === 'string' ? pattern : pattern.source;
  if (source === '' || source.length > MAX_SOURCE) {
    throw new SentinelError(
      'INVALID_CONFIG',
      `${where} must be a pattern of 1 to ${MAX_SOURCE} characters, got ${source.length}`,
    );
  }
  const { RE2JS: Engine } = loadRe2();
  const flags = typeof pattern === 'string' ? 0 : re2Flags(pattern, where, Engine);
  try {
    const portable = Engine.translateRegExp(source);
    const anywhere = Engine.compile(portable, flags);
    // Most patterns never come to be matched: the second form waits until it is needed.
    let anchored: RE2JS | null = null;
    const atStart = (): RE2JS => (anchored ??= Engine.compile(`^(?:${portable})`, flags & ~Engine.MULTILINE));
    return Object.freeze({
      source,
      occursIn: (text: string): boolean => anywhere.test(text),
      find: (text: string): string | null => firstIn(anywhere, text),
      matchAtStart: (text: string): string | null => firstIn(atStart(), text),
    });
  } catch (error) {
    throw new SentinelError(
      'INVALID_CONFIG',
      `${where} is not a pattern of the linear-time syntax (RE2): ${JSON.stringify(source)}: ${String(error)}`,
      { cause: error },
    );
  }
}

function firstIn(pattern: RE2JS, text: string): string | null {
  // The yes-or-no test is several times cheaper than a search that notes places.
  if (!pattern.test(text)) return null;
  const matcher = pattern.matcher(text);
  return matcher.find() ? text.slice(matcher.start(), matcher.end()) : null;
}

function re2Flags(
  pattern: RegExp,
  where: string,
  engine: { CASE_INSENSITIVE: number; MULTILINE: number; DOTALL: number },
): number {
  let flags = 0;
  for (const flag of pattern.flags) {
    switch (flag) {
      case 'i':
        flags |= engine.CASE_INSENSITIVE;
        break;
      case 'm':
        flags |= engine.MULTILINE;
        break;
      case 's':
        flags |= engine.DOTALL;
        break;
      case 'u':
      case 'v':
      case 'd':
      case 'g':
        // These say how the text is walked, not what matches.
        break;
      default:
        throw new SentinelError('INVALID_CONFIG', `${where} has the flag ${flag}, which has no meaning here`);
    }
  }
  return flags;
}
