import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileAllowGlob, compileDenyGlob } from '../../src/matching/path-glob.js';

const base = { roots: ['/w'], home: '/home/me' };

describe('compileDenyGlob', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    [
      '.env',
      [
        '/w/.env',
        '/w/sub/.env',
        '/w/.ENV',
        '/abs/.env',
        '/w/.env.local',
        '/w/.env/x',
        '/w/.env:stream',
        '/w/.env. ',
      ],
      ['/w/.env.example', '/w/.env.sample', '/w/.envrc', '/w/env', '/w/x.env'],
    ],
    ['*.key', ['/w/a.key', '/w/a.KEY', '/w/.key', '/w/a.key/x'], ['/w/a.keys', '/w/key']],
    [
      '.git/**',
      ['/w/.git', '/w/.git/config', '/w/sub/.git/hooks/x', '/w/.GIT/x'],
      ['/w/.gitignore', '/w/.github/x'],
    ],
    ['**/credentials/**', ['/w/credentials', '/w/a/credentials/b'], ['/w/credentials.ts']],
    [
      'config/secrets/',
      ['/w/config/secrets', '/w/a/config/secrets/z'],
      ['/w/config/secrets.ts', '/w/secrets'],
    ],
    ['./a/**/b', ['/w/a/b', '/w/a/x/y/b/c'], ['/w/a/c']],
    ['/etc/**', ['/etc', '/etc/passwd'], ['/w/etc/x', '/etcetera']],
    ['/w/x', ['/w/x', '/w/x/y'], ['/w/xx']],
    ['~/.ssh/**', ['/home/me/.ssh/id'], ['/w/.ssh/id']],
    ['~', ['/home/me', '/home/me/x'], ['/home']],
    ['/**', ['/', '/x'], []],
    ['/', ['/', '/x/y'], []],
    ['**', ['/w/x'], []],
    ['*.{pem,p12}', ['/w/a.pem', '/w/d/a.P12'], ['/w/a.pe']],
    ['!x', ['/w/!x'], ['/w/x', '/w/y']],
    ['#x', ['/w/#x'], ['/w/y']],
  ])('%s', (glob, matching, others) => {
    const { matches, pattern } = compileDenyGlob(glob, 'here', base);
    expect(pattern).toBe(glob);
    expect(matching.filter((path) => !matches(path))).toEqual([]);
    expect(others.filter((path) => matches(path))).toEqual([]);
  });

  it('sees through the spellings of other file systems', () => {
    const { matches } = compileDenyGlob('.git/**', 'here', base);
    expect(matches('/w/sub\\.git\\config')).toBe(true);
    expect(matches('/w/.g\u200cit/config')).toBe(true);
    expect(matches('/w/.git . /config')).toBe(true);
    expect(matches('/w/.git::$INDEX_ALLOCATION/config')).toBe(true);
    expect(compileDenyGlob('é.key', 'here', base).matches('/w/e\u0301.key')).toBe(true);
  });

  it('looks at segments from the workspace root on, so that its own place does not matter', () => {
    expect(
      compileDenyGlob('build', 'here', { roots: ['/home/build/w'], home: '/' }).matches('/home/build/w/a'),
    ).toBe(false);
    expect(compileDenyGlob('build', 'here', base).matches('/home/build/w/a')).toBe(true);
  });

  it.each(['', 'a\0b'])('refuses %j', (glob) => {
    expect(() => compileDenyGlob(glob, 'pathDeny.path.0', base)).toThrow(/pathDeny\.path\.0 must be a glob/u);
  });

  it('answers hostile paths and globs without end of stars', () => {
    const deep = `/w${'/a'.repeat(2040)}`;
    const wide = `/w/${'a'.repeat(4000)}`;
    for (const glob of ['**/a/**/a/**/a/**/b', '*a*a*a*a*a*a*b', '+(a|+(a))b']) {
      const { matches } = compileDenyGlob(glob, 'here', base);
      expect([matches(deep), matches(wide)]).toEqual([false, false]);
    }
  });

  it('matches a path in whatever case it is written', () => {
    const { matches } = compileDenyGlob('secret.key', 'here', base);
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }), (upper) => {
        const name = Array.from('secret.key')
          .map((c, i) => (upper[i] === true ? c.toUpperCase() : c))
          .join('');
        expect(matches(`/w/x/${name}`)).toBe(true);
      }),
    );
  });

  it('never throws, whatever the path', () => {
    const globs = ['.env', '*.key', '.git/**', '/etc/**', '**'].map((glob) =>
      compileDenyGlob(glob, 'here', base),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (path) => {
        for (const glob of globs) expect(typeof glob.matches(`/${path}`)).toBe('boolean');
      }),
    );
  });
});

describe('compileAllowGlob', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['src/**', ['/w/src/a', '/w/src/a/b'], ['/w/evil/src/a', '/o/src/a', '/w/src']],
    ['*.md', ['/w/a.md', '/w/d/A.MD'], ['/o/a.md', '/w/a.md/x']],
    ['/data/**', ['/data/x'], ['/w/data/x', '/data']],
    ['README', ['/w/README', '/w/d/readme'], ['/w/README.x']],
  ])('%s', (glob, matching, others) => {
    const { matches } = compileAllowGlob(glob, 'here', base);
    expect(matching.filter((path) => !matches(path))).toEqual([]);
    expect(others.filter((path) => matches(path))).toEqual([]);
  });
});
