import { invalidArgument } from '../input/invalid-argument.js';
import { parseBoundedText } from '../input/parse-text.js';

/**
 * What is to be forgotten: one item or event, everything that came from a source (an event, a file, a page), or
 * everything of a session. Exactly one of them.
 */
export type ForgetTarget =
  { readonly id: string } | { readonly source: string } | { readonly session: string };

/** How much was forgotten. What keeps other sources only loses this one and is not counted. */
export interface ForgetReport {
  readonly events: number;
  readonly items: number;
}

/** A target, parsed: which of the three it is, and its text. */
export interface ParsedTarget {
  readonly by: 'id' | 'source' | 'session';
  readonly value: string;
}

const WAYS = ['id', 'source', 'session'] as const;
const TARGET_BYTES = 512;

/** Parses what is to be forgotten. Throws `INVALID_ARGUMENT` unless exactly one of the three is given. */
export function parseForgetTarget(target: unknown): ParsedTarget {
  if (typeof target !== 'object' || target === null) {
    throw invalidArgument('target', 'an object with id, source or session', target);
  }
  const given = target as { readonly [key: string]: unknown };
  const [by, another] = WAYS.filter((way) => Object.hasOwn(given, way) && given[way] !== undefined);
  if (by === undefined || another !== undefined) {
    throw invalidArgument('target', 'an object with exactly one of id, source and session', target);
  }
  return { by, value: parseBoundedText(given[by], by, TARGET_BYTES) };
}
