import { describe, expect, it } from 'vitest';
import { createFixedFileFacts } from '../../src/facts/fixed-file-facts.js';

const facts = createFixedFileFacts({
  home: '/home/ann',
  temp: '/scratch',
  files: {
    '/work/app/a.txt': 'file',
    '/work/app/link': { symlink: '../other' },
    '/work/other/b.txt': 'file',
    '/work/loop': { symlink: '/work/loop' },
    '/work/dangling': { symlink: '/nowhere' },
    '/dev/sda': 'other',
  },
});

describe('facts from plain data', () => {
  it('implies the folders above what is listed', () => {
    expect(facts.kind('/work/app')).toBe('directory');
    expect(facts.kind('/work/app/a.txt')).toBe('file');
    expect(facts.kind('/dev/sda')).toBe('other');
    expect(facts.kind('/absent')).toBeNull();
    expect(facts.kind('/')).toBe('directory');
  });

  it('follows links in the middle of a path but not at its end for a kind', () => {
    expect(facts.kind('/work/app/link')).toBe('symlink');
    expect(facts.kind('/work/app/link/b.txt')).toBe('file');
    expect(facts.realpath('/work/app/link/b.txt')).toBe('/work/other/b.txt');
    expect(facts.realpath('/work/app/link/new')).toBe('/work/other/new');
    expect(facts.realpath('/work/loop')).toBe('/work/loop');
    expect(facts.realpath('/work/dangling')).toBe('/work/dangling');
    expect(facts.realpath('/work/dangling/below')).toBe('/work/dangling/below');
  });

  it('lists names in order, also through a link', () => {
    expect(facts.list('/work/app')).toEqual(['a.txt', 'link']);
    expect(facts.list('/work/app/link')).toEqual(['b.txt']);
    expect(facts.list('/work/app/a.txt')).toEqual([]);
  });

  it('has a home and a temp folder, by default those of a plain system', () => {
    expect([facts.home, facts.temp]).toEqual(['/home/ann', '/scratch']);
    expect([createFixedFileFacts().home, createFixedFileFacts().temp]).toEqual(['/home/user', '/tmp']);
  });
});
