import { describe, expect, it } from 'vitest';
import { compileProtectedFiles, compileSensitiveFiles } from '../../src/rules/file-rules.js';
import { createFixedFileFacts } from '../../src/facts/fixed-file-facts.js';
import { effect } from '../effects-by-hand.js';
import { protectOwnFiles, type OwnFiles } from '../../src/rules/own-files.js';

const facts = createFixedFileFacts({
  home: '/home/me',
  files: {
    '/w/package.json': 'file',
    '/w/.env': 'file',
    '/w/link': { symlink: '/w/.env' },
    '/w/.agentos': 'directory',
    '/real/state': 'directory',
    '/w/alias': { symlink: '/real/state' },
  },
});
const base = { roots: ['/w'], home: '/home/me' };

describe('sensitive files', () => {
  const rules = compileSensitiveFiles(['.env', '~/.ssh/**'], base);

  it.each(['fs.read', 'fs.write', 'fs.delete', 'fs.chmod', 'secret.read'] as const)(
    'are closed to %s',
    (verb) => {
      expect(rules([effect({ verb, target: '/w/sub/.env' })], facts)).toHaveLength(1);
    },
  );

  it('say which file, in both languages', () => {
    expect(rules([effect({ verb: 'fs.read', target: '/home/me/.ssh/id\u001b' })], facts)).toMatchObject([
      {
        gate: 'rules',
        rule: 'rules.sensitiveFiles.1',
        floor: 'deny',
        field: 'command',
        message: {
          en: '🚫 Sensitive file: /home/me/.ssh/id\\u{1b} — must not be read or changed',
          zh: '🚫 敏感文件: /home/me/.ssh/id\\u{1b} — 禁止读写',
        },
      },
    ]);
  });

  it('are found behind links, and nothing else is', () => {
    expect(rules([effect({ verb: 'fs.read', target: '/w/link' })], facts)).toHaveLength(1);
    expect(rules([effect({ verb: 'fs.read', target: '/w/main.ts' })], facts)).toEqual([]);
    expect(rules([effect({ verb: 'net.fetch', target: '.env' })], facts)).toEqual([]);
    expect(rules([effect({ verb: 'fs.read', target: '' })], facts)).toEqual([]);
    expect(compileSensitiveFiles([], base)([effect()], facts)).toEqual([]);
  });
});

describe('protected files', () => {
  const rules = compileProtectedFiles(['package.json', 'MEMORY.md', '~/notes', '*.lock', '/etc/hosts'], base);
  const deleted = (target: string): number => rules([effect({ verb: 'fs.delete', target })], facts).length;

  it.each(['/w/package.json', '/w/PACKAGE.json', '/home/me/notes', '/w/sub/a.lock', '/etc/hosts', '/w', '/'])(
    'deleting %s is denied',
    (target) => {
      expect(deleted(target)).toBe(1);
    },
  );

  it.each(['/w/sub/package.json', '/w/package.json.bak', '/w/MEMORY.md/x', '/home/you/notes', '/w/src', ''])(
    'deleting %s is not',
    (target) => {
      expect(deleted(target)).toBe(0);
    },
  );

  it('a folder of files that are not there is no reason', () => {
    const none = compileProtectedFiles(['docs/MEMORY.md'], base);
    expect(none([effect({ verb: 'fs.delete', target: '/w/docs' })], facts)).toEqual([]);
  });

  it('may be written, and say why they may not be deleted', () => {
    expect(rules([effect({ verb: 'fs.write', target: '/w/package.json' })], facts)).toEqual([]);
    expect(rules([effect({ verb: 'fs.delete', target: '/w' })], facts)[0]?.message).toEqual({
      en: '🚫 Protected file: /w — must not be deleted (package.json)',
      zh: '🚫 保护文件: /w — 禁止删除（package.json）',
    });
  });
});

describe("the guard's own files", () => {
  const own = (...paths: readonly string[]): OwnFiles =>
    protectOwnFiles(
      paths.map((path) => ({ path, except: [] })),
      facts,
    );
  const rules = own('/w/.agentos', '/w/alias', '/w/guard-rules.json');
  const touched = (verb: 'fs.read' | 'fs.write' | 'fs.delete' | 'fs.chmod', target: string): number =>
    rules({ effects: [effect({ verb, target })], commands: [] }, facts, '/w').length;

  it.each([
    ['fs.write', '/w/.agentos/audit/1.jsonl', 1],
    ['fs.write', '/real/state/x', 1],
    ['fs.write', '/w/guard-rules.json', 1],
    ['fs.chmod', '/w/.agentos', 1],
    ['fs.delete', '/w/.agentos/audit', 1],
    ['fs.delete', '/w', 1],
    ['fs.delete', '/', 1],
    ['fs.read', '/w/.agentos/audit/1.jsonl', 0],
    ['fs.write', '/w/.agentos-evil/x', 0],
    ['fs.write', '/w/src/a', 0],
    ['fs.chmod', '/w', 0],
    ['fs.delete', '/other', 0],
    ['fs.delete', '', 0],
  ] as const)('%s %s', (verb, target, findings) => {
    expect(touched(verb, target)).toBe(findings);
  });

  it('that do not exist are no reason to keep the folder around them', () => {
    expect(
      own('/w/x/none')(
        { effects: [effect({ verb: 'fs.delete', target: '/w/x' })], commands: [] },
        facts,
        '/w',
      ),
    ).toEqual([]);
  });
});
