import { existsSync, readdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMemory } from '../../src/memory.js';
import { startChild } from '../child-process.js';
import { temporaryFolder } from '../temporary-folder.js';

function prepared(): { readonly dir: string; readonly file: string; readonly backup: string } {
  const dir = temporaryFolder();
  const memory = createMemory({ dir });
  memory.semantic.setPreference('first', 1);
  memory.semantic.setPreference('second', 2);
  return { dir, file: join(dir, 'semantic.json'), backup: join(dir, 'semantic.json.bak') };
}

describe('the file of the semantic memory', () => {
  it('sees at once what another memory has written', () => {
    const { dir } = prepared();
    const reader = createMemory({ dir });
    const writer = createMemory({ dir });
    writer.semantic.setPreference('third', 3);
    expect(reader.semantic.getPreference('third')).toBe(3);
    reader.semantic.setPreference('fourth', 4);
    expect([...writer.semantic.preferences().keys()]).toEqual(['first', 'second', 'third', 'fourth']);
  });

  it.each([
    ['is cut short', (text: string) => text.slice(0, -20)],
    ['is empty', () => ''],
    ['is not an object', () => '7'],
    ['has one value altered', (text: string) => text.replace('"value":2', '"value":3')],
    ['is of another format', (text: string) => text.replace('semantic@1', 'semantic@9')],
    ['has no data', (text: string) => text.replace('"data"', '"date"')],
  ])('when it %s, is kept aside, reported, and restored from its backup', (_, damage) => {
    const { dir, file } = prepared();
    const damaged = damage(readFileSync(file, 'utf8'));
    writeFileSync(file, damaged);
    const memory = createMemory({ dir });
    expect([...memory.semantic.preferences()]).toEqual([['first', 1]]);
    const [problem, restored] = memory.problems;
    expect(problem?.file).toBe(file);
    expect(problem?.keptAs).toMatch(/semantic\.json\.corrupt-\d{4}-/u);
    expect(readFileSync(problem?.keptAs ?? '', 'utf8')).toBe(damaged);
    expect(restored?.message.en).toContain('restored from its backup');
    memory.semantic.setPreference('after', true);
    const again = createMemory({ dir });
    expect(again.problems).toEqual([]);
    expect(again.semantic.getPreference('after')).toBe(true);
  });

  it('when it is damaged while a memory is open, is noticed with the next read', () => {
    const { dir, file } = prepared();
    const memory = createMemory({ dir });
    writeFileSync(file, 'gone wrong');
    expect(memory.semantic.getPreference('first')).toBe(1);
    expect(memory.problems).toHaveLength(2);
  });

  it('when it and its backup are damaged, starts empty with both kept aside', () => {
    const { dir, file, backup } = prepared();
    writeFileSync(file, '{');
    writeFileSync(backup, '[');
    const memory = createMemory({ dir });
    expect(memory.semantic.items()).toEqual([]);
    expect(memory.problems.map((problem) => readFileSync(problem.keptAs ?? '', 'utf8'))).toEqual(['{', '[']);
  });

  it('when only it is missing, is restored from the backup and said so', () => {
    const { dir, file } = prepared();
    unlinkSync(file);
    const memory = createMemory({ dir });
    expect(memory.semantic.getPreference('first')).toBe(1);
    expect(memory.problems).toMatchObject([{ file, keptAs: null }]);
    expect(existsSync(file)).toBe(true);
  });

  it('when all of it is deleted, is empty', () => {
    const { dir } = prepared();
    const memory = createMemory({ dir });
    rmSync(dir, { recursive: true });
    expect(memory.semantic.items()).toEqual([]);
    memory.semantic.setPreference('new', 1);
    expect(createMemory({ dir }).semantic.getPreference('new')).toBe(1);
  });

  it('with a right checksum over something else, is damage too', async () => {
    const { dir, file } = prepared();
    const { encodeChecked } = await import('../../src/storage/checked-json.js');
    const format = 'sentinel-agentos/semantic@1';
    const state = { revision: 1, historyDropped: 0 };
    const item = {
      id: 'x',
      kind: 'fact',
      slot: 's',
      trust: 'owner',
      sources: [],
      validFrom: 1,
      validTo: null,
    };
    const wrong = [
      null,
      {},
      { ...state, items: [null] },
      { ...state, items: [{ ...item, value: 7 }] },
      { ...state, items: [{ ...item, kind: 'rule', value: 'x' }] },
      { ...state, items: [{ ...item, kind: 'other', value: 'x' }] },
      { ...state, items: [{ ...item, value: 'x', validTo: 'x' }] },
    ];
    for (const data of wrong) {
      writeFileSync(file, encodeChecked(format, data));
      expect(createMemory({ dir }).problems.length).toBeGreaterThan(0);
    }
  });

  it('has temporary files of writers that died cleared away with the next write', () => {
    const { dir } = prepared();
    writeFileSync(join(dir, 'semantic.json.1-abcdefgh.tmp'), 'half');
    writeFileSync(join(dir, 'semantic.json.bak.1-abcdefgh.tmp'), 'half');
    createMemory({ dir }).semantic.setPreference('x', 1);
    expect(readdirSync(dir).toSorted()).toEqual(['semantic.json', 'semantic.json.bak']);
  });

  it('is left whole by a disk that fills up', async () => {
    const dir = temporaryFolder();
    const prefix = ['/bin/sh', '-c', `trap '' XFSZ; ulimit -f 32; exec "$@"`, 'sh'];
    const { lines, errors } = await startChild('write-until-full', [dir, 'preference'], { prefix }).ended;
    expect(errors).toBe('');
    const [code, acknowledged] = lines[0]?.split(' ') ?? [];
    expect(code).toBe('STATE_UNAVAILABLE');
    const memory = createMemory({ dir });
    expect(memory.problems).toEqual([]);
    expect(memory.semantic.preferences().size).toBe(Number(acknowledged));
    memory.semantic.setPreference('there is room', true);
    expect(readdirSync(dir).toSorted()).toEqual(['semantic.json', 'semantic.json.bak']);
  });

  it('that is damaged in a folder that may only be read is read from the backup, and said so', async () => {
    const { dir, file } = prepared();
    createMemory({ dir }).episodic.record('note', 'readable');
    writeFileSync(file, 'damaged');
    const { lines, errors } = await startChild('read-only-memory', [dir]).ended;
    expect(errors).toBe('');
    expect(lines).toEqual(['readable', 'STATE_UNAVAILABLE', 'STATE_UNAVAILABLE', 'readable']);
  });
});
