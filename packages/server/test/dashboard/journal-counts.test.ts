import { describe, expect, it } from 'vitest';
import { createJournalCounts } from '../../dashboard/journal-counts.js';
import { createWaitingServer } from './waiting-server.js';

/** Until everything that can go on has. */
const idle = async (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the counts over the journal', () => {
  it('are asked for once for everybody who wants them at the same time, and anew after that', async () => {
    const { api, asked } = createWaitingServer();
    const counts = createJournalCounts(api);
    const both = Promise.all([counts.ask(), counts.ask()]);
    await idle();
    expect(asked.map(({ path }) => path)).toEqual(['audit/stats']);
    asked[0]?.answer({ blocked: 1 });
    expect(await both).toEqual([{ blocked: 1 }, { blocked: 1 }]);

    const later = counts.ask();
    await idle();
    asked[1]?.answer({ blocked: 2 });
    expect(await later).toEqual({ blocked: 2 });
  });

  it('wait for all rows that somebody waits for, also for those that cannot be had', async () => {
    const { api, asked } = createWaitingServer();
    const counts = createJournalCounts(api);
    counts.giveWay(api.get('audit'));
    counts.giveWay(api.get('audit', { text: 'npm' }));
    const counted = counts.ask();
    asked[0]?.fail(new Error('cut off'));
    await idle();
    expect(asked.length).toBe(2);
    asked[1]?.answer([]);
    await idle();
    expect(asked.map(({ path }) => path)).toEqual(['audit', 'audit', 'audit/stats']);
    asked[2]?.answer({ blocked: 0 });
    expect(await counted).toEqual({ blocked: 0 });
  });

  it('can be asked for again when they could not be had', async () => {
    const { api, asked } = createWaitingServer();
    const counts = createJournalCounts(api);
    const first = counts.ask();
    await idle();
    asked[0]?.fail(new Error('busy'));
    await expect(first).rejects.toThrow('busy');
    const again = counts.ask();
    await idle();
    asked[1]?.answer({ blocked: 3 });
    expect(await again).toEqual({ blocked: 3 });
  });
});
