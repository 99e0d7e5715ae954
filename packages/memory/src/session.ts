import { parseBoundedText } from './input/parse-text.js';

/** The session that writes without a session id belong to. Its working memory ends when any session ends. */
export const CURRENT_SESSION = 'current';

const MAX_SESSION_BYTES = 512;

/** A session id; absent means the current session. */
export function parseSession(value: unknown): string {
  return value === undefined ? CURRENT_SESSION : parseBoundedText(value, 'sessionId', MAX_SESSION_BYTES);
}
