import { createSseParser } from './sse-parser.js';

/** @typedef {'connecting' | 'open' | 'waiting'} FeedState */
/** @typedef {import('./wire.js').FeedEvent} FeedEvent */

/**
 * What happens on the server, as it happens.
 *
 * @typedef {object} EventFeed
 * @property {() => FeedState} state
 * @property {(listener: (event: FeedEvent) => void) => () => void} onEvent returns what ends the listening
 * @property {(listener: (state: FeedState) => void) => () => void} onState
 * @property {() => readonly FeedEvent[]} recent the last events, oldest first
 * @property {() => void} stop
 */

const KEPT = 500;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/**
 * Streams `/events` by `fetch`, which an `EventSource` could not: it sends no token. When the stream breaks it is
 * opened again after a growing pause, from the last event that came.
 *
 * @param {import('./wire.js').Api} api
 * @returns {EventFeed}
 */
export function createEventFeed(api) {
  const end = new AbortController();
  /** @type {Set<(event: FeedEvent) => void>} */
  const eventListeners = new Set();
  /** @type {Set<(state: FeedState) => void>} */
  const stateListeners = new Set();
  /** @type {FeedEvent[]} */
  let recent = [];
  /** @type {FeedState} */
  let state = 'connecting';
  /** @type {string | null} */
  let lastId = null;
  let waitMs = FIRST_WAIT_MS;

  /** @param {FeedState} next */
  function become(next) {
    if (next === state) return;
    state = next;
    for (const listener of stateListeners) listener(next);
  }

  /** @param {import('./sse-parser.js').StreamEvent} event */
  function take({ id, event, data }) {
    lastId = id ?? lastId;
    const taken = { id, event, data: objectOf(data) };
    recent = [...recent.slice(1 - KEPT), taken];
    for (const listener of eventListeners) listener(taken);
  }

  async function once() {
    /** @type {Record<string, string>} */
    const headers = { accept: 'text/event-stream' };
    if (lastId !== null) headers['last-event-id'] = lastId;
    const response = await api.stream('events', headers, end.signal);
    become('open');
    waitMs = FIRST_WAIT_MS;
    const parse = createSseParser();
    const decoder = new TextDecoder();
    const reader = response.body?.getReader();
    for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
      for (const event of parse(decoder.decode(part.value, { stream: true }))) take(event);
    }
  }

  async function follow() {
    while (!end.signal.aborted) {
      await once().catch(() => undefined);
      if (end.signal.aborted) return;
      become('waiting');
      await pause(waitMs, end.signal);
      waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
    }
  }

  void follow();
  return {
    state: () => state,
    onEvent: (listener) => listening(eventListeners, listener),
    onState: (listener) => listening(stateListeners, listener),
    recent: () => recent,
    stop: () => end.abort(),
  };
}

/**
 * @template T
 * @param {Set<T>} listeners
 * @param {T} listener
 * @returns {() => void}
 */
function listening(listeners, listener) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/**
 * @param {string} data
 * @returns {Readonly<Record<string, unknown>>}
 */
function objectOf(data) {
  try {
    /** @type {unknown} */
    const value = JSON.parse(data);
    return typeof value === 'object' && value !== null ? { ...value } : { value };
  } catch {
    return { value: data };
  }
}

/**
 * @param {number} ms
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
async function pause(ms, signal) {
  await new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve(undefined);
    });
  });
}
