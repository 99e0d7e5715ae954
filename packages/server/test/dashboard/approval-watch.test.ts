import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApprovalWatch } from '../../dashboard/approval-watch.js';
import { createWaitingServer } from './waiting-server.js';
import type { FeedEvent } from '../../dashboard/wire.js';

type Feed = Parameters<typeof createApprovalWatch>[1];

/** A stream of events that a test speaks through. */
function createFeed(): {
  readonly feed: Feed;
  readonly say: (event: string) => void;
  readonly open: () => void;
} {
  const listeners: ((event: FeedEvent) => void)[] = [];
  const states: ((state: 'open') => void)[] = [];
  const feed: Feed = {
    state: () => 'open',
    recent: () => [],
    stop: () => undefined,
    onEvent: (listener) => {
      listeners.push(listener);
      return () => undefined;
    },
    onState: (listener) => {
      states.push(listener);
      return () => undefined;
    },
  };
  return {
    feed,
    say: (event) => listeners.forEach((listener) => listener({ id: null, event, data: {} })),
    open: () => states.forEach((listener) => listener('open')),
  };
}

describe('the watch over approvals', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('shows one that waits although it could not be asked for the first time', async () => {
    const { api, asked } = createWaitingServer();
    const { feed } = createFeed();
    const watch = createApprovalWatch(api, feed);
    asked[0]?.fail(new Error('cut off'));
    await vi.advanceTimersByTimeAsync(0);
    expect(watch.problem()).toBeInstanceOf(Error);
    await vi.advanceTimersByTimeAsync(1000);
    asked[1]?.answer([{ id: 'a' }]);
    await vi.advanceTimersByTimeAsync(0);
    expect(watch.waiting()).toEqual([{ id: 'a' }]);
    expect(watch.problem()).toBeNull();
    watch.stop();
  });

  it('keeps what it knows while the server cannot be asked', async () => {
    const { api, asked } = createWaitingServer();
    const { feed, say } = createFeed();
    const watch = createApprovalWatch(api, feed);
    asked[0]?.answer([{ id: 'a' }]);
    await vi.advanceTimersByTimeAsync(0);
    say('approval');
    asked[1]?.fail(new Error('cut off'));
    await vi.advanceTimersByTimeAsync(0);
    expect(watch.waiting()).toEqual([{ id: 'a' }]);
    watch.stop();
  });

  it('asks again after an answer when something changed meanwhile', async () => {
    const { api, asked } = createWaitingServer();
    const { feed, say, open } = createFeed();
    const watch = createApprovalWatch(api, feed);
    const added: (readonly { id: string }[])[] = [];
    watch.onChange((each) => added.push(each));
    say('approval');
    open();
    expect(asked.length).toBe(1);
    asked[0]?.answer([]);
    await vi.advanceTimersByTimeAsync(0);
    expect(asked.length).toBe(2);
    asked[1]?.answer([{ id: 'a' }]);
    await vi.advanceTimersByTimeAsync(0);
    expect(added).toEqual([[], [{ id: 'a' }]]);
    watch.stop();
  });

  it('asks every few seconds without any event, and no more when it is stopped', async () => {
    const { api, asked } = createWaitingServer();
    const { feed, say } = createFeed();
    const watch = createApprovalWatch(api, feed);
    asked[0]?.answer([]);
    await vi.advanceTimersByTimeAsync(5000);
    expect(asked.length).toBe(2);
    say('decision');
    asked[1]?.answer([]);
    watch.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked.length).toBe(2);
  });
});
