import { describe, expect, expectTypeOf, it, vi } from 'vitest';
import { bench, WritingGuard } from './kernel/bench-of-ports.js';
import { InMemoryJournal, sampleDecision, ScriptedGuard } from '../src/testing/index.js';
import { SentinelError, ToolCallError, wrapTools } from '../src/index.js';

async function thrownBy(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.unreachable('it should have been refused'),
    (error: unknown) => error,
  );
}

describe('wrapTools', () => {
  it('keeps the types of the tools', async () => {
    const { kernel } = bench();
    const tools = wrapTools(kernel, {
      add: ({ a, b }: { a: number; b: number }) => a + b,
      fetch: async (url: string, retries?: number) => ({ url, retries }),
      lookup: { description: 'looks up', execute: async ({ id }: { id: string }) => id.length },
      schema: { description: 'runs on the provider’s side' },
    });
    expectTypeOf(tools.add).toEqualTypeOf<(input: { a: number; b: number }) => Promise<number>>();
    expectTypeOf(tools.fetch).toEqualTypeOf<
      (url: string, retries?: number) => Promise<{ url: string; retries: number | undefined }>
    >();
    expectTypeOf(tools.lookup.execute).toEqualTypeOf<(input: { id: string }) => Promise<number>>();
    expectTypeOf(tools.lookup.description).toEqualTypeOf<string>();
    expect(await tools.add({ a: 1, b: 2 })).toBe(3);
    expect(await tools.fetch('http://localhost', 3)).toEqual({ url: 'http://localhost', retries: 3 });
    expect(await tools.lookup.execute({ id: 'abc' })).toBe(3);
    expect(tools.schema).toEqual({ description: 'runs on the provider’s side' });
  });

  it('keeps `this` of tools that are objects', async () => {
    const tool = {
      prefix: '> ',
      execute(this: { prefix: string }, { text }: { text: string }) {
        return this.prefix + text;
      },
    };
    expect(await wrapTools(bench().kernel, { tool }).tool.execute({ text: 'hi' })).toBe('> hi');
  });

  it('judges arguments by position, and leaves the framework’s own alone', async () => {
    const { kernel, journal } = bench();
    const say = (text: string, times?: number, context?: object): string =>
      `${text} ${times} ${typeof context}`;
    const tools = wrapTools(kernel, { say });
    await tools.say('hello');
    expect(await tools.say('hello', 2, new AbortController())).toBe('hello 2 object');
    expect(journal.records.filter(({ kind }) => kind === 'intent')).toMatchObject([
      { tool: 'say', params: { input: 'hello' } },
      { tool: 'say', params: { input: 'hello', args: [2] } },
    ]);
  });

  it('keeps `this` of the record', async () => {
    const tools = wrapTools(bench().kernel, {
      prefix: '> ',
      say(this: { prefix: string }, { text }: { text: string }) {
        return this.prefix + text;
      },
    });
    expect(await tools.say({ text: 'hi' })).toBe('> hi');
  });

  it('refuses what it would have to let through unguarded', () => {
    const { kernel } = bench();
    class Tools {
      exec(): string {
        return 'ran';
      }
    }
    expect(() => wrapTools(kernel, new Tools())).toThrow(/plain record/);
    expect(() => wrapTools(kernel, { exec: { invoke: () => 'ran' } })).toThrow(/tools\.exec/);
    expect(wrapTools(kernel, Object.assign(Object.create(null) as object, { a: 1 }))).toEqual({ a: 1 });
  });

  it('rejects a denied call with the receipt, and does not call the tool', async () => {
    const deny = vi.fn();
    const error = await thrownBy(wrapTools(bench().kernel, { deny }).deny({}));
    expect(deny).not.toHaveBeenCalled();
    expect(error).toBeInstanceOf(ToolCallError);
    expect(error).toMatchObject({ code: 'DENIED', message: 'sample deny', receipt: { status: 'denied' } });
  });

  it('tells the agent what it could do instead, where the guard knows', async () => {
    const safer = { en: 'use a branch', zh: '请使用分支' };
    const guard = Object.assign(new ScriptedGuard(), { inspect: () => sampleDecision('deny', { safer }) });
    const { kernel } = bench({ guard });
    expect(await thrownBy(wrapTools(kernel, { act: vi.fn() }).act())).toMatchObject({
      message: 'sample deny (use a branch)',
    });
  });

  it('rejects a call without approval', async () => {
    const error = await thrownBy(wrapTools(bench().kernel, { confirm: vi.fn() }).confirm({}));
    expect(SentinelError.is(error, 'NOT_APPROVED')).toBe(true);
  });

  it('rejects with what the tool threw', async () => {
    const thrown = new TypeError('of its own');
    const tools = wrapTools(bench().kernel, {
      fail: () => {
        throw thrown;
      },
    });
    expect(await thrownBy(tools.fail())).toBe(thrown);
  });

  it('rejects a claim that does not hold, and says that it was undone', async () => {
    const { kernel, snapshotter } = bench({ guard: new WritingGuard(5) });
    const tools = wrapTools(kernel, {
      write: ({ path }: { path: string }) => snapshotter.files.set(path, 'x') && 'lie',
      say: () => 'lie',
    });
    expect(await thrownBy(tools.write({ path: '/workspace/a' }))).toMatchObject({
      code: 'NOT_VERIFIED',
      message: 'it did not hold (rolled back: complete)',
    });
    expect(await thrownBy(tools.say())).toMatchObject({ message: 'it did not hold' });
  });

  it('rejects when time is up, the caller aborts or nothing could be recorded', async () => {
    const hang = async () => new Promise(() => undefined);
    const { kernel } = bench();
    expect(await thrownBy(wrapTools(kernel, { hang }, { timeoutMs: 5 }).hang())).toMatchObject({
      code: 'TIMED_OUT',
    });
    const signal = AbortSignal.abort('stop');
    expect(await thrownBy(wrapTools(kernel, { hang }, { signal }).hang())).toMatchObject({ code: 'ABORTED' });
    const journal = Object.assign(new InMemoryJournal(), {
      append: async () => Promise.reject(new Error('full')),
    });
    expect(await thrownBy(wrapTools(bench({ journal }).kernel, { hang }).hang())).toMatchObject({
      code: 'JOURNAL_FAILED',
    });
  });

  it('rejects a call that a kernel of somebody else could not start and does not say why', async () => {
    const receipt = { status: 'faulted', reason: 'no idea', faults: [{ code: 'OBSERVER_FAILED' }] };
    const kernel = { execute: async () => receipt as never };
    expect(await thrownBy(wrapTools(kernel, { act: () => 1 }).act())).toMatchObject({
      code: 'STATE_UNAVAILABLE',
    });
  });

  it('resolves with the plan of a dry run', async () => {
    const executor = { execute: async () => ({ kind: 'planned', plan: 'nothing' }) as const };
    expect(await wrapTools(bench({ executor }).kernel, { act: () => 'done' }).act()).toBe('nothing');
  });
});
