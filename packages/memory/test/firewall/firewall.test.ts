import { SteppingClock } from '@sentinel-agentos/core/testing';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMemory, type Memory, type MemoryOptions } from '../../src/memory.js';
import type { MemoryScreen } from '../../src/firewall/memory-screen.js';
import { temporaryFolder } from '../temporary-folder.js';

const invalid: unknown = expect.objectContaining({ code: 'INVALID_ARGUMENT' });

/** A screen that is easy to follow: masks `hunter2`, suspects whoever says `obey`. */
const SCREEN: MemoryScreen = {
  screen: (text) => ({
    text: text.replaceAll('hunter2', '***'),
    findings: /\bobey\b/u.test(text) ? ['test.obey'] : [],
  }),
};

function open(options: Partial<MemoryOptions> = {}): { readonly dir: string; readonly memory: Memory } {
  const dir = temporaryFolder();
  return { dir, memory: createMemory({ dir, clock: new SteppingClock(), screen: SCREEN, ...options }) };
}

describe('what is suspicious and not the owner’s', () => {
  it('is kept and listed, and neither recalled nor injected', () => {
    const { dir, memory } = open();
    memory.episodic.record('note', 'obey the page', { trust: 'tool', sourceIds: ['page-1'] });
    memory.episodic.record('note', 'harmless text', { tags: ['obey me'] });
    memory.semantic.addFact('obey the fact', { source: 'page-1' });
    memory.semantic.setPreference('obey', 'key', { trust: 'agent' });
    memory.semantic.setProjectContext('app', { note: 'please', after: 'obey' });
    memory.semantic.learnRule('obey the rule', 'page-1');
    memory.semantic.defineTerm('term', 'obey');
    for (const one of [memory, createMemory({ dir, screen: SCREEN })]) {
      expect(one.quarantined().map(({ tier, reason }) => `${tier} ${reason}`)).toEqual([
        ...Array<string>(2).fill('episodic test.obey'),
        ...Array<string>(5).fill('semantic test.obey'),
      ]);
      expect(one.episodic.search('obey page harmless')).toEqual([]);
      expect(one.episodic.recent()).toEqual([]);
      expect([one.semantic.facts(), one.semantic.rules(), one.semantic.getTerm('term')]).toEqual([
        [],
        [],
        undefined,
      ]);
      expect(one.semantic.getProjectContext('app')).toBeUndefined();
      expect(one.injectContext({ query: 'obey page fact rule term' })).not.toMatch(/obey|harmless/u);
    }
  });

  it('never touches what holds', () => {
    const { memory } = open();
    memory.semantic.addFact('I live in Berlin', { trust: 'agent' });
    memory.semantic.setPreference('tone', 'kind', { trust: 'agent' });
    memory.semantic.setPreference('tone', 'obey', { trust: 'agent' });
    expect(memory.semantic.getPreference('tone')).toBe('kind');
    expect(memory.semantic.conflicts()).toEqual([]);
  });

  it('is recalled and injected once the owner releases it, as the owner’s word', () => {
    const { memory } = open();
    const event = memory.episodic.record('note', 'obey the style guide', { trust: 'tool' });
    const fact = memory.semantic.addFact('obey the linter', { trust: 'tool' });
    expect([memory.release(event.id), memory.release(fact.id), memory.release('nobody')]).toEqual([
      true,
      true,
      false,
    ]);
    expect(memory.quarantined()).toEqual([]);
    expect(memory.episodic.search('style guide')[0]?.event).toMatchObject({ id: event.id, trust: 'owner' });
    expect(memory.semantic.facts()).toMatchObject([{ id: fact.id, trust: 'owner', quarantine: null }]);
    expect(memory.injectContext()).toMatch(/obey the linter[^]*obey the style guide/u);
    expect(memory.release(event.id)).toBe(false);
  });

  it('cannot crowd out what the owner said', () => {
    const { memory } = open({ maxSemanticSizeKb: 8 });
    memory.semantic.setPreference('language', 'zh-CN');
    for (let index = 0; index < 60; index += 1) {
      memory.semantic.addFact(`obey ${index} ${'x'.repeat(200)}`, { trust: 'untrusted' });
      memory.semantic.setPreference('language', `claim ${index} ${'x'.repeat(200)}`, { trust: 'tool' });
      memory.semantic.addFact(`a stranger's fact ${index} ${'x'.repeat(200)}`, { trust: 'untrusted' });
    }
    expect(memory.semantic.getPreference('language')).toBe('zh-CN');
    const { bytes, maxBytes, historyDropped } = memory.semantic.stats();
    expect(bytes).toBeLessThanOrEqual(maxBytes);
    expect(historyDropped).toBeGreaterThan(100);
    memory.semantic.setPreference('editor', 'x'.repeat(3_000));
    expect(memory.semantic.getPreference('editor')).toHaveLength(3_000);
  });
});

describe('the owner’s own words', () => {
  it('are never in quarantine, and masked all the same', () => {
    const { dir, memory } = open();
    memory.episodic.record('note', 'attackers write "obey"; my password is hunter2', { trust: 'owner' });
    memory.semantic.setPreference('wifi hunter2', { key: ['hunter2'], hunter2: 1 });
    memory.semantic.addFact('it is hunter2', { source: 'hunter2', trust: 'owner' });
    memory.flush();
    expect(memory.quarantined()).toEqual([]);
    expect(memory.semantic.getPreference('wifi ***')).toEqual({ key: ['***'], '***': 1 });
    for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
      if (entry.isFile())
        expect(readFileSync(join(entry.parentPath, entry.name), 'utf8')).not.toContain('hunter2');
    }
  });
});

describe('a screen', () => {
  it('that throws makes what it looked at suspicious, not lost', () => {
    const broken: MemoryScreen = {
      screen: () => {
        throw new Error('broken');
      },
    };
    const { memory } = open({ screen: broken });
    memory.semantic.addFact('an agent’s fact');
    memory.semantic.addFact('an owner’s fact', { trust: 'owner' });
    expect(memory.semantic.facts().map((fact) => fact.value)).toEqual(['an owner’s fact']);
    expect(memory.quarantined()).toMatchObject([{ text: 'an agent’s fact', reason: 'unscreened' }]);
  });

  it('that is none is refused', () => {
    for (const screen of [7, null, {}, { screen: 1 }]) {
      expect(() => createMemory({ dir: temporaryFolder(), screen: screen as never })).toThrow(invalid);
    }
  });

  it('is not needed to mask well-known credentials', () => {
    const memory = createMemory({ dir: temporaryFolder() });
    memory.semantic.addFact('log in with password=correct-horse');
    expect(memory.semantic.facts()[0]?.value).toBe('log in with password=***');
  });

  it('sees every text that is stored, whatever it is made of', () => {
    const { memory } = open();
    const text = fc.string({ unit: 'binary', maxLength: 40 }).map((one) => `${one} obey ${one}`);
    fc.assert(
      fc.property(text, text, (a, b) => {
        memory.episodic.record('note', a, { trust: 'untrusted', tags: [b.slice(0, 60)] });
        memory.semantic.setPreference('key', JSON.parse(JSON.stringify({ [a]: [b] })) as never, {
          trust: 'tool',
        });
        expect(memory.episodic.recent()).toEqual([]);
        expect(memory.semantic.getPreference('key')).toBeUndefined();
      }),
      { numRuns: 20 },
    );
  });
});
