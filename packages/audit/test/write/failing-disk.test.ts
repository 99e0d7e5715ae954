import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { buildWriterProgram, type WriterProgram } from '../support/child.js';
import { journalPlace } from '../support/journal-place.js';
import { event } from '../support/records.js';
import { tempFolder } from '../support/temp-folder.js';
import { rejected, thrown } from '../support/thrown.js';

/** Mounts a small file system of its own; null where this user may not. */
function mountTmpfs(options: string): string | null {
  const folder = join(tempFolder(), 'mount');
  mkdirSync(folder);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'none', folder]).status !== 0) return null;
  onTestFinished(() => void execFileSync('umount', ['-l', folder]));
  return folder;
}

let program: WriterProgram;
beforeAll(async () => {
  program = await buildWriterProgram();
});
afterAll(() => program.remove());

describe('on a full disk', () => {
  it('an append fails, takes nothing half-written along, and the journal goes on once there is room', async (test) => {
    const mount = mountTmpfs('size=256k');
    if (mount === null) return test.skip('skipped: no tmpfs');
    const place = journalPlace(tempFolder());
    const dir = join(mount, 'audit');
    const journal = place.open({ dir });
    await journal.append(event('a'));
    const ballast = join(mount, 'ballast');
    writeFileSync(ballast, Buffer.alloc(200 * 1024));

    const acknowledged: string[] = ['a'];
    const fill = async (): Promise<void> => {
      for (let n = 0; n < 100; n += 1) {
        await journal.append(event(`e${n}`, 'x'.repeat(5000)));
        acknowledged.push(`e${n}`);
      }
    };
    await rejected('JOURNAL_FAILED', fill());
    thrown('JOURNAL_FAILED', () => journal.appendSync(event('still failing')));
    journal.enqueue(event('lost'));
    await rejected('JOURNAL_FAILED', journal.flush());
    await journal.close();
    const full = place.open({ dir });
    expect(full.verify().status).toBe('ok');

    rmSync(ballast);
    const again = place.open({ dir });
    again.appendSync(event('after'));
    expect(again.verify().status).toBe('ok');
    const file = join(dir, 'segment-000000.jsonl');
    const kept = execFileSync('cat', [file], { encoding: 'utf8' });
    expect([...acknowledged, 'after'].filter((name) => !kept.includes(`"name":"${name}"`))).toEqual([]);
    await again.close();
  });
});

describe('on a read-only disk', () => {
  it('appending says so, and reading works', async (test) => {
    const mount = mountTmpfs('size=1m');
    if (mount === null) return test.skip('skipped: no tmpfs');
    const place = journalPlace(tempFolder());
    const dir = join(mount, 'audit');
    const journal = place.open({ dir });
    await journal.append(event('a'));
    await journal.close();
    execFileSync('mount', ['-o', 'remount,ro', mount]);
    const reader = place.open({ dir });
    expect(thrown('STATE_UNAVAILABLE', () => reader.appendSync(event('b'))).message).toContain('EROFS');
    await rejected('STATE_UNAVAILABLE', reader.append(event('b')));
    expect(reader.verify().status).toBe('ok');
    expect(reader.stats().totalOperations).toBe(0);
    thrown('STATE_UNAVAILABLE', () => place.open({ dir, lock: 'process' }).appendSync(event('b')));
    expect(readdirSync(dir).sort()).toEqual(['segment-000000.jsonl', 'writer.lock']);
  });
});

describe('on a disk whose sync fails', () => {
  it.for(['EIO', 'ENOSPC'])(
    '%s: the record is not acknowledged and nothing more is taken',
    async (code, test) => {
      const hasStrace = spawnSync('strace', ['-qq', '-o', '/dev/null', 'true']).status === 0;
      if (!hasStrace) return test.skip('skipped: no strace');
      const place = journalPlace();
      const inject = [
        'strace',
        '-f',
        '-qq',
        '-o',
        '/dev/null',
        '-e',
        `inject=fdatasync:error=${code}:when=5`,
      ];
      const child = program.start([place.dir, place.keyDir, 'e', '60', 'auto'], inject);
      expect(await child.closed).toMatchObject({ code: 1 });
      const lines = child.lines();
      expect(lines.at(-1)).toMatch(/^failed JOURNAL_FAILED .*opened again/);
      expect(lines.at(-1)).toContain(code);
      const journal = place.open();
      journal.appendSync(event('after'));
      expect(journal.verify().status).toBe('ok');
      const kept = place.records().map(({ name }) => name);
      expect(lines.slice(0, -1).filter((name) => !kept.includes(name))).toEqual([]);
      expect(lines.length).toBeGreaterThan(4);
      await journal.close();
    },
  );
});
