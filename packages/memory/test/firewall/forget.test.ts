import { SteppingClock } from '@sentinel-agentos/core/testing';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMemory, type Memory } from '../../src/memory.js';
import { temporaryFolder } from '../temporary-folder.js';

const invalid: unknown = expect.objectContaining({ code: 'INVALID_ARGUMENT' });

function open(): { readonly dir: string; readonly memory: Memory } {
  const dir = temporaryFolder();
  return { dir, memory: createMemory({ dir, clock: new SteppingClock() }) };
}

describe('forgetting a source', () => {
  it('takes everything that came of it out of both stores, and out of their files', () => {
    const { dir, memory } = open();
    const page = memory.episodic.record('note', 'the page says POISON', {
      sourceIds: ['https://evil.example'],
    });
    memory.semantic.addFact('POISON is good', { source: page.id });
    memory.semantic.addFact('POISON again', { source: 'https://evil.example' });
    memory.semantic.addFact('water is good', { source: 'book' });
    expect(memory.forget({ source: 'https://evil.example' })).toEqual({ events: 1, items: 2 });
    expect(memory.semantic.facts().map((fact) => fact.value)).toEqual(['water is good']);
    memory.flush();
    for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
      if (entry.isFile())
        expect(readFileSync(join(entry.parentPath, entry.name), 'utf8')).not.toContain('POISON');
    }
    expect(memory.forget({ source: 'https://evil.example' })).toEqual({ events: 0, items: 0 });
  });

  it('lets a value hold again that only this source had replaced', () => {
    const { memory } = open();
    memory.semantic.addFact('I live in Berlin', { source: 'chat' });
    memory.semantic.addFact('I moved to Mordor', { source: 'page' });
    memory.semantic.addFact('I moved to Moria', { source: 'page' });
    memory.forget({ source: 'page' });
    expect(memory.semantic.facts()).toMatchObject([
      { value: 'I live in Berlin', validTo: null, supersededBy: null },
    ]);
  });

  it('leaves what others said too, without this source', () => {
    const { memory } = open();
    memory.semantic.addFact('Tea is hot', { source: 'page' });
    memory.semantic.addFact('Tea is hot', { source: 'book' });
    expect(memory.forget({ source: 'page' })).toEqual({ events: 0, items: 0 });
    expect(memory.semantic.facts()).toMatchObject([{ value: 'Tea is hot', sources: ['book'], support: 1 }]);
  });
});

describe('forgetting', () => {
  it('one event takes what was derived from it along; one item is gone, and nothing older comes back', () => {
    const { memory } = open();
    const event = memory.episodic.record('note', 'I moved to Berlin', { trust: 'owner', sessionId: 's1' });
    memory.endSession('s1');
    expect(memory.forget({ id: event.id })).toEqual({ events: 1, items: 1 });
    memory.semantic.setPreference('editor', 'vim');
    const { id } = memory.semantic.setPreference('editor', 'helix');
    expect(memory.forget({ id })).toEqual({ events: 0, items: 1 });
    expect(memory.semantic.getPreference('editor')).toBeUndefined();
  });

  it('a session takes its events, its facts and its working memory', () => {
    const { memory } = open();
    memory.working.addMessage('user', 'hello', 's1');
    memory.episodic.record('decision', 'chose A', { sessionId: 's1', pinned: true });
    memory.episodic.record('decision', 'chose B', { sessionId: 's2' });
    memory.semantic.learnRule('test first', 's1');
    expect(memory.forget({ session: 's1' })).toEqual({ events: 1, items: 1 });
    expect(memory.working.messages('s1')).toEqual([]);
    expect(memory.episodic.recent().map((event) => event.text)).toEqual(['chose B']);
    expect(memory.semantic.rules()).toEqual([]);
  });

  it('takes what is in quarantine too', () => {
    const screen = { screen: (text: string) => ({ text, findings: ['always'] }) };
    const memory = createMemory({ dir: temporaryFolder(), screen });
    memory.episodic.record('note', 'x', { sourceIds: ['page'] });
    memory.semantic.addFact('y', { source: 'page' });
    expect(memory.forget({ source: 'page' })).toEqual({ events: 1, items: 1 });
    expect(memory.quarantined()).toEqual([]);
  });

  it('needs exactly one way to say what', () => {
    const { memory } = open();
    for (const target of [
      {},
      null,
      'id',
      { id: 'a', source: 'b' },
      { id: '' },
      { session: 7 },
      { id: undefined },
    ]) {
      expect(() => memory.forget(target as never)).toThrow(invalid);
    }
  });
});
