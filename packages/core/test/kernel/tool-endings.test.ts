import { describe, expect, it, vi } from 'vitest';
import { bench } from './bench-of-ports.js';
import type { ToolFunction } from '../../src/index.js';

const request = { tool: 'ask', params: { question: 'why' } };

describe('a tool', () => {
  const endings: Record<string, [ToolFunction<unknown>, Record<string, unknown>]> = {
    'that throws': [
      () => {
        throw new Error('broken pipe');
      },
      { status: 'failed', error: 'broken pipe', verify: 'FAIL' },
    ],
    'that rejects': [async () => Promise.reject(new Error('later')), { status: 'failed', error: 'later' }],
    'that throws nothing at all': [
      () => {
        // oxlint-disable-next-line no-throw-literal, typescript/only-throw-error -- tools throw anything
        throw undefined;
      },
      { status: 'failed', error: 'undefined' },
    ],
    'that returns undefined': [() => undefined, { status: 'succeeded', result: undefined }],
    'that promises': [async () => 7, { status: 'succeeded', result: 7 }],
    'that never settles': [
      async () => new Promise(() => undefined),
      { status: 'timed-out', error: 'the tool did not finish within 20 ms', verify: 'FAIL' },
    ],
  };
  it.each(Object.entries(endings))('%s gets a receipt that says so', async (_, [tool, expected]) => {
    const calls = vi.fn(tool);
    const { kernel } = bench({}, { timeoutMs: 20 });
    expect(await kernel.execute(request, calls)).toMatchObject({
      allowed: true,
      blocked: false,
      ...expected,
    });
    expect(calls).toHaveBeenCalledTimes(1);
  });

  it('is told by its signal when time is up', async () => {
    const { kernel } = bench();
    let signal: AbortSignal | undefined;
    const receipt = await kernel.execute(
      request,
      async (context) => {
        signal = context.signal;
        return new Promise(() => undefined);
      },
      { timeoutMs: 10 },
    );
    expect(receipt.status).toBe('timed-out');
    expect(signal?.aborted).toBe(true);
  });

  it('may throw after its time is up without harm', async () => {
    const { kernel } = bench();
    const receipt = await kernel.execute(
      request,
      async ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(new Error('stopped')));
        }),
      { timeoutMs: 10 },
    );
    expect(receipt.status).toBe('timed-out');
    await new Promise((resolve) => setTimeout(resolve, 5));
  });

  it('is not called when the caller aborted before', async () => {
    const tool = vi.fn();
    const { kernel } = bench();
    const receipt = await kernel.execute(request, tool, { signal: AbortSignal.abort('changed my mind') });
    expect(receipt).toMatchObject({ status: 'aborted', error: 'aborted: changed my mind' });
    expect(tool).not.toHaveBeenCalled();
  });

  it('is left when the caller aborts meanwhile', async () => {
    const controller = new AbortController();
    const { kernel, journal } = bench();
    const receipt = await kernel.execute(
      request,
      async () => {
        controller.abort(new Error('enough'));
        return new Promise(() => undefined);
      },
      { signal: controller.signal },
    );
    expect(receipt).toMatchObject({ status: 'aborted', error: 'aborted: enough' });
    expect(journal.records.at(-1)).toMatchObject({ status: 'aborted' });
  });

  it('that ends in time leaves no listener on the caller’s signal', async () => {
    const { signal } = new AbortController();
    const remove = vi.spyOn(signal, 'removeEventListener');
    const { kernel } = bench();
    await kernel.execute(request, () => 1, { signal });
    expect(remove).toHaveBeenCalledTimes(1);
  });
});
