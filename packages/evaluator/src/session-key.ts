import { createHash } from 'node:crypto';
import { SentinelError } from '@sentinel-agentos/core';

const LONGEST = 200;
/** What is kept of the beginning of a giant one. */
const HEAD = 180;
const PAIR = /^[\ud800-\udbff][\udc00-\udfff]$/;

/**
 * The name a session is kept under: its id, or a prefix and digest of a giant one.
 *
 * @throws SentinelError `INVALID_ARGUMENT` when the id is not a non-empty text.
 */
export function sessionKey(sessionId: unknown): string {
  if (typeof sessionId !== 'string' || sessionId === '') {
    throw new SentinelError(
      'INVALID_ARGUMENT',
      `sessionId must be a non-empty text, got ${describe(sessionId)}.`,
    );
  }
  return boundedName(sessionId);
}

/** A name of bounded length that still tells giant ones apart. */
export function boundedName(name: string): string {
  if (name.length <= LONGEST) return name;
  // Two halves of a character stay together: what is written as UTF-8 then is the same name.
  const cut = PAIR.test(name.slice(HEAD - 1, HEAD + 1)) ? HEAD - 1 : HEAD;
  return `${name.slice(0, cut)}#${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;
}

function describe(value: unknown): string {
  return value === '' ? 'an empty one' : `${typeof value} ${String(value).slice(0, 80)}`;
}
