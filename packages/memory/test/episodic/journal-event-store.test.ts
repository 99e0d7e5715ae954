import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMemory, type Memory } from '../../src/memory.js';
import { startChild } from '../child-process.js';
import { temporaryFolder } from '../temporary-folder.js';

function journal(dir: string, role: string): string {
  const name = readdirSync(join(dir, 'episodic')).find((one) => one.startsWith(`${role}-`));
  if (name === undefined) throw new Error(`no ${role} file`);
  return join(dir, 'episodic', name);
}

function memoryWith(count: number): { readonly dir: string; readonly memory: Memory } {
  const dir = temporaryFolder();
  const memory = createMemory({ dir });
  for (let index = 0; index < count; index += 1) memory.episodic.record('note', `event ${index}`);
  return { dir, memory };
}

const texts = (memory: Memory): readonly string[] =>
  memory.episodic
    .recent({ limit: 10_000 })
    .map((event) => event.text)
    .toReversed();

describe('several processes at once', () => {
  it('lose no event, no preference and no lesson of each other', async () => {
    const dir = temporaryFolder();
    const children = ['ann', 'bob'].map((name) => startChild('write-memory', [dir, name, '150']));
    const results = await Promise.all(children.map((child) => child.ended));
    for (const { code, errors } of results) expect([code, errors]).toEqual([0, '']);
    const memory = createMemory({ dir });
    expect(memory.problems).toEqual([]);
    for (const name of ['ann', 'bob']) {
      const own = memory.episodic.recent({ sessionId: name, limit: 1_000 }).map((event) => event.text);
      expect(own.toReversed()).toEqual(Array.from({ length: 150 }, (_, index) => `${name} event ${index}`));
      for (let index = 0; index < 150; index += 10)
        expect(memory.semantic.getPreference(`${name} ${index}`)).toBe(index);
    }
    expect(memory.semantic.rules().map((rule) => rule.confidence)).toEqual(
      Array.from({ length: 6 }, () => 0.675),
    );
  });

  it('keep the size cap and count every event once while they compact under each other', async () => {
    const dir = temporaryFolder();
    const names = Array.from({ length: 8 }, (_, index) => `writer-${index}`);
    const children = names.map((name) => startChild('write-memory', [dir, name, '75', '12']));
    const results = await Promise.all(children.map((child) => child.ended));
    for (const { code, errors } of results) expect([code, errors]).toEqual([0, '']);
    const memory = createMemory({ dir, maxEpisodicSizeKb: 12 });
    const { events, byLevel, dropped, bytes } = memory.episodic.stats();
    expect(bytes).toBeLessThanOrEqual(12 * 1024);
    expect(events + byLevel.forgotten + dropped).toBe(600);
    expect(readdirSync(join(dir, 'episodic')).toSorted()).toEqual([
      expect.stringMatching(/^base-/u),
      expect.stringMatching(/^live-/u),
    ]);
    expect(memory.problems).toEqual([]);
  }, 120_000);
});

describe('a process killed in the middle of its work', () => {
  it('loses nothing it had recorded, ten times over', async () => {
    const dir = temporaryFolder();
    for (let round = 0; round < 10; round += 1) {
      const name = `round-${round}`;
      const child = startChild('write-memory', [dir, name, '100000', '500']);
      await child.line((line) => line === `event ${15 + round * 7}`);
      child.process.kill('SIGKILL');
      const { lines, signal } = await child.ended;
      expect(signal).toBe('SIGKILL');
      const memory = createMemory({ dir });
      const acknowledged = lines.filter((line) => line.startsWith('event ')).length;
      const kept = memory.episodic.recent({ sessionId: name, limit: 100_000 }).map((event) => event.text);
      // One more may have been recorded than could be said.
      expect(kept.length - acknowledged).toBeGreaterThanOrEqual(0);
      expect(kept.toReversed().slice(0, acknowledged)).toEqual(
        Array.from({ length: acknowledged }, (_, index) => `${name} event ${index}`),
      );
      for (const line of lines.filter((one) => one.startsWith('preference '))) {
        const index = Number(line.slice('preference '.length));
        expect(memory.semantic.getPreference(`${name} ${index}`)).toBe(index);
      }
      memory.episodic.record('note', `after ${name}`, { sessionId: 'parent' });
      memory.semantic.setPreference(`after ${name}`, true);
      rmSync(join(dir, 'semantic.json.bak'), { force: true });
    }
    expect(createMemory({ dir }).episodic.recent({ sessionId: 'parent' })).toHaveLength(10);
  }, 60_000);

  it('leaves nothing that stops others when it dies while compacting', async () => {
    const dir = temporaryFolder();
    let acknowledged = 0;
    for (let round = 0; round < 6; round += 1) {
      const child = startChild('write-memory', [dir, `round-${round}`, '100000', '4']);
      await child.line((line) => line === `event ${20 + round * 3}`);
      child.process.kill('SIGKILL');
      const { lines } = await child.ended;
      acknowledged += lines.filter((line) => line.startsWith('event ')).length;
      const memory = createMemory({ dir, maxEpisodicSizeKb: 4 });
      memory.episodic.record('note', `after ${round}`);
      acknowledged += 1;
      expect(memory.episodic.recent({ limit: 1 })[0]?.text).toBe(`after ${round}`);
      const { events, byLevel, dropped, bytes } = memory.episodic.stats();
      const all = events + byLevel.forgotten + dropped;
      expect(all - acknowledged).toBeGreaterThanOrEqual(0);
      expect(all - acknowledged).toBeLessThanOrEqual(round + 1);
      expect(bytes).toBeLessThanOrEqual(4 * 1024);
      expect(memory.problems).toEqual([]);
    }
  }, 60_000);

  it('is finished by the next one when it had sealed a file and not yet written the next base', () => {
    const { dir, memory } = memoryWith(5);
    const live = journal(dir, 'live');
    renameSync(live, live.replace('live-', 'sealed-'));
    expect(texts(createMemory({ dir }))).toHaveLength(5);
    memory.episodic.record('note', 'one more');
    expect(texts(createMemory({ dir }))).toEqual([
      ...Array.from({ length: 5 }, (_, i) => `event ${i}`),
      'one more',
    ]);
    expect(readdirSync(join(dir, 'episodic')).toSorted()).toEqual([
      'base-00000001.jsonl',
      'live-00000001.jsonl',
    ]);
  });

  it('is finished by the next one when it had written the base and not yet the file to append to', () => {
    const { dir, memory } = memoryWith(3);
    memory.episodic.stats();
    const line = readFileSync(journal(dir, 'live'));
    writeFileSync(join(dir, 'episodic', 'base-00000001.jsonl'), line);
    renameSync(journal(dir, 'live'), join(dir, 'episodic', 'sealed-00000000.jsonl'));
    writeFileSync(join(dir, 'episodic', 'base-00000001.jsonl.1-abcdefgh.tmp'), 'half');
    memory.episodic.record('note', 'one more');
    expect(texts(memory)).toEqual(['event 0', 'event 1', 'event 2', 'one more']);
    expect(readdirSync(join(dir, 'episodic')).toSorted()).toEqual([
      'base-00000001.jsonl',
      'live-00000001.jsonl',
    ]);
  });
});

describe('damaged files', () => {
  it('lose only a torn last line, which is kept aside and reported', () => {
    const { dir } = memoryWith(3);
    const live = journal(dir, 'live');
    truncateSync(live, readFileSync(live).length - 5);
    const memory = createMemory({ dir });
    expect(texts(memory)).toEqual(['event 0', 'event 1']);
    expect(memory.problems).toHaveLength(1);
    const kept = readFileSync(memory.problems[0]?.keptAs ?? '', 'utf8');
    expect(kept).toContain('event 2');
    memory.episodic.record('note', 'after');
    const again = createMemory({ dir });
    expect(texts(again)).toEqual(['event 0', 'event 1', 'after']);
    expect(again.problems).toEqual([]);
  });

  it('lose nothing when only the last line feed is missing', () => {
    const { dir } = memoryWith(2);
    const live = journal(dir, 'live');
    truncateSync(live, readFileSync(live).length - 1);
    const second = createMemory({ dir });
    expect(texts(second)).toEqual(['event 0', 'event 1']);
    second.episodic.record('note', 'after');
    for (const reader of [second, createMemory({ dir })]) {
      expect(texts(reader)).toEqual(['event 0', 'event 1', 'after']);
      expect(reader.problems).toEqual([]);
    }
  });

  it('that shrink under a reader are read again from the start', () => {
    const { dir, memory } = memoryWith(3);
    const live = journal(dir, 'live');
    const bytes = readFileSync(live);
    truncateSync(live, bytes.indexOf('\n') + 1);
    expect(texts(memory)).toEqual(['event 0']);
  });

  it('keep every whole record when another process appended behind a torn one', () => {
    const { dir, memory } = memoryWith(2);
    appendFileSync(journal(dir, 'live'), '0badc0de {"k":"event","n":"half');
    memory.episodic.record('note', 'behind the torn one');
    expect(texts(memory)).toEqual(['event 0', 'event 1', 'behind the torn one']);
    expect(memory.problems).toMatchObject([{ file: journal(dir, 'live') }]);
    expect(readFileSync(memory.problems[0]?.keptAs ?? '', 'utf8')).toBe('0badc0de {"k":"event","n":"half');
  });

  it('keep aside, byte for byte, what was altered in the middle, and report it once', () => {
    const { dir } = memoryWith(3);
    const live = journal(dir, 'live');
    const bytes = readFileSync(live);
    bytes[bytes.indexOf('event 1')] = 0xff;
    writeFileSync(live, bytes);
    const memory = createMemory({ dir });
    expect(texts(memory)).toEqual(['event 0', 'event 2']);
    expect(memory.problems).toHaveLength(1);
    const second = bytes.subarray(bytes.indexOf('\n') + 1, bytes.indexOf('\n', bytes.indexOf('\n') + 1));
    expect(readFileSync(memory.problems[0]?.keptAs ?? '')).toEqual(second);
    expect(createMemory({ dir }).problems).toEqual([]);
    expect(existsSync(memory.problems[0]?.keptAs ?? '')).toBe(true);
  });

  it('of any bytes never stop a memory from opening and working', () => {
    const { dir, memory } = memoryWith(1);
    memory.episodic.compress();
    createMemory({ dir, maxEpisodicSizeKb: 1 });
    writeFileSync(
      journal(dir, 'live'),
      Buffer.from(Array.from({ length: 5_000 }, (_, index) => (index * 7) % 256)),
    );
    const after = createMemory({ dir });
    after.episodic.record('note', 'alive');
    expect(texts(after).at(-1)).toBe('alive');
    expect(after.problems.length).toBeGreaterThan(0);
  });

  it('of a compacted state lose only the damaged lines', () => {
    const dir = temporaryFolder();
    const memory = createMemory({ dir, maxEpisodicSizeKb: 4 });
    for (let index = 0; index < 40; index += 1) memory.episodic.record('note', `event ${index}`);
    const before = texts(memory);
    const base = journal(dir, 'base');
    truncateSync(base, readFileSync(base).length - 3);
    const after = createMemory({ dir, maxEpisodicSizeKb: 4 });
    expect(texts(after)).toHaveLength(before.length - 1);
    expect(after.problems).toMatchObject([{ file: base }]);
  });

  it('a line of a kind this version does not know is kept aside, not dropped', () => {
    const { dir } = memoryWith(1);
    // The CRC-32 of the JSON is right: only the kind is unknown.
    appendFileSync(journal(dir, 'live'), 'fc5115b0 {"k":"future"}\n');
    const memory = createMemory({ dir });
    expect(memory.problems).toHaveLength(1);
    expect(readFileSync(memory.problems[0]?.keptAs ?? '', 'utf8')).toContain('"future"');
  });
});
