import { describe, expect, it } from 'vitest';
import { createAuditPages } from '../../dashboard/audit-pages.js';
import { createWaitingServer } from './waiting-server.js';

const entries = (from: number, count: number): readonly { seq: number }[] =>
  Array.from({ length: count }, (_, index) => ({ seq: from - index }));

describe('the pages of a search', () => {
  it('begin small, go on before the last entry, and end with a page that is not full', async () => {
    const { api, asked } = createWaitingServer();
    const pages = createAuditPages(api, { toolName: 'exec' });
    const first = pages.more();
    expect(asked[0]?.query).toEqual({ toolName: 'exec', before: undefined, limit: 100 });
    asked[0]?.answer(entries(5000, 100));
    expect(await first).toBe(true);
    expect([pages.rows().length, pages.isWhole()]).toEqual([100, false]);

    const second = pages.more();
    expect(asked[1]?.query).toEqual({ toolName: 'exec', before: 4901, limit: 1000 });
    asked[1]?.answer(entries(4900, 7));
    await second;
    expect([pages.rows().length, pages.isWhole()]).toEqual([107, true]);
    expect(await pages.more()).toBe(false);
    expect(asked.length).toBe(2);
  });

  it('are asked for once at a time, and again after a failure', async () => {
    const { api, asked } = createWaitingServer();
    const pages = createAuditPages(api, {});
    const first = pages.more();
    expect(await pages.more()).toBe(false);
    asked[0]?.fail(new Error('cut off'));
    await expect(first).rejects.toThrow('cut off');
    const again = pages.more();
    asked[1]?.answer([]);
    expect(await again).toBe(true);
    expect([pages.rows(), pages.isWhole()]).toEqual([[], true]);
  });
});
