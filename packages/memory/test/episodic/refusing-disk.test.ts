import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMemory } from '../../src/memory.js';
import { startChild } from '../child-process.js';
import { temporaryFolder } from '../temporary-folder.js';

describe('a disk that refuses', () => {
  const limited = (blocks: number): readonly string[] => [
    '/bin/sh',
    '-c',
    `trap '' XFSZ; ulimit -f ${blocks}; exec "$@"`,
    'sh',
  ];

  it('answers STATE_UNAVAILABLE when it is full, and what was acknowledged is there', async () => {
    const dir = temporaryFolder();
    const { lines, errors } = await startChild('write-until-full', [dir, 'event'], { prefix: limited(64) })
      .ended;
    expect(errors).toBe('');
    const [code, acknowledged] = lines[0]?.split(' ') ?? [];
    expect(code).toBe('STATE_UNAVAILABLE');
    expect(Number(acknowledged)).toBeGreaterThan(10);
    const memory = createMemory({ dir });
    expect(memory.episodic.recent({ limit: 10_000 })).toHaveLength(Number(acknowledged));
    memory.episodic.record('note', 'there is room again');
    expect(createMemory({ dir }).episodic.recent()[0]?.text).toBe('there is room again');
  });

  it('loses nothing when there is no room to compact', async () => {
    const dir = temporaryFolder();
    const memory = createMemory({ dir, maxEpisodicSizeKb: 24 });
    const count = (): number => {
      const { events, byLevel, dropped } = memory.episodic.stats();
      return events + byLevel.forgotten + dropped;
    };
    for (let index = 0; index < 200; index += 1) memory.episodic.record('note', `event ${index}`);
    const { lines, errors } = await startChild('write-until-full', [dir, 'event', '24'], {
      prefix: limited(32),
    }).ended;
    expect(errors).toBe('');
    const [code, acknowledged] = lines[0]?.split(' ') ?? [];
    expect(code).toBe('STATE_UNAVAILABLE');
    expect(count()).toBe(200 + Number(acknowledged));
    memory.episodic.record('note', 'there is room again');
    expect(count()).toBe(201 + Number(acknowledged));
    expect(createMemory({ dir, maxEpisodicSizeKb: 24 }).problems).toEqual([]);
  });

  it('answers STATE_UNAVAILABLE when the folder may be read and not written', async () => {
    const dir = temporaryFolder();
    const memory = createMemory({ dir: join(dir, 'memory') });
    memory.episodic.record('note', 'readable');
    const result = await startChild('read-only-memory', [join(dir, 'memory')]).ended;
    expect([result.code, result.errors]).toEqual([0, '']);
    expect(result.lines).toEqual(['readable', 'STATE_UNAVAILABLE', 'STATE_UNAVAILABLE', 'readable']);
  });

  it('answers STATE_UNAVAILABLE when the folder cannot be made', () => {
    const memory = createMemory({ dir: '/proc/sentinel-memory' });
    const unavailable: unknown = expect.objectContaining({ code: 'STATE_UNAVAILABLE' });
    expect(() => memory.episodic.record('note', 'x')).toThrow(unavailable);
    expect(() => memory.semantic.setPreference('x', 1)).toThrow(unavailable);
    expect(memory.injectContext()).toContain('Nothing remembered yet');
  });
});
