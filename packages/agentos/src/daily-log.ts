import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SentinelError } from '@sentinel-agentos/core';
import { wellFormed } from './well-formed.js';

/** What a day's log says of a session. */
export interface EndedSession {
  readonly sessionId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly calls: number;
  readonly blocked: number;
  /** 0–100; null when there is none. */
  readonly score: number | null;
}

const LONGEST_ID = 120;

/**
 * Adds a session to the log of the day (UTC), `<folder>/YYYY-MM-DD.md`, one line a session. A session that ends more
 * than once in a day is logged once.
 *
 * @throws SentinelError `STATE_UNAVAILABLE` when the log cannot be written.
 */
export function logSessionEnd(folder: string, session: EndedSession): void {
  const [day = '', time = ''] = new Date(session.at).toISOString().split(/[T.]/u);
  const path = join(folder, `${day}.md`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const log = contentOf(path);
    const name = `\`${nameOf(session.sessionId)}\``;
    if (log.split('\n').some((line) => line.split(' · ')[1] === name)) return;
    const { calls, blocked, score } = session;
    const quality = score === null ? '' : ` · quality ${score}`;
    const line = `- ${time}Z · ${name} · ${calls} calls, ${blocked} blocked${quality}\n`;
    appendFileSync(path, log === '' ? `# ${day}\n\n${line}` : line, { mode: 0o600 });
  } catch (error) {
    throw new SentinelError('STATE_UNAVAILABLE', `the day's log cannot be written: ${path}`, {
      cause: error,
    });
  }
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

/** One line's worth of a name that can be anything, told apart where it was cut. */
function nameOf(sessionId: string): string {
  const shown = wellFormed(sessionId).replace(/[\p{Cc}\p{Zl}\p{Zp}`·]/gu, '�');
  return shown.length > LONGEST_ID ? `${shown.slice(0, LONGEST_ID)}…` : shown;
}
