import { CountingIds, SteppingClock } from '@sentinel-agentos/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemory, type Memory, type MemoryOptions } from '../../src/memory.js';
import { EVENT_TYPES } from '../../src/episodic/event-type.js';
import { temporaryFolder } from '../temporary-folder.js';

const DAY = 86_400_000;
const invalid: unknown = expect.objectContaining({ code: 'INVALID_ARGUMENT' });

function open(options: Partial<MemoryOptions> = {}): Memory & { readonly dir: string } {
  const dir = options.dir ?? temporaryFolder();
  return Object.assign(createMemory({ ...options, dir }), { dir });
}

describe('recording events', () => {
  it('[S2-81] knows nine types and refuses any other', () => {
    const { episodic } = open();
    expect(EVENT_TYPES).toEqual([
      'tool_call',
      'tool_failure',
      'decision',
      'correction',
      'publish',
      'error',
      'milestone',
      'note',
      'user_feedback',
    ]);
    for (const type of EVENT_TYPES) expect(episodic.record(type, `one ${type}`).type).toBe(type);
    for (const type of ['', 'Note', '__proto__', 'constructor', 7, null, undefined, ['note']]) {
      expect(() => episodic.record(type as never, 'text')).toThrow(invalid);
    }
    expect(() => episodic.record('nothing' as never, 'text')).toThrow(/type must be one of .*"nothing"/u);
    expect(episodic.recent()).toHaveLength(9);
  });

  it('keeps everything said about an event, for other memories too', () => {
    const ids = new CountingIds();
    const clock = new SteppingClock();
    const memory = open({ ids, clock });
    const event = memory.episodic.record('correction', 'Use pnpm, not npm', {
      tags: ['tooling', 'tooling'],
      entities: ['pnpm'],
      files: ['package.json'],
      sessionId: 's1',
      actor: 'user',
      trust: 'owner',
      pinned: true,
      sourceIds: ['m1'],
    });
    expect(event).toMatchObject({
      id: 'op_1',
      seq: 1,
      ts: 1_700_000_000_000,
      tags: ['tooling'],
      entities: ['pnpm'],
      files: ['package.json'],
      sessionId: 's1',
      actor: 'user',
      trust: 'owner',
      pinned: true,
      sourceIds: ['m1'],
      level: 'full',
      accessCount: 0,
      lastAccess: null,
    });
    expect(open({ dir: memory.dir }).episodic.get('op_1')).toEqual(event);
    expect(open({ dir: memory.dir }).episodic.get('op_2')).toBeUndefined();
  });

  it('keeps both of two events that were given the same id', () => {
    const memory = open({ ids: { next: () => 'same' } });
    memory.episodic.record('note', 'first');
    memory.episodic.record('note', 'second');
    expect(
      open({ dir: memory.dir })
        .episodic.recent()
        .map((event) => event.text),
    ).toEqual(['second', 'first']);
  });

  it('refuses what is blank, too much or of the wrong kind, and keeps nothing of it', () => {
    const { episodic } = open();
    for (const [content, options] of [
      ['', undefined],
      [' \n\t', undefined],
      [7, undefined],
      ['x', { tags: 'no list' }],
      ['x', { tags: Array.from({ length: 10_000 }, (_, index) => `tag ${index}`) }],
      ['x', { entities: [7] }],
      ['x', { files: ['f'.repeat(2_000)] }],
      ['x', { trust: 'friend' }],
      ['x', { sessionId: '' }],
      ['x', { actor: {} }],
      ['x', 'options'],
      ['x', null],
    ] as const) {
      expect(() => episodic.record('note', content as never, options as never)).toThrow(invalid);
    }
    expect(episodic.recent()).toEqual([]);
  });

  it('keeps beginning and end of a text of a megabyte and says how much is missing', () => {
    const memory = open();
    const { text } = memory.episodic.record('note', `first ${'é'.repeat(1_000_000)} last`);
    expect(text).toMatch(/^first é+\n… \[\d+ characters left out\] …\né+ last$/u);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(16_384);
    expect(Buffer.byteLength(text)).toBeGreaterThan(16_000);
    expect(open({ dir: memory.dir }).episodic.recent()[0]?.text).toBe(text);
  });

  it('gives back any text as it was, lone surrogates and controls included', () => {
    const memory = open();
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }), (text) => {
        fc.pre(text.trim() !== '');
        const { id } = memory.episodic.record('note', text);
        expect(memory.episodic.get(id)?.text).toBe(text);
        expect(memory.episodic.recent({ limit: 1 })[0]?.text).toBe(text);
      }),
      { numRuns: 150 },
    );
    const again = open({ dir: memory.dir });
    expect(again.episodic.recent({ limit: 1_000 })).toEqual(memory.episodic.recent({ limit: 1_000 }));
    expect(again.problems).toEqual([]);
  });

  it('keeps the order of recording when the clock steps back', () => {
    const clock = new SteppingClock();
    const memory = open({ clock });
    memory.episodic.record('note', 'first');
    clock.advance(-365 * DAY);
    memory.episodic.record('note', 'second');
    clock.advance(-365 * DAY);
    memory.episodic.record('note', 'third');
    memory.endSession('s1');
    const texts = open({ dir: memory.dir, clock })
      .episodic.recent()
      .map((event) => event.text);
    expect(texts).toEqual(['third', 'second', 'first']);
  });

  it('filters the latest by type, session and number', () => {
    const { episodic } = open();
    episodic.record('note', 'a', { sessionId: 's1' });
    episodic.record('error', 'b', { sessionId: 's1' });
    episodic.record('note', 'c', { sessionId: 's2' });
    expect(episodic.recent({ types: ['note'] }).map((event) => event.text)).toEqual(['c', 'a']);
    expect(episodic.recent({ sessionId: 's1' }).map((event) => event.text)).toEqual(['b', 'a']);
    expect(episodic.recent({ limit: 1 }).map((event) => event.text)).toEqual(['c']);
    expect(episodic.recent({ limit: 0 })).toEqual([]);
    expect(() => episodic.recent({ limit: -1 })).toThrow(invalid);
    expect(() => episodic.recent({ limit: 0.5 })).toThrow(invalid);
    expect(() => episodic.recent({ types: ['nothing' as never] })).toThrow(invalid);
  });
});

describe('searching events', () => {
  it('finds what answers, best first, with the parts of its score', () => {
    const { episodic } = open();
    episodic.record('tool_call', 'exec npm test → succeeded');
    episodic.record('tool_failure', 'exec npm run build → failed (exit 2)');
    episodic.record('correction', 'The build was fixed by pinning TypeScript to 5.4', {
      files: ['package.json'],
    });
    const hits = episodic.search('what fixed the builds?');
    expect(hits[0]?.event.text).toContain('pinning TypeScript');
    expect(hits[0]?.parts.coverage).toBeGreaterThan(hits[1]?.parts.coverage ?? 1);
    expect(hits[0]?.parts.tieBreak).toBeLessThanOrEqual(1.1);
    expect(episodic.search('package.json')[0]?.event.type).toBe('correction');
    expect(episodic.search('zebra')).toEqual([]);
    expect(episodic.search('')).toEqual([]);
    expect(() => episodic.search(7 as never)).toThrow(invalid);
  });

  it('finds Chinese', () => {
    const { episodic } = open();
    episodic.record('note', '用户喜欢简洁的沟通');
    episodic.record('note', '发布前必须更新变更日志');
    expect(episodic.search('变更日志什么时候更新?')[0]?.event.text).toBe('发布前必须更新变更日志');
  });

  it('finds what another process recorded after the first search', () => {
    const memory = open();
    memory.episodic.record('note', 'apples');
    expect(memory.episodic.search('pears')).toEqual([]);
    open({ dir: memory.dir }).episodic.record('note', 'pears');
    expect(memory.episodic.search('pears')[0]?.event.text).toBe('pears');
  });

  it('counts what was found as used, once that is on the disk', () => {
    const memory = open({ clock: new SteppingClock() });
    const { id } = memory.episodic.record('note', 'the database is on port 5433');
    memory.episodic.search('database port');
    memory.episodic.search('database');
    memory.flush();
    const event = open({ dir: memory.dir }).episodic.get(id);
    expect(event?.accessCount).toBe(2);
    expect(event?.lastAccess).toBeGreaterThan(event?.ts ?? Infinity);
  });
});

describe('forgetting', () => {
  it('[S2-83] takes a weak event from full to summary to one line to forgotten as time passes', () => {
    const clock = new SteppingClock();
    const memory = open({ clock });
    const text =
      'We looked at the logs for a while. The worker in src/queue/worker.ts stopped after 4096 jobs. ' +
      'It was quite a long afternoon and nobody had much of an idea what was going on there. ' +
      'In the end a restart of the machine named Orion helped with it for now, and it was fine until the morning came.';
    const { id } = memory.episodic.record('note', text);
    const levels = [memory.episodic.get(id)?.level];
    const texts = [text];
    for (let day = 0; day < 400; day += 1) {
      clock.advance(DAY);
      memory.episodic.compress();
      const event = memory.episodic.get(id);
      if (event?.level === levels.at(-1)) continue;
      levels.push(event?.level);
      texts.push(event?.text ?? 'gone');
    }
    expect(levels).toEqual(['full', 'summary', 'line', 'forgotten']);
    expect(texts[1]?.length).toBeLessThan(texts[0]?.length ?? 0);
    expect(texts[2]?.length).toBeLessThan(texts[1]?.length ?? 0);
    for (const fact of ['src/queue/worker.ts', '4096', 'Orion']) expect(texts[1]).toContain(fact);
    expect(texts[2]).not.toContain('\n');
    expect(texts[2]).toContain('src/queue/worker.ts');
    expect(texts[3]).toBe('');
    expect(memory.episodic.recent()).toEqual([]);
    expect(memory.episodic.search('worker')).toEqual([]);
    expect(memory.episodic.forgotten()).toMatchObject([{ id, level: 'forgotten', type: 'note' }]);
    expect(open({ dir: memory.dir }).episodic.get(id)?.level).toBe('forgotten');
  });

  it('[S2-83] never compresses for its age what is pinned, a decision or of importance 0.7 and more', () => {
    const clock = new SteppingClock();
    const { episodic } = open({ clock });
    const pinned = episodic.record('note', 'A small thing', { pinned: true });
    const decision = episodic.record('decision', 'Maybe use SQLite?');
    const great = episodic.record('correction', 'Never force push');
    expect(pinned.importance).toBeLessThan(0.7);
    expect(decision.importance).toBeLessThan(0.7);
    expect(great.importance).toBeGreaterThanOrEqual(0.7);
    clock.advance(20 * 365 * DAY);
    for (let pass = 0; pass < 4; pass += 1) expect(episodic.compress()).toBe(0);
    for (const event of [pinned, decision, great]) expect(episodic.get(event.id)).toEqual(event);
  });

  it('goes down one level a time, also when the clock jumps by a century', () => {
    const clock = new SteppingClock();
    const { episodic } = open({ clock });
    const { id } = episodic.record('tool_call', 'exec ls → succeeded');
    clock.advance(36_500 * DAY);
    expect(episodic.compress()).toBe(1);
    expect(episodic.get(id)?.level).toBe('summary');
  });

  it('keeps longer what is used', () => {
    const clock = new SteppingClock();
    const memory = open({ clock });
    const used = memory.episodic.record('tool_call', 'exec zig build → succeeded');
    const unused = memory.episodic.record('tool_call', 'exec ls → succeeded');
    for (let day = 0; day < 30; day += 1) {
      clock.advance(DAY);
      if (day % 5 === 0) memory.episodic.search('zig');
      memory.endSession('s');
    }
    expect(memory.episodic.get(used.id)?.level).toBe('full');
    expect(memory.episodic.get(unused.id)?.level).toBe('forgotten');
  });
});
