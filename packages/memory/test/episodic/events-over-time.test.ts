import { SteppingClock } from '@sentinel-agentos/core/testing';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMemory, type Memory, type MemoryOptions } from '../../src/memory.js';
import { temporaryFolder } from '../temporary-folder.js';
import { SQLITES } from './sqlites.js';

const DAY = 86_400_000;

function open(options: Partial<MemoryOptions> = {}): Memory & { readonly dir: string } {
  const dir = options.dir ?? temporaryFolder();
  return Object.assign(createMemory({ ...options, dir }), { dir });
}

describe('what is said again', () => {
  it('is one event of more support, whatever its case and spaces', () => {
    const { episodic } = open();
    const first = episodic.record('note', 'The user likes tea', { sourceIds: ['m1'] });
    episodic.record('note', 'The user has a cat');
    const again = episodic.record('note', 'the user  LIKES tea', { sourceIds: ['m2'] });
    expect(again).toMatchObject({ id: first.id, support: 2, sourceIds: ['m1', 'm2'], text: first.text });
    expect(episodic.recent().map((event) => event.text)).toEqual([
      'The user likes tea',
      'The user has a cat',
    ]);
    expect(again.importance).toBe(first.importance);
  });

  it('in another session, by another or of another type is another event', () => {
    const { episodic } = open();
    episodic.record('note', 'tea');
    episodic.record('note', 'tea', { sessionId: 's2' });
    episodic.record('note', 'tea', { actor: 'ann' });
    episodic.record('decision', 'tea');
    expect(episodic.recent()).toHaveLength(4);
  });

  it('by tools counts only when nothing came between, so that a test that fails again is seen to', () => {
    const { episodic } = open();
    episodic.record('tool_failure', 'npm test failed');
    episodic.record('tool_failure', 'npm test failed');
    episodic.record('tool_call', 'npm install succeeded');
    episodic.record('tool_failure', 'npm test failed');
    expect(episodic.recent().map((event) => [event.text, event.support])).toEqual([
      ['npm test failed', 1],
      ['npm install succeeded', 1],
      ['npm test failed', 2],
    ]);
  });
});

describe('what no longer holds', () => {
  it('is closed by what replaced it, and both are kept', () => {
    const clock = new SteppingClock();
    const { episodic } = open({ clock });
    const old = episodic.record('decision', 'Use npm', { validFrom: 5 });
    const now = episodic.record('decision', 'Use pnpm', { supersedes: old.id });
    expect(episodic.get(old.id)).toMatchObject({ supersededBy: now.id, validFrom: 5, validTo: now.ts });
    expect(now).toMatchObject({ supersedes: old.id, supersededBy: null, validTo: null });
    const back = episodic.record('decision', 'Use npm', { supersedes: now.id });
    expect(back.id).not.toBe(old.id);
    expect(() => episodic.record('note', 'x', { validTo: Number.NaN })).toThrow(/validTo/u);
  });
});

describe('forgetting a source', () => {
  it('takes all that was derived from it, in whatever order, and leaves tombstones and no trace in the files', () => {
    const { dir, episodic } = open();
    const page = episodic.record('note', 'The page says the key is tulip', { sourceIds: ['page-1'] });
    const derived = episodic.record('decision', 'Use tulip', { sourceIds: [page.id], pinned: true });
    const farther = episodic.record('note', 'tulip is in use', { sourceIds: [derived.id, 'm9'] });
    const other = episodic.record('note', 'The weather is fine', { sourceIds: ['page-2'] });
    episodic.record('note', 'The page says the key is tulip', { sourceIds: ['page-1b'] });
    expect([...episodic.forget('page-1')].toSorted()).toEqual([page.id, derived.id, farther.id].toSorted());
    expect(episodic.recent().map((event) => event.id)).toEqual([other.id]);
    expect(episodic.forgotten()).toHaveLength(3);
    expect(episodic.search('tulip')).toEqual([]);
    const files = readdirSync(join(dir, 'episodic')).map((name) =>
      readFileSync(join(dir, 'episodic', name), 'utf8'),
    );
    expect(files.join('')).not.toContain('tulip');
    expect(episodic.forget('page-1')).toEqual([]);
    expect(episodic.forget('__proto__')).toEqual([]);
  });
});

describe('what was compressed', () => {
  it('is found by every word it lost, by a memory opened later too', () => {
    const clock = new SteppingClock();
    const memory = open({ clock });
    const text =
      'We looked at the logs of the machine for a while and found nothing of interest in there at all. ' +
      'Grace thinks that the turbine in hall 7 was calibrated with a broken oscilloscope before the holidays. ' +
      'It was quite a long afternoon, and somebody brought raspberry biscuits and a samovar for everybody.';
    const { id } = memory.episodic.record('note', text);
    for (let day = 0; day < 70; day += 1) {
      clock.advance(DAY);
      memory.episodic.compress();
    }
    expect(memory.episodic.get(id)?.level).toBe('line');
    for (const { episodic } of [memory, open({ dir: memory.dir, clock })]) {
      for (const word of ['turbine', 'oscilloscope', 'raspberry', 'samovar', 'hall 7']) {
        expect(episodic.search(word).map((hit) => hit.event.id)).toEqual([id]);
      }
    }
  });
});

describe('the kind of store', () => {
  it('is named, or refused', () => {
    expect(() => open({ episodicStore: 'redis' as never })).toThrow(
      /episodicStore must be one of journal, sqlite/u,
    );
  });

  it('without any SQLite says what to install; with one, it is used', () => {
    const isHere = SQLITES[0]?.open !== null;
    const work = (): string | undefined => {
      const { episodic } = open({ episodicStore: 'sqlite' });
      episodic.record('note', 'kept in a table');
      return episodic.search('table')[0]?.event.text;
    };
    if (isHere) expect(work()).toBe('kept in a table');
    else expect(work).toThrow(/needs Node 22\.13 or later, or `npm install better-sqlite3`/u);
  });
});
