import { describe, expect, it } from 'vitest';
import { createFixedFileFacts } from '../../src/facts/fixed-file-facts.js';

const facts = createFixedFileFacts({
  home: '/home/ann',
  temp: '/scratch',
  files: {
    '/proj/app/a.txt': 'file',
    '/proj/app/link': { symlink: '../other' },
    '/proj/other/b.txt': 'file',
    '/proj/loop': { symlink: '/proj/loop' },
    '/proj/dangling': { symlink: '/nowhere' },
    '/dev/sda': 'other',
  },
});

describe('facts from plain data', () => {
  it('implies the folders above what is listed', () => {
    expect(facts.kind('/proj/app')).toBe('directory');
    expect(facts.kind('/proj/app/a.txt')).toBe('file');
    expect(facts.kind('/dev/sda')).toBe('other');
    expect(facts.kind('/absent')).toBeNull();
    expect(facts.kind('/')).toBe('directory');
  });

  it('follows links in the middle of a path but not at its end for a kind', () => {
    expect(facts.kind('/proj/app/link')).toBe('symlink');
    expect(facts.kind('/proj/app/link/b.txt')).toBe('file');
    expect(facts.realpath('/proj/app/link/b.txt')).toBe('/proj/other/b.txt');
    expect(facts.realpath('/proj/app/link/new')).toBe('/proj/other/new');
    expect(facts.realpath('/proj/loop')).toBe('/proj/loop');
    expect(facts.realpath('/proj/dangling')).toBe('/proj/dangling');
    expect(facts.realpath('/proj/dangling/below')).toBe('/proj/dangling/below');
  });

  it('lists names in order, also through a link', () => {
    expect(facts.list('/proj/app')).toEqual(['a.txt', 'link']);
    expect(facts.list('/proj/app/link')).toEqual(['b.txt']);
    expect(facts.list('/proj/app/a.txt')).toEqual([]);
  });

  it('has a home and a temp folder, by default those of a plain system', () => {
    expect([facts.home, facts.temp]).toEqual(['/home/ann', '/scratch']);
    expect([createFixedFileFacts().home, createFixedFileFacts().temp]).toEqual(['/home/user', '/tmp']);
  });
});
