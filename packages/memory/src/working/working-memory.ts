import type { Clock } from '@sentinel-agentos/core';
import { deserialize, serialize } from 'node:v8';
import { parseBoundedText, parseString } from '../input/parse-text.js';
import { CURRENT_SESSION, parseSession } from '../session.js';
import { clipToTokens } from '../text/clip-text.js';
import { estimateTokens } from '../text/estimate-tokens.js';
import { createWorkingSet, type WorkingEntry } from './working-set.js';

/** How long a cached tool result is good for, in milliseconds. */
const CACHE_LIFE_MS = 30_000;

const MAX_NAME_BYTES = 4_096;

/** One message of a conversation. */
export interface WorkingMessage {
  readonly role: string;
  readonly content: string;
  readonly sessionId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** How full the working memory is. */
export interface WorkingStats {
  readonly messages: number;
  readonly cachedResults: number;
  readonly openFiles: number;
  readonly sessions: number;
  readonly tokens: number;
  readonly maxTokens: number;
}

/**
 * What live sessions are about. Kept in memory only, never written to disk. After every write the estimated
 * tokens of everything held, over all sessions, are at most the budget: the oldest entries go first, tasks
 * last.
 */
export interface WorkingMemory {
  /** A content of more than half the budget loses its middle; a note says how much. */
  addMessage(role: string, content: string, sessionId?: string): WorkingMessage;
  /** Oldest first. */
  messages(sessionId?: string): readonly WorkingMessage[];
  /** A task of more than an eighth of the budget loses its middle. */
  setTask(task: string, sessionId?: string): void;
  task(sessionId?: string): string | undefined;
  /**
   * Keeps a copy of a tool's result for 30 seconds. `key` tells calls of one tool apart. False when the
   * result cannot be copied (functions, sockets) or is over half the budget: it is then not kept, nor is an
   * older one under the same key.
   */
  cacheResult(tool: string, result: unknown, options?: CacheKey): boolean;
  /** A copy of the result, or undefined when there is none or its 30 seconds are over. */
  cachedResult(tool: string, options?: CacheKey): unknown;
  openFile(path: string, sessionId?: string): void;
  closeFile(path: string, sessionId?: string): void;
  /** Paths in the order they were last opened, oldest first. */
  openFiles(sessionId?: string): readonly string[];
  /** Forgets a session, and what was written without a session id. */
  clear(sessionId?: string): void;
  stats(): WorkingStats;
}

/** Which cached result of a tool is meant. */
export interface CacheKey {
  readonly key?: string;
  readonly sessionId?: string;
}

/** Makes a working memory. `maxTokens` is a whole number of at least 1. */
export function createWorkingMemory(clock: Clock, maxTokens: number): WorkingMemory {
  const set = createWorkingSet(maxTokens);

  const held = (kind: WorkingEntry['kind'], sessionId: string | undefined): readonly WorkingEntry[] => {
    const session = parseSession(sessionId);
    return set.entries().filter((entry) => entry.kind === kind && entry.sessionId === session);
  };
  const dropExpired = (): void => {
    const now = clock.monotonic();
    set.remove((entry) => entry.kind === 'result' && now - entry.at >= CACHE_LIFE_MS);
  };
  const removeNamed = (kind: WorkingEntry['kind'], name: string, sessionId: string): void => {
    set.remove((entry) => entry.kind === kind && entry.name === name && entry.sessionId === sessionId);
  };

  return {
    addMessage(role, content, sessionId) {
      const name = parseBoundedText(role, 'role', 64);
      const text = clipToTokens(parseString(content, 'content'), Math.floor(maxTokens / 2));
      const message: WorkingMessage = {
        role: name,
        content: text,
        sessionId: parseSession(sessionId),
        at: clock.now(),
      };
      dropExpired();
      const tokens = estimateTokens(text) + estimateTokens(name);
      set.add({
        kind: 'message',
        name,
        sessionId: message.sessionId,
        tokens,
        at: message.at,
        value: message,
      });
      return message;
    },
    messages: (sessionId) => held('message', sessionId).map((entry) => entry.value as WorkingMessage),
    setTask(task, sessionId) {
      const value = clipToTokens(parseString(task, 'task'), Math.ceil(maxTokens / 8));
      const session = parseSession(sessionId);
      removeNamed('task', '', session);
      const tokens = estimateTokens(value);
      if (value !== '') set.add({ kind: 'task', name: '', sessionId: session, tokens, at: 0, value });
    },
    task: (sessionId) => held('task', sessionId)[0]?.value as string | undefined,
    cacheResult(tool, result, options = {}) {
      const name = cacheName(tool, options.key);
      const sessionId = parseSession(options.sessionId);
      dropExpired();
      removeNamed('result', name, sessionId);
      const value = copyOf(result);
      if (value === null) return false;
      const tokens = Math.ceil(value.length / 4) + estimateTokens(name);
      if (tokens > maxTokens / 2) return false;
      set.add({ kind: 'result', name, sessionId, tokens, at: clock.monotonic(), value });
      return true;
    },
    cachedResult(tool, options = {}) {
      const name = cacheName(tool, options.key);
      dropExpired();
      const entry = held('result', options.sessionId).find((one) => one.name === name);
      return entry === undefined ? undefined : (deserialize(entry.value as Buffer) as unknown);
    },
    openFile(path, sessionId) {
      const name = parseBoundedText(path, 'path', MAX_NAME_BYTES);
      const session = parseSession(sessionId);
      removeNamed('file', name, session);
      set.add({ kind: 'file', name, sessionId: session, tokens: estimateTokens(name), at: 0, value: name });
    },
    closeFile(path, sessionId) {
      removeNamed('file', parseBoundedText(path, 'path', MAX_NAME_BYTES), parseSession(sessionId));
    },
    openFiles: (sessionId) => held('file', sessionId).map((entry) => entry.name),
    clear(sessionId) {
      const session = parseSession(sessionId);
      set.remove((entry) => entry.sessionId === session || entry.sessionId === CURRENT_SESSION);
    },
    stats() {
      dropExpired();
      const entries = set.entries();
      const count = (kind: WorkingEntry['kind']): number => entries.filter((one) => one.kind === kind).length;
      return {
        messages: count('message'),
        cachedResults: count('result'),
        openFiles: count('file'),
        sessions: new Set(entries.map((entry) => entry.sessionId)).size,
        tokens: set.tokens(),
        maxTokens,
      };
    },
  };
}

function cacheName(tool: string, key: string | undefined): string {
  const name = parseBoundedText(tool, 'tool', MAX_NAME_BYTES);
  return key === undefined ? name : `${name}\0${parseBoundedText(key, 'key', MAX_NAME_BYTES)}`;
}

/** The structured-clone form of a value; null when it has none. */
function copyOf(value: unknown): Buffer | null {
  try {
    return serialize(value);
  } catch {
    return null;
  }
}
