import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseParams } from '@sentinel-agentos/core';
import { describe, expect, it } from 'vitest';
import { createFileFacts } from '../../../src/facts/node-file-facts.js';
import { createFixedFileFacts } from '../../../src/facts/fixed-file-facts.js';
import { createSchemaGate } from '../../../src/schema/schema-gate.js';
import { broken, messages } from '../check-rule.js';

const linked = createFixedFileFacts({
  home: '/home/me',
  files: {
    '/w/.env': 'file',
    '/w/notes.txt': { symlink: '/w/.env' },
    '/w/out': { symlink: '/etc' },
    '/w/in': { symlink: '/w/src' },
    '/w/src': 'directory',
  },
});

describe('pathDeny', () => {
  const rule = { pathDeny: { path: ['.env', '*.key', '*.pem'] } };

  it.each([
    '.env',
    './.env',
    'sub/.env',
    'a/../.env',
    '.ENV',
    '/abs/.env',
    '.env.local',
    'sub/../a/./.Env',
    'sub\\.env',
    '.env/',
    '.env/inner',
    '.env. ',
    'file:///w/.env',
    '~/.env',
    'server.key',
    'certs/SERVER.PEM',
    '.\u200benv'.replace('\u200b', '\u200c'),
  ])('[S2-16] rejects %j', (path) => {
    expect(broken(rule, { path })).toEqual(['path: pathDeny']);
  });

  it.each(['src/main.ts', '.env.example', 'environment', 'src/env.ts', 'keys.md', '.envrc', 'a.pem.md'])(
    '[S2-16] lets %j pass',
    (path) => {
      expect(broken(rule, { path })).toEqual([]);
    },
  );

  it('[S2-16] says it in the words of the reference', () => {
    expect(messages(rule, { path: '.env' })).toEqual(['path matches deny pattern']);
  });

  it('[S2-16] follows links to what they stand for', () => {
    expect(broken(rule, { path: 'notes.txt' }, linked)).toEqual(['path: pathDeny']);
  });

  it('as a list holds for every parameter that looks like a path, at any depth', () => {
    const list = { pathDeny: ['.env'] };
    expect(broken(list, { path: 'a', file_path: '.env' })).toEqual(['file_path: pathDeny']);
    expect(broken(list, { edits: [{ filePath: 'x/.env' }, { filePath: 'y' }] })).toEqual([
      'edits.0.filePath: pathDeny',
    ]);
    expect(broken(list, { paths: ['a', '.env'] })).toEqual(['paths.1: pathDeny']);
    expect(broken(list, { content: '.env', source: 5, path: null })).toEqual([]);
  });

  it('looks at a thousand paths and no more', () => {
    const paths = (count: number): string[] => Array.from({ length: count }, (_, index) => `f${index}`);
    expect(broken({ pathDeny: ['.env'] }, { paths: paths(1000) })).toEqual([]);
    expect(broken({ pathDeny: { paths: ['.env'] } }, { paths: paths(1001) })).toEqual([
      'paths.1000: pathDeny',
    ]);
    expect(broken({ pathDeny: ['.env'] }, { paths: paths(50_000) })).toEqual(['paths.1000: pathDeny']);
  });

  it('rejects what is given for a path and is none', () => {
    expect(broken(rule, { path: 5 })).toEqual(['path: pathDeny']);
    expect(broken(rule, { path: new Uint8Array([46]) })).toEqual(['path: pathDeny']);
    expect(broken(rule, { path: ['a', {}] })).toEqual(['path.1: pathDeny']);
    expect(messages(rule, { path: 'a\0b' })).toEqual(['path contains a NUL byte']);
    expect(messages(rule, { path: 'x'.repeat(5000) })).toEqual(['path is too long for a path']);
    expect(broken(rule, { path: null })).toEqual([]);
    expect(broken(rule, {})).toEqual([]);
  });
});

describe('pathScope', () => {
  const rule = { pathScope: { path: 'workspace' } } as const;

  it.each(['src/a', './a', 'a/../b', '/w/a', '/w', '.', '..w', 'x/..y', 'in/a'])(
    '[S2-14] %j is inside',
    (path) => {
      expect(broken(rule, { path }, linked)).toEqual([]);
    },
  );

  it.each([
    '../x',
    'a/../../x',
    '/etc/passwd',
    '/w-evil/a',
    '/W/a',
    '/',
    '~/x',
    '~root/x',
    'C:\\Windows\\x',
    'c:x',
    '\\\\server\\share',
    'file:///etc/passwd',
    'out/passwd',
    'out',
    'in/../../x',
    'a\0b',
  ])('[S2-14] %j is outside, though the rule names no workspaceRoot', (path) => {
    expect(broken(rule, { path }, linked)).toEqual(['path: pathScope']);
  });

  it('[S2-14] knows temp and global, and a root of its own', () => {
    expect(broken({ pathScope: { path: 'temp' } }, { path: '/tmp/x' })).toEqual([]);
    expect(messages({ pathScope: { path: 'temp' } }, { path: '/w/x' })).toEqual([
      'path is outside the folder for temporary files',
    ]);
    expect(broken({ pathScope: { path: 'global' } }, { path: '/etc/x' })).toEqual([]);
    expect(broken({ pathScope: 'workspace', workspaceRoot: 'src' }, { path: 'src/a' })).toEqual([]);
    expect(broken({ pathScope: 'workspace', workspaceRoot: 'src' }, { path: 'a' })).toEqual([
      'path: pathScope',
    ]);
    expect(messages({ pathScope: 'workspace' }, { dir: '..' })).toEqual(['dir is outside the workspace']);
  });

  it('[S2-14] holds on a real disk with real links', () => {
    const root = mkdtempSync(join(tmpdir(), 'scope-'));
    const workspace = join(root, 'workspace');
    mkdirSync(join(workspace, 'src'), { recursive: true });
    mkdirSync(join(root, 'outside'));
    writeFileSync(join(root, 'outside', 'a'), '');
    symlinkSync(join(root, 'outside'), join(workspace, 'link'));
    symlinkSync(workspace, join(root, 'alias'));
    symlinkSync(join(root, 'outside', 'new'), join(workspace, 'dangling'));
    const gate = createSchemaGate({ workspaceRoot: join(root, 'alias'), facts: createFileFacts() });
    gate.registerRule({ tool: 't', pathScope: 'workspace' });
    const passes = (path: string): boolean =>
      gate.check({ tool: 't', params: parseParams({ path }), cwd: join(root, 'alias') }).pass;
    expect(['src/new.ts', join(workspace, 'src'), 'src/../x', join(root, 'alias', 'x')].map(passes)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(['link/a', 'link/new', 'link/../x', 'dangling', '../outside/a'].map(passes)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('pathAllow', () => {
  const rule = { pathAllow: { path: ['src/**', '*.md'] } };

  it.each([
    ['src/a.ts', []],
    ['docs/a.md', []],
    ['lib/a.ts', ['path: pathAllow']],
    ['lib/src/a.ts', ['path: pathAllow']],
    ['src/../lib/a.ts', ['path: pathAllow']],
    ['/etc/src/a', ['path: pathAllow']],
    ['in/x.ts', ['path: pathAllow']],
    ['out/a.md', ['path: pathAllow']],
  ])('[S2-15] %s', (path, expected) => {
    expect(broken(rule, { path }, linked)).toEqual(expected);
  });

  it('[S2-15] an empty list allows nothing', () => {
    expect(messages({ pathAllow: { path: [] } }, { path: 'a' })).toEqual(['path matches no allow pattern']);
  });
});
