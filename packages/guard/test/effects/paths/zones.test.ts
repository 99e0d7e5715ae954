import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { expandGlob, matchesGlob } from '../../../src/effects/paths/glob-targets.js';
import { locate } from '../../../src/effects/paths/locate.js';
import { isHostCache, isRegenerable } from '../../../src/effects/paths/regenerable-paths.js';
import { holdsSecrets, isSecretPath } from '../../../src/effects/paths/secret-paths.js';
import { boundariesOf, isWithin, zoneOf } from '../../../src/effects/paths/zones.js';
import { createFixedFileFacts } from '../../../src/facts/fixed-file-facts.js';

const facts = createFixedFileFacts({
  home: '/home/ann',
  files: {
    '/proj/app/src/a.ts': 'file',
    '/proj/app/src/b.ts': 'file',
    '/proj/app/.hidden': 'file',
    '/proj/app/out': { symlink: '/etc' },
    '/proj/src-evil/x': 'file',
    '/etc/passwd': 'file',
  },
});
const boundaries = boundariesOf({ workspaceRoot: '/proj/app', stateDir: '/proj/app/.agentos', facts });
const at = (text: string, follow = true): string => {
  const place = locate(text, { cwd: '/proj/app', facts, boundaries, follow });
  return `${place.zone} ${place.path}${place.contents ? '/*' : ''}`;
};

describe('where a path leads', () => {
  it('is the same for a guard in any process', () => {
    const disk = { ...facts, realpath: (path: string) => path.replace(/^\/proc\/self/, '/proc/4711') };
    const place = (path: string): string =>
      locate(path, { cwd: '/proj/app', facts: disk, boundaries, follow: true }).path;
    expect(place('/proc/self/environ')).toBe('/proc/self/environ');
    expect(place('/proc/self/fd/../environ')).toBe('/proc/self/environ');
  });

  it.each([
    ['src/a.ts', 'workspace /proj/app/src/a.ts'],
    ['.', 'workspace-root /proj/app'],
    ['src/..', 'workspace-root /proj/app'],
    ['*', 'workspace-root /proj/app/*'],
    ['./*', 'workspace-root /proj/app/*'],
    ['..', 'root /proj'],
    ['../src-evil', 'outside /proj/src-evil'],
    ['/proj/app-evil', 'outside /proj/app-evil'],
    ['.agentos/x', 'state /proj/app/.agentos/x'],
    ['.git/hooks', 'git /proj/app/.git/hooks'],
    ['sub/.git', 'git /proj/app/sub/.git'],
    ['/', 'root /'],
    ['//', 'root /'],
    ['/*', 'root //*'],
    ['/home', 'home /home'],
    ['/home/bob', 'home /home/bob'],
    ['/home/bob/x', 'outside /home/bob/x'],
    ['/root', 'home /root'],
    ['/etc', 'system-root /etc'],
    ['/etc/passwd', 'system /etc/passwd'],
    ['/usr/local', 'system-root /usr/local'],
    ['/usr/local/bin/x', 'outside /usr/local/bin/x'],
    ['/tmp', 'temp-root /tmp'],
    ['/tmp/x', 'temp /tmp/x'],
    ['/dev/null', 'stream /dev/null'],
    ['/dev/sda', 'device /dev/sda'],
    ['/proc/sys/x', 'kernel /proc/sys/x'],
    ['/proc/self/root/etc', 'system-root /etc'],
    ['/proc/self/root', 'root /'],
    ['/proc/self/cwd/src', 'workspace /proj/app/src'],
    ['/proc/self/task/1/root/etc', 'system-root /etc'],
    ['/proc/./self/root/etc', 'system-root /etc'],
    ['/proc/self/environ', 'kernel /proc/self/environ'],
    ['/proc/self/../../etc', 'system-root /etc'],
    ['/var/lib/apt/lists/x', 'cache /var/lib/apt/lists/x'],
    ['out/passwd', 'system /etc/passwd'],
    ['out/../xy', 'outside /xy'],
    ['', 'stream '],
    ['\0', 'unknown \0'],
    ['\0/x', 'unknown \0/x'],
    ['src/\0', 'workspace /proj/app/src/\0'],
    ['/\0', 'outside /\0'],
    ['src/\0/../../..', 'unknown /proj/app/src/\0/../../..'],
  ])('%j is %j', (text, place) => {
    expect(at(text)).toBe(place);
  });

  it('a final link is followed only by those that follow it', () => {
    expect(at('out')).toBe('system-root /etc');
    expect(at('out', false)).toBe('workspace /proj/app/out');
    expect(at('out/', false)).toBe('system-root /etc');
  });

  it('a path longer than any system call takes is unknown', () => {
    expect(at('a/'.repeat(4000)).startsWith('unknown ')).toBe(true);
  });

  it('the root as a workspace does not turn the system into one', () => {
    const all = { workspace: '/', state: '/.agentos', home: '/root', temp: '/tmp' };
    expect([zoneOf('/etc', all), zoneOf('/', all), zoneOf('/srv/x', all)]).toEqual([
      'system-root',
      'root',
      'outside',
    ]);
    expect(isWithin('/a', '/')).toBe(true);
  });

  it('resolving what was resolved changes nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('..', '.', 'src', 'out', 'a.ts', '', 'etc', 'x')), (parts) => {
        const options = { cwd: '/proj/app', facts, boundaries };
        const once = locate(`/${parts.join('/')}`, options);
        expect(locate(once.path, options).path).toBe(once.path);
      }),
    );
  });
});

describe('patterns', () => {
  it.each([
    ['a', 'a', true],
    ['a', '?', true],
    ['ab', '?', false],
    ['abc', 'a*c', true],
    ['abcd', '*b*d', true],
    ['abc', '*d', false],
    ['c', '[abc]', true],
    ['c', '[a-d]', true],
    ['c', '[!abc]', false],
    ['x', '[^abc]', true],
    ['[', '[', true],
    ['a', '', false],
    ['', '*', true],
  ])('%j against %j is %s', (name, pattern, expected) => {
    expect(matchesGlob(name, pattern)).toBe(expected);
  });

  it('expands to what is on the disk, and to itself when there is nothing', () => {
    expect(expandGlob('src/*.ts', '/proj/app', facts)).toEqual(['src/a.ts', 'src/b.ts']);
    expect(expandGlob('/et[c]', '/', facts)).toEqual(['/etc']);
    expect(expandGlob('*', '/proj/app', facts)).toEqual(['out', 'src']);
    expect(expandGlob('.h*', '/proj/app', facts)).toEqual(['.hidden']);
    expect(expandGlob('nothing*', '/proj/app', facts)).toEqual(['nothing*']);
    expect(expandGlob('*'.repeat(300), '/', facts)).toHaveLength(1);
  });

  it('takes no time on hostile patterns', () => {
    expect(matchesGlob('a'.repeat(200), `${'*a'.repeat(100)}b`)).toBe(false);
  });
});

describe('what a name tells', () => {
  it.each([
    '.env',
    'x/.env.local',
    '.ENV',
    'server.key',
    'a.pem',
    '~/.ssh/id_rsa',
    '/home/u/.ssh/deploy',
    '/home/u/.aws/credentials',
    '.netrc',
    '.npmrc',
    '/home/u/.kube/config',
    '/home/u/.docker/config.json',
    '/etc/shadow',
    '/proc/1/environ',
    'service-account.json',
    '/run/secrets/x',
    '.git-credentials',
    '/home/u/.gnupg/secring.gpg',
  ])('%s is secret', (path) => {
    expect(isSecretPath(path)).toBe(true);
  });

  it.each([
    '.env.example',
    '.env.sample',
    '.env.template',
    'id_rsa.pub',
    '/home/u/.ssh/known_hosts',
    '/home/u/.ssh/config',
    'ca.pem',
    'cert.pem',
    'environment.ts',
    'src/keys.ts',
    '.envoy.yaml'.replace('.', ''),
    'key',
    '.key',
    'package.json',
    '/home/u/.gnupg/gpg.conf',
  ])('%s is not', (path) => {
    expect(isSecretPath(path)).toBe(false);
  });

  it('folders hold secrets by their name', () => {
    expect([
      holdsSecrets('/home/u/.aws'),
      holdsSecrets('/home/u/.ssh'),
      holdsSecrets('certs'),
      holdsSecrets('src'),
    ]).toEqual([true, true, true, false]);
  });

  it('knows what is made again', () => {
    expect(
      ['node_modules', 'a/dist/b', 'x.pyc', 'target', 'src', 'distance', 'README.md'].map(isRegenerable),
    ).toEqual([true, true, true, true, false, false, false]);
    expect(
      ['/var/cache/apt/x', '/root/.npm', '/usr/share/doc/x', '/var/lib/mysql', '/usr/share'].map(isHostCache),
    ).toEqual([true, true, true, false, false]);
  });
});
