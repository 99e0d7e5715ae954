import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFixedFileFacts } from '../../src/facts/fixed-file-facts.js';
import { linkFileFacts } from '../../src/facts/linked-file-facts.js';

const disk = createFixedFileFacts({
  files: { '/etc/passwd': 'file', '/w/src/a': 'file', '/w/old': { symlink: '/etc' } },
});

describe('file facts once a call has made links', () => {
  const facts = linkFileFacts(
    disk,
    new Map([
      ['/w/x', '/'],
      ['/w/y', '/w/x/etc'],
      ['/w/z', '/w/old'],
      ['/w/loop', '/w/loop/again'],
    ]),
  );

  it('lead through them, one after another, and through those of the disk', () => {
    expect(facts.realpath('/w/x/etc/passwd')).toBe('/etc/passwd');
    expect(facts.realpath('/w/y/passwd')).toBe('/etc/passwd');
    expect(facts.realpath('/w/z/passwd')).toBe('/etc/passwd');
    expect(facts.kind('/w/y/passwd')).toBe('file');
    expect(facts.list('/w/y')).toEqual(['passwd']);
  });

  it('say that a link is one, and leave everything else as it is', () => {
    expect(facts.kind('/w/x')).toBe('symlink');
    expect(facts.kind('/w/src/a')).toBe('file');
    expect(facts.realpath('/w/xylophone')).toBe('/w/xylophone');
    expect(facts.home).toBe(disk.home);
  });

  it('end for links that lead to themselves, and any others', () => {
    const path = fc
      .array(fc.constantFrom('a', 'b', 'w', 'x'), { minLength: 1, maxLength: 4 })
      .map((parts) => `/${parts.join('/')}`);
    fc.assert(
      fc.property(fc.array(fc.tuple(path, path), { maxLength: 6 }), path, (links, at) => {
        const linked = linkFileFacts(disk, new Map(links));
        expect(linked.realpath(at).startsWith('/')).toBe(true);
        linked.kind(at);
        linked.list(at);
      }),
    );
  });
});
