import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFileFacts } from '../../src/facts/node-file-facts.js';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'facts-')));
mkdirSync(join(root, 'folder'));
writeFileSync(join(root, 'folder', 'b.txt'), 'b');
writeFileSync(join(root, 'folder', 'a.txt'), 'a');
symlinkSync(join(root, 'folder'), join(root, 'link'));
symlinkSync(join(root, 'nowhere'), join(root, 'dangling'));
symlinkSync(join(root, 'loop'), join(root, 'loop'));
const facts = createFileFacts();

describe('facts of the real disk', () => {
  it('tells what stands at a path without following it', () => {
    expect(facts.kind(join(root, 'folder'))).toBe('directory');
    expect(facts.kind(join(root, 'folder/a.txt'))).toBe('file');
    expect(facts.kind(join(root, 'link'))).toBe('symlink');
    expect(facts.kind('/dev/null')).toBe('other');
    expect(facts.kind(join(root, 'absent'))).toBeNull();
    expect(facts.kind(join(root, 'folder/a.txt/below'))).toBeNull();
  });

  it('resolves links of the part that exists and keeps the rest as written', () => {
    expect(facts.realpath(join(root, 'link/a.txt'))).toBe(join(root, 'folder/a.txt'));
    expect(facts.realpath(join(root, 'link/new/deep.txt'))).toBe(join(root, 'folder/new/deep.txt'));
    expect(facts.realpath(join(root, 'folder/../link'))).toBe(join(root, 'folder'));
    expect(facts.realpath('/')).toBe('/');
  });

  it('keeps a link that leads nowhere, so that it can be told from a resolved path by its kind', () => {
    expect(facts.realpath(join(root, 'dangling'))).toBe(join(root, 'dangling'));
    expect(facts.kind(join(root, 'dangling'))).toBe('symlink');
  });

  it('gives a link that leads to itself back as written', () => {
    expect(facts.realpath(join(root, 'loop'))).toBe(join(root, 'loop'));
  });

  it('lists names sorted, and nothing for what is no folder', () => {
    expect(facts.list(join(root, 'folder'))).toEqual(['a.txt', 'b.txt']);
    expect(facts.list(join(root, 'folder/a.txt'))).toEqual([]);
    expect(facts.list(join(root, 'absent'))).toEqual([]);
  });

  it('knows home and the folder for temporary files', () => {
    expect(facts.home).toBe(homedir());
    expect(facts.temp).toBe(realpathSync(tmpdir()));
  });

  it('never throws, whatever the path', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (path) => {
        facts.kind(path);
        facts.list(path);
        expect(typeof facts.realpath(path)).toBe('string');
      }),
    );
    const long = `/${'x/'.repeat(5000)}`;
    expect(facts.kind(long)).toBeNull();
    expect(facts.list(`${root}\0`)).toEqual([]);
    expect(facts.realpath(long).startsWith('/x/x')).toBe(true);
  });
});
