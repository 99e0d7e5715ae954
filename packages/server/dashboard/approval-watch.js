/** @typedef {import('./wire.js').WaitingApproval} WaitingApproval */

/**
 * The calls that wait for a person.
 *
 * @typedef {object} ApprovalWatch
 * @property {() => readonly WaitingApproval[]} waiting
 * @property {() => unknown} problem why they could not be asked for the last time; null when they could
 * @property {(listener: (added: readonly WaitingApproval[]) => void) => () => void} onChange returns what ends the listening
 * @property {() => void} refresh
 * @property {() => void} stop
 */

const EVERY_MS = 5000;
const AFTER_FAILURE_MS = 1000;

/**
 * Asks for them when an event says that they changed, when the stream of events opens again, and every few seconds:
 * nobody shall wait in vain because one question or one event was lost.
 *
 * @param {import('./wire.js').Api} api
 * @param {import('./event-feed.js').EventFeed} feed
 * @returns {ApprovalWatch}
 */
export function createApprovalWatch(api, feed) {
  /** @type {readonly WaitingApproval[]} */
  let waiting = [];
  /** @type {unknown} */
  let problem = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let isAsking = false;
  let isStale = false;
  let isStopped = false;
  /** @type {Set<(added: readonly WaitingApproval[]) => void>} */
  const listeners = new Set();

  async function ask() {
    const known = new Set(waiting.map(({ id }) => id));
    try {
      waiting = await api.get('approvals', { state: 'pending' });
      problem = null;
    } catch (error) {
      problem = error;
    }
    const added = waiting.filter(({ id }) => !known.has(id));
    for (const listener of listeners) listener(added);
  }

  async function refresh() {
    if (isStopped) return;
    isStale = isAsking;
    if (isAsking) return;
    isAsking = true;
    clearTimeout(timer);
    await ask();
    isAsking = false;
    if (isStale) {
      await refresh();
      return;
    }
    timer = setTimeout(() => void refresh(), problem === null ? EVERY_MS : AFTER_FAILURE_MS);
  }

  const ends = [
    feed.onEvent(({ event }) => {
      if (event === 'approval' || event === 'reset') void refresh();
    }),
    feed.onState((state) => {
      if (state === 'open') void refresh();
    }),
  ];
  void refresh();
  return {
    waiting: () => waiting,
    problem: () => problem,
    onChange: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    refresh: () => void refresh(),
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
      for (const end of ends) end();
    },
  };
}
