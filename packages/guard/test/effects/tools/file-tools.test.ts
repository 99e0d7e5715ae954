import { describe, expect, it } from 'vitest';
import { levelOf, readCall, rulesOf, shapeOf } from '../reading.js';

const changes = (tool: string, params: Record<string, unknown>): readonly string[] =>
  readCall(tool, params).effects.map(({ verb, target }) => `${verb} ${target}`);

describe('every name of a parameter counts', () => {
  it.each([
    ['move_file', { source: 'a', from: '/etc/passwd', destination: 'b' }],
    ['move_file', { source: 'a', destination: 'b', dest: '/etc/cron.d/x' }],
    ['copy_file', { src: 'a', dst: 'b', target_path: '/etc/shadow' }],
    ['rename', { path: 'a', old_path: '/etc/sudoers', new_name: 'x' }],
    ['write_file', { path: 'a', filePath: '/etc/passwd' }],
    ['write_file', { path: 'a', TargetFile: '/etc/passwd' }],
    ['write_file', { PATH: '/etc/passwd' }],
    ['delete_file', { file: 'dist/a.js', paths: ['b', '/etc'] }],
    ['read_file', { path: 'a', file_path: '.env' }],
  ])('%s %o', (tool, params) => {
    expect(levelOf(readCall(tool, params))).toMatch(/confirm|deny/);
  });
});

describe('shapes that file tools have', () => {
  it('lists of edits and files are read item by item, with their place', () => {
    const reading = readCall('edit_files', {
      files: [{ path: 'a' }, { path: '.git/hooks/x', content: 'y' }],
    });
    expect(rulesOf(reading)).toEqual(['path.git-control']);
    expect(reading.findings[0]?.evidence).toEqual({ param: 'files.1.path', start: 0, end: 12 });
    expect(changes('multi_edit', { edits: [{ path: 'a' }, { path: 'b' }] })).toEqual([
      'fs.write /proj/app/a',
      'fs.write /proj/app/b',
    ]);
  });

  it('an operation of a list is the harder one of what the tool and it say', () => {
    expect(
      changes('edit_files', {
        operations: [
          { type: 'delete', path: 'a' },
          { type: 'rename', source: 'b', destination: 'c' },
          { type: 'read', path: 'd' },
        ],
      }),
    ).toEqual([
      'fs.delete /proj/app/a',
      'fs.read /proj/app/b',
      'fs.delete /proj/app/b',
      'fs.write /proj/app/c',
      'fs.write /proj/app/d',
    ]);
  });

  it('a new name is beside the old one', () => {
    expect(changes('rename_file', { path: 'src/a.ts', new_name: 'b.ts' })).toContain(
      'fs.write /proj/app/src/b.ts',
    );
    expect(changes('rename_file', { path: 'src/a.ts', new_name: '/etc/b' })).toContain('fs.write /etc/b');
  });

  it('only an editor looks because its command says so', () => {
    expect(shapeOf(readCall('str_replace_based_edit_tool', { command: 'view', path: 'a' }))).toBe(
      'fs.read workspace pure normal',
    );
    expect(changes('str_replace_editor', { command: 'undo_edit', path: 'a' })).toEqual([
      'fs.write /proj/app/a',
    ]);
    expect(changes('text_editor', { command: 'delete', path: 'a' })).toEqual(['fs.delete /proj/app/a']);
    expect(changes('write_file', { command: 'view', path: 'a' })).toEqual(['fs.write /proj/app/a']);
  });

  it('what is written names no file', () => {
    expect(changes('write_file', { path: 'a', content: '/etc/passwd' })).toEqual(['fs.write /proj/app/a']);
    expect(changes('create_file', { path: 'a', content: { path: '/etc/passwd' } })).toEqual([
      'fs.write /proj/app/a',
    ]);
    expect(changes('edit', { path: 'a', edits: [{ oldText: '/etc/passwd', newText: '' }] })).toEqual([
      'fs.write /proj/app/a',
    ]);
  });

  it('the home folder and file URLs are what they stand for', () => {
    for (const path of [
      '~/.ssh/id_rsa',
      '$HOME/.ssh/id_rsa',
      '${HOME}/.ssh/id_rsa',
      'file:///home/user/.ssh/id_rsa',
    ])
      expect(readCall('read_file', { path }).effects[0]?.target, path).toBe('/home/user/.ssh/id_rsa');
    expect(readCall('read_file', { path: 'file:///etc/%73hadow' }).effects[0]?.target).toBe('/etc/shadow');
    expect(readCall('read_file', { path: 'file://localhost/etc/shadow' }).effects[0]?.target).toBe(
      '/etc/shadow',
    );
    expect(readCall('read_file', { path: ' /etc/shadow\n' }).effects[0]?.target).toBe('/etc/shadow');
    expect(readCall('read_file', { path: 'file:///%' }).effects[0]?.target).toBe('/%');
  });

  it('a search shows secrets only where its path or pattern names them', () => {
    expect(shapeOf(readCall('grep', { pattern: 'x', path: 'src', include: '*.ts' }))).toBe('none');
    for (const params of [
      { path: '.env' },
      { glob: '**/.env*' },
      { include: '*.pem' },
      { file_pattern: '.env' },
    ])
      expect(shapeOf(readCall('search_files', { regex: '.', ...params }))).toBe(
        'secret.read process irreversible critical',
      );
  });

  it('patches come in several forms', () => {
    expect(changes('apply_patch', { operation: { type: 'delete_file', path: 'a' } })).toEqual([
      'fs.delete /proj/app/a',
    ]);
    expect(
      changes('apply_patch', { changes: { 'a.ts': { type: 'update' }, 'b.ts': { type: 'delete' } } }),
    ).toEqual(['fs.write /proj/app/a.ts', 'fs.delete /proj/app/b.ts']);
    expect(
      readCall('shell', { command: ['apply_patch', '*** Begin Patch\n*** Delete File: /etc/passwd\n'] })
        .effects[0],
    ).toMatchObject({ verb: 'fs.delete', target: '/etc/passwd' });
  });

  it('files of a repository on a server are changed there', () => {
    expect(
      readCall('create_or_update_file', { owner: 'o', repo: 'r', path: 'a', content: 'x' }).effects.map(
        ({ verb }) => verb,
      ),
    ).toContain('net.send');
    expect(shapeOf(readCall('delete_file', { owner: 'o', repo: 'r', path: 'dist/a.js' }))).toBe(
      'vcs.push shared partial normal',
    );
  });
});
