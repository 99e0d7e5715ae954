import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFileFacts } from '../../src/facts/node-file-facts.js';
import { createFixedFileFacts } from '../../src/facts/fixed-file-facts.js';
import { isWithin, locatePath } from '../../src/matching/located-path.js';

const facts = createFixedFileFacts({ home: '/home/me', files: { '/w/a.ts': 'file' } });
const candidates = (text: string): unknown => {
  const located = locatePath(text, '/w', facts);
  return located.kind === 'local' ? located.candidates : located.why;
};

describe('locatePath', () => {
  it.each([
    ['a.ts', ['/w/a.ts']],
    ['./x/../a.ts', ['/w/a.ts']],
    ['/etc/passwd', ['/etc/passwd']],
    ['~', ['/home/me']],
    ['~/.ssh/id', ['/home/me/.ssh/id']],
    ['file:///etc/pass%77d', ['/etc/passwd']],
    ['file://localhost/etc/passwd', ['/etc/passwd']],
    ['FILE:/etc/%zz', ['/etc/%zz']],
    ['a~b', ['/w/a~b']],
    ['', ['/w']],
  ])('takes %j to %j', (text, expected) => {
    expect(candidates(text)).toEqual(expected);
  });

  it.each([
    ['a\0b', 'nul'],
    ['file:///a%00b', 'nul'],
    ['x'.repeat(4097), 'too-long'],
    ['C:\\Windows\\win.ini', 'foreign'],
    ['c:/x', 'foreign'],
    ['\\\\server\\share', 'foreign'],
    ['~root/.profile', 'home-of-other'],
  ])('says of %j that it is %s', (text, why) => {
    expect(candidates(text)).toBe(why);
  });

  it('follows links, also those before a "..", as the system does', () => {
    const root = realpathSync(mkdtempSync(join(tmpdir(), 'located-')));
    mkdirSync(join(root, 'workspace'));
    mkdirSync(join(root, 'outside', 'deep'), { recursive: true });
    writeFileSync(join(root, 'outside', 'secret'), 's');
    symlinkSync(join(root, 'outside', 'deep'), join(root, 'workspace', 'link'));
    symlinkSync(join(root, 'nowhere'), join(root, 'workspace', 'dangling'));
    const at = (text: string): unknown => locatePath(text, join(root, 'workspace'), createFileFacts());
    expect(at('link/x')).toEqual({
      kind: 'local',
      candidates: [join(root, 'workspace', 'link', 'x'), join(root, 'outside', 'deep', 'x')],
    });
    expect(at('link/../secret')).toEqual({
      kind: 'local',
      candidates: [join(root, 'workspace', 'secret'), join(root, 'outside', 'secret')],
    });
    expect(at('dangling')).toEqual({ kind: 'unreadable', why: 'dangling-link' });
  });
});

describe('isWithin', () => {
  it('knows a folder from one whose name begins alike', () => {
    expect(isWithin('/w/src', '/w/src')).toBe(true);
    expect(isWithin('/w/src/a', '/w/src')).toBe(true);
    expect(isWithin('/w/src-evil/a', '/w/src')).toBe(false);
    expect(isWithin('/w', '/w/src')).toBe(false);
    expect(isWithin('/etc', '/')).toBe(true);
  });
});
