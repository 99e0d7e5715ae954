import fc from 'fast-check';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMemory, type MemoryOptions } from '../../src/memory.js';
import type { SemanticMemory } from '../../src/semantic/semantic-memory.js';
import { temporaryFolder } from '../temporary-folder.js';

function open(options: Partial<MemoryOptions> = {}): {
  readonly dir: string;
  readonly semantic: SemanticMemory;
  readonly again: () => SemanticMemory;
} {
  const dir = options.dir ?? temporaryFolder();
  const reopen = (): SemanticMemory => createMemory({ ...options, dir }).semantic;
  return { dir, semantic: reopen(), again: reopen };
}

describe('the size cap of the semantic memory', () => {
  it('[S2-86] is kept after every write; history goes first, oldest first, and is counted', () => {
    const { dir, semantic, again } = open({ maxSemanticSizeKb: 100 });
    for (let index = 0; index < 60; index += 1) {
      semantic.setPreference('theme', `${index} ${'x'.repeat(4_000)}`);
      expect(statSync(join(dir, 'semantic.json')).size).toBeLessThanOrEqual(100 * 1024);
    }
    const { history, historyDropped, bytes, maxBytes } = semantic.stats();
    expect(history).toBeGreaterThan(10);
    expect(history + historyDropped).toBe(59);
    expect(bytes).toBeLessThanOrEqual(maxBytes);
    expect(semantic.getPreference('theme')).toMatch(/^59 /u);
    const kept = again()
      .items()
      .map((item) => Number.parseInt(JSON.stringify(item.value).slice(1), 10));
    expect(kept).toEqual(Array.from({ length: kept.length }, (_, index) => 60 - kept.length + index));
  });

  it('[S2-86] refuses what would not fit beside what holds now, and loses nothing', () => {
    const { semantic, again } = open({ maxSemanticSizeKb: 8 });
    let kept = 0;
    const full = (): void => {
      for (; kept < 100; kept += 1) semantic.addFact(`fact ${kept} ${'x'.repeat(500)}`);
    };
    expect(full).toThrow(expect.objectContaining({ code: 'MEMORY_FAILED' }));
    expect(full).toThrow(/semantic memory is full: .* of 8192 bytes; nothing was changed/u);
    expect(kept).toBeGreaterThan(5);
    expect(again().facts()).toHaveLength(kept);
    semantic.forget(semantic.facts()[0]?.id ?? '');
    expect(semantic.addFact(`short ${'x'.repeat(300)}`).validTo).toBeNull();
  });

  it('[S2-86] holds for any sequence of writes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(4), fc.string({ unit: 'binary', minLength: 1, maxLength: 400 })), {
          maxLength: 12,
        }),
        (writes) => {
          const { dir, semantic } = open({ maxSemanticSizeKb: 2 });
          for (const [key, text] of writes) {
            try {
              semantic.setPreference(`key ${key}`, text);
              expect(semantic.getPreference(`key ${key}`)).toBe(text);
            } catch (error) {
              expect(error).toMatchObject({ code: 'MEMORY_FAILED' });
            }
            const size = statSync(join(dir, 'semantic.json'), { throwIfNoEntry: false })?.size ?? 0;
            expect(size).toBeLessThanOrEqual(2 * 1024);
          }
        },
      ),
      { numRuns: 15 },
    );
  });
});
