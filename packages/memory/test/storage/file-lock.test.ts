import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withFileLock } from '../../src/storage/file-lock.js';
import { parseOwner, thisOwner } from '../../src/storage/lock-owner.js';
import { startChild } from '../child-process.js';
import { temporaryFolder } from '../temporary-folder.js';

const locked: unknown = expect.objectContaining({ code: 'STATE_LOCKED' });

function deadOwner(): string {
  return JSON.stringify({ ...thisOwner('left behind'), pid: 4_194_303, started: null });
}

describe('a file lock', () => {
  it('is there while the work runs and gone after it, also when it throws', () => {
    const path = join(temporaryFolder(), 'lock');
    expect(withFileLock(path, () => parseOwner(readFileSync(path, 'utf8'))?.pid)).toBe(process.pid);
    expect(() =>
      withFileLock(path, () => {
        throw new Error('from the work');
      }),
    ).toThrow('from the work');
    expect(readdirSync(join(path, '..'))).toEqual([]);
  });

  it('lets one process in at a time', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'count');
    writeFileSync(file, '0');
    const args = [join(folder, 'lock'), file, '60'];
    const children = [1, 2, 3].map(() => startChild('count-under-lock', args));
    for (const { ended } of children) expect(await ended).toMatchObject({ code: 0, errors: '' });
    expect(readFileSync(file, 'utf8')).toBe('180');
    expect(readdirSync(folder)).toEqual(['count']);
  });

  it('gives up with STATE_LOCKED, naming the process, while a live process holds it', async () => {
    const path = join(temporaryFolder(), 'lock');
    const child = startChild('hold-lock', [path]);
    await child.line((line) => line === 'held');
    expect(() => withFileLock(path, () => 'in', 50)).toThrow(locked);
    expect(() => withFileLock(path, () => 'in', 0)).toThrow(
      new RegExp(`held by process ${child.process.pid}`, 'u'),
    );
    child.process.kill('SIGKILL');
    await child.ended;
    expect(withFileLock(path, () => 'in', 1_000)).toBe('in');
    expect(readdirSync(join(path, '..'))).toEqual([]);
  });

  it('is taken over from a process that is gone by exactly one of many', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'count');
    writeFileSync(file, '0');
    writeFileSync(join(folder, 'lock'), deadOwner());
    const children = [1, 2, 3, 4].map(() =>
      startChild('count-under-lock', [join(folder, 'lock'), file, '10']),
    );
    for (const { ended } of children) expect(await ended).toMatchObject({ code: 0, errors: '' });
    expect(readFileSync(file, 'utf8')).toBe('40');
    expect(readdirSync(folder)).toEqual(['count']);
  });

  it('is taken over from a process whose number was given to another since', () => {
    const path = join(temporaryFolder(), 'lock');
    writeFileSync(path, JSON.stringify({ ...thisOwner('old'), started: '1' }));
    expect(withFileLock(path, () => 'in', 50)).toBe('in');
  });

  it('is taken over past a claimant that died while taking over', () => {
    const path = join(temporaryFolder(), 'lock');
    writeFileSync(path, deadOwner());
    // The claim's name as it is made: the digest of the lock's token.
    const claims: string[] = [];
    withFileLock(path, () => claims.push('taken'), 50);
    writeFileSync(path, deadOwner());
    writeFileSync(`${path}.${digest('left behind')}.claim-0`, deadOwner());
    withFileLock(path, () => claims.push('taken again'), 50);
    expect(claims).toEqual(['taken', 'taken again']);
    expect(readdirSync(join(path, '..'))).toEqual([]);
  });

  it('is not taken while a live process has a claim on it', () => {
    const path = join(temporaryFolder(), 'lock');
    writeFileSync(path, deadOwner());
    writeFileSync(`${path}.${digest('left behind')}.claim-0`, JSON.stringify(thisOwner('claimant')));
    expect(() => withFileLock(path, () => 'in', 20)).toThrow(locked);
  });

  it.each([
    ['of another host', JSON.stringify({ pid: 1, host: `not-${hostname()}`, started: null, token: 't' })],
    ['without content', ''],
    ['of no known form', '{"pid":"x"}'],
  ])('%s is respected while young and taken over when old', (_, content) => {
    const path = join(temporaryFolder(), 'lock');
    writeFileSync(path, content);
    expect(() => withFileLock(path, () => 'in', 20)).toThrow(locked);
    const longAgo = Date.now() / 1000 - 3_600;
    utimesSync(path, longAgo, longAgo);
    expect(withFileLock(path, () => 'in', 20)).toBe('in');
  });

  it('answers STATE_UNAVAILABLE where no file can be made', () => {
    expect(() => withFileLock('/proc/no/lock', () => 'in')).toThrow(
      expect.objectContaining({ code: 'STATE_UNAVAILABLE' }),
    );
  });
});

function digest(token: string): string {
  return createHash('sha256').update(token).digest('hex').slice(0, 16);
}
