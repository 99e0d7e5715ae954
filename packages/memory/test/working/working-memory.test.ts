import { SteppingClock } from '@sentinel-agentos/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateTokens } from '../../src/text/estimate-tokens.js';
import { createWorkingMemory } from '../../src/working/working-memory.js';

const invalid: unknown = expect.objectContaining({ code: 'INVALID_ARGUMENT' });

describe('working memory', () => {
  it('[S2-79] holds messages, a task, tool results, open files and a token budget', () => {
    const clock = new SteppingClock();
    const working = createWorkingMemory(clock, 1_000);
    working.addMessage('user', 'Please fix the build');
    working.addMessage('assistant', 'On it');
    working.setTask('Fix the build');
    expect(working.cacheResult('read_file', { text: 'x' })).toBe(true);
    working.openFile('a.ts');
    working.openFile('b.ts');
    working.openFile('a.ts');
    expect(working.messages().map(({ role, content }) => [role, content])).toEqual([
      ['user', 'Please fix the build'],
      ['assistant', 'On it'],
    ]);
    expect(working.task()).toBe('Fix the build');
    expect(working.cachedResult('read_file')).toEqual({ text: 'x' });
    expect(working.openFiles()).toEqual(['b.ts', 'a.ts']);
    working.closeFile('b.ts');
    expect(working.openFiles()).toEqual(['a.ts']);
    const stats = working.stats();
    expect(stats).toMatchObject({
      messages: 2,
      cachedResults: 1,
      openFiles: 1,
      sessions: 1,
      maxTokens: 1_000,
    });
    expect(stats.tokens).toBeGreaterThan(0);
  });

  it('[S2-79] lets the oldest go when the budget is full, and the task last', () => {
    const working = createWorkingMemory(new SteppingClock(), 100);
    working.setTask('the task');
    for (let index = 0; index < 50; index += 1) working.addMessage('user', `message number ${index}`);
    const kept = working.messages().map((message) => message.content);
    expect(kept.at(-1)).toBe('message number 49');
    expect(kept.length).toBeGreaterThan(5);
    expect(kept).toEqual(
      Array.from({ length: kept.length }, (_, i) => `message number ${50 - kept.length + i}`),
    );
    expect(working.task()).toBe('the task');
    expect(working.stats().tokens).toBeLessThanOrEqual(100);
  });

  it('gives a cached result for 30 seconds and no longer, whatever the wall clock does', () => {
    let monotonic = 0;
    let now = 5_000_000;
    const working = createWorkingMemory({ now: () => now, monotonic: () => monotonic }, 1_000);
    working.cacheResult('status', 'clean', { key: 'a' });
    monotonic = 29_999;
    now = 0;
    expect(working.cachedResult('status', { key: 'a' })).toBe('clean');
    expect(working.cachedResult('status')).toBeUndefined();
    monotonic = 30_000;
    expect(working.cachedResult('status', { key: 'a' })).toBeUndefined();
    expect(working.stats().cachedResults).toBe(0);
  });

  it('hands out copies of a cached result, so that nobody can change it', () => {
    const working = createWorkingMemory(new SteppingClock(), 1_000);
    const result = { list: [1] };
    working.cacheResult('tool', result);
    result.list.push(2);
    (working.cachedResult('tool') as { list: number[] }).list.push(3);
    expect(working.cachedResult('tool')).toEqual({ list: [1] });
  });

  it('does not keep what it cannot copy or what is over half the budget, nor the older result', () => {
    const working = createWorkingMemory(new SteppingClock(), 1_000);
    working.cacheResult('tool', 'old');
    expect(working.cacheResult('tool', { run: () => 1 })).toBe(false);
    expect(working.cachedResult('tool')).toBeUndefined();
    working.cacheResult('tool', 'old');
    expect(working.cacheResult('tool', 'x'.repeat(5_000))).toBe(false);
    expect(working.cachedResult('tool')).toBeUndefined();
  });

  it('keeps beginning and end of a message of a megabyte and says how much is missing', () => {
    const working = createWorkingMemory(new SteppingClock(), 50_000);
    const { content } = working.addMessage('tool', `first ${'m'.repeat(1_000_000)} last`);
    expect(content).toMatch(/^first m+\n… \[\d+ characters left out\] …\nm+ last$/u);
    const left = Number(/\[(\d+) characters/u.exec(content)?.[1]);
    const note = content.length - content.replace(/\n… .* …\n/u, '').length;
    expect(content.length - note + left).toBe(1_000_011);
    expect(working.stats().tokens).toBeLessThanOrEqual(25_010);
  });

  it('clears a task that is set to nothing', () => {
    const working = createWorkingMemory(new SteppingClock(), 1_000);
    working.setTask('one');
    working.setTask('two');
    expect(working.task()).toBe('two');
    working.setTask('');
    expect(working.task()).toBeUndefined();
  });

  it('refuses what is not text', () => {
    const working = createWorkingMemory(new SteppingClock(), 1_000);
    expect(() => working.addMessage('', 'x')).toThrow(invalid);
    expect(() => working.addMessage('user', 7 as never)).toThrow(invalid);
    expect(() => working.addMessage('r'.repeat(65), 'x')).toThrow(invalid);
    expect(() => working.setTask(null as never)).toThrow(invalid);
    expect(() => working.cacheResult(undefined as never, 1)).toThrow(invalid);
    expect(() => working.openFile(' ')).toThrow(invalid);
    expect(() => working.addMessage('user', 'x', 's'.repeat(600))).toThrow(invalid);
    expect(working.stats().tokens).toBe(0);
  });

  it('never holds more than its budget, whatever is written', () => {
    const text = fc.string({ unit: 'binary', maxLength: 300 });
    const write = fc.oneof(
      fc.tuple(fc.constant('message' as const), text),
      fc.tuple(fc.constant('task' as const), text),
      fc.tuple(fc.constant('result' as const), text),
      fc.tuple(fc.constant('file' as const), text),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.array(fc.tuple(write, fc.nat(3)), { maxLength: 40 }),
        (budget, writes) => {
          const working = createWorkingMemory(new SteppingClock(), budget);
          for (const [[kind, value], session] of writes) {
            const id = `s${session}`;
            if (kind === 'message') working.addMessage('user', value, id);
            else if (kind === 'task') working.setTask(value, id);
            else if (kind === 'result') working.cacheResult('tool', value, { sessionId: id });
            else if (value.trim() !== '') working.openFile(value, id);
            expect(working.stats().tokens).toBeLessThanOrEqual(budget);
          }
          const sum = [0, 1, 2, 3]
            .flatMap((session) => working.messages(`s${session}`))
            .reduce((all, message) => all + estimateTokens(message.content), 0);
          expect(sum).toBeLessThanOrEqual(budget);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('gives back any cached string as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const working = createWorkingMemory(new SteppingClock(), 100_000);
        working.cacheResult('tool', value);
        expect(working.cachedResult('tool')).toBe(value);
      }),
    );
  });
});
