import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { FileFacts } from '../../src/facts/file-facts.js';
import { createFixedFileFacts } from '../../src/facts/fixed-file-facts.js';
import { createFileFacts } from '../../src/facts/node-file-facts.js';
import { rememberFileFacts } from '../../src/facts/remembered-file-facts.js';

describe('file facts of one reading', () => {
  const disk = createFixedFileFacts({ home: '/home/user', files: { '/w/a': 'file', '/w/b': 'file' } });
  const looks: string[] = [];
  const noted =
    <T>(name: string, look: (path: string) => T) =>
    (path: string): T => {
      looks.push(`${name} ${path}`);
      return look(path);
    };
  const counted: FileFacts = {
    ...disk,
    kind: noted('kind', (path) => disk.kind(path)),
    list: noted('list', (path) => disk.list(path)),
    realpath: noted('realpath', (path) => disk.realpath(path)),
  };

  it('say what the disk says, and look at each path once, also where nothing is', () => {
    const facts = rememberFileFacts(counted);
    for (let round = 0; round < 3; round += 1) {
      expect(facts.kind('/w/a')).toBe('file');
      expect(facts.kind('/w/none')).toBeNull();
      expect(facts.list('/w')).toEqual(['a', 'b']);
      expect(facts.realpath('/w/a')).toBe('/w/a');
      expect(facts.realpath('/w/none')).toBe('/w/none');
    }
    expect(facts.home).toBe('/home/user');
    expect(facts.temp).toBe(disk.temp);
    expect(looks).toEqual([
      'kind /w/a',
      'kind /w/none',
      'list /w',
      'realpath /w/a',
      'kind /w',
      'realpath /w',
    ]);
  });

  describe('on a real disk', () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'remembered-')));
    afterAll(() => rmSync(folder, { recursive: true }));
    mkdirSync(join(folder, 'a/b'), { recursive: true });
    writeFileSync(join(folder, 'a/file'), '');
    symlinkSync('a', join(folder, 'to-a'));
    symlinkSync('nowhere', join(folder, 'dangling'));
    symlinkSync('loop', join(folder, 'loop'));

    it('are those of the disk, whatever is asked for', () => {
      const part = fc.constantFrom(
        'a',
        'b',
        'file',
        'to-a',
        'dangling',
        'loop',
        'none',
        '..',
        '.',
        '',
        'x\0',
        'é',
        '文件',
        'y'.repeat(300),
      );
      const plain = createFileFacts();
      const facts = rememberFileFacts(plain);
      fc.assert(
        fc.property(fc.array(part, { maxLength: 80 }), (parts) => {
          const path = `${folder}/${parts.join('/')}`;
          expect(facts.kind(path)).toBe(plain.kind(path));
          expect(facts.realpath(path)).toBe(plain.realpath(path));
          expect(facts.list(path)).toEqual(plain.list(path));
        }),
        { numRuns: 500 },
      );
    });
  });
});
