import { createSecretScanner } from '@sentinel-agentos/detect';
import { createCleanTexts } from './clean-texts.js';
import { MASK } from '@sentinel-agentos/core';
import type { DetectorOptions } from '@sentinel-agentos/detect';

/** A value without its credentials. */
export interface Redacted<T> {
  /** The value itself where nothing was found in it. */
  readonly value: T;
  /** What was found, as rules such as `secret.github-token`, each once; empty when nothing was. */
  readonly rules: readonly string[];
}

/** Takes credentials out of what is about to be shown, kept or sent. */
export interface Redactor {
  readonly redact: <T>(value: T) => Redacted<T>;
}

/** Said of a text that the scanner could not read to its end: nothing of it is shown. */
const UNREAD = 'detect.incomplete';
/** Deeper than this no honest result goes: what is there is left out. */
const DEEPEST = 64;

/** Names of members, words of a protocol and short answers, which come with every call. */
const LONGEST_KNOWN = 32;

/** A redactor over the scanner that looks through every call. */
export function createRedactor(options: DetectorOptions | false): Redactor {
  if (options === false) return { redact: (value) => ({ value, rules: [] }) };
  const scanner = createSecretScanner(options.secrets ?? {});
  const clean = createCleanTexts(LONGEST_KNOWN);

  function text(given: string, rules: Set<string>): string {
    if (clean.has(given)) return given;
    const { detections, incomplete } = scanner.scan(given);
    if (incomplete) {
      rules.add(UNREAD);
      return MASK;
    }
    if (detections.length === 0) clean.add(given);
    for (const { rule } of detections) rules.add(rule);
    return detections.length === 0 ? given : maskSpans(given, detections, MASK);
  }

  function within(value: unknown, rules: Set<string>, depth: number): unknown {
    if (typeof value === 'string') return text(value, rules);
    if (typeof value !== 'object' || value === null) return value;
    const isList = Array.isArray(value);
    if (!isList && !isPlain(value)) return value;
    if (depth > DEEPEST) {
      rules.add(UNREAD);
      return MASK;
    }
    const before = rules.size;
    const members = Object.entries(value).map(
      ([name, member]) => [text(name, rules), within(member, rules, depth + 1)] as const,
    );
    const unchanged =
      rules.size === before &&
      Object.values(value).every((member, index) => Object.is(member, members[index]?.[1]));
    if (unchanged) return value;
    return isList ? members.map(([, member]) => member) : Object.fromEntries(members);
  }

  return {
    redact<T>(value: T): Redacted<T> {
      const rules = new Set<string>();
      // Only texts inside change, and they stay texts.
      return { value: within(value, rules, 0) as T, rules: [...rules] };
    },
  };
}

/** The text with each span, in the order of their starts, replaced by a mask. */
export function maskSpans(
  text: string,
  spans: readonly { readonly start: number; readonly end: number }[],
  mask: string,
): string {
  let kept = '';
  let next = 0;
  for (const { start, end } of spans) {
    if (end <= next) continue;
    if (start >= next) kept += text.slice(next, start) + mask;
    next = end;
  }
  return kept + text.slice(next);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
