import { describe, expect, it } from 'vitest';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { call, openCore } from './scripted-host.js';
import { hostParams } from '../src/host-params.js';

const nothing = (_path: string): boolean => false;
const read = (path: string, exists = nothing): unknown =>
  hostParams('read', { path }, '/proj', exists)['path'];

describe('paths as the host opens them', () => {
  it.each([
    ['@/etc/passwd', '/etc/passwd'],
    ['@~/.ssh/id_rsa', '~/.ssh/id_rsa'],
    ['@notes.md', 'notes.md'],
    ['@@notes.md', './@notes.md'],
    ['/etc/passwd</arg_value>>', '/etc/passwd'],
    ['/etc/passwd</arg_value>>>', '/etc/passwd'],
    ['a.docodex', 'a.docx'],
    ['a.txtodex', 'a.txtodex'],
    ['plain.md', 'plain.md'],
  ])('%s is %s', (given, opened) => {
    expect(read(given)).toBe(opened);
  });

  it('leaves the mark before a relative path that is there with it', () => {
    const there = (path: string): boolean => path === '/proj/@types' || path === '/proj/@a.md';
    expect(read('@types/node.d.ts', there)).toBe('@types/node.d.ts');
    expect(read('@a.md', there)).toBe('@a.md');
    expect(read('@b.md', there)).toBe('b.md');
  });

  it('reads marks in patches and commands as well, and nothing else', () => {
    const patch =
      '*** Begin Patch\n*** Update File: @/etc/hosts\n*** Move to: @~/x\n@@\n-a\n+@b\n*** End Patch';
    expect(hostParams('apply_patch', { input: patch }, '/proj', nothing)['input']).toBe(
      '*** Begin Patch\n*** Update File: /etc/hosts\n*** Move to: ~/x\n@@\n-a\n+@b\n*** End Patch',
    );
    expect(hostParams('exec', { command: 'rm -rf ~</arg_value>>' }, '/proj', nothing)['command']).toBe(
      'rm -rf ~',
    );
    const other = { path: '@x' };
    expect(hostParams('my_tool', other, '/proj', nothing)).toBe(other);
  });

  it('never throws, and never changes what has no mark', () => {
    const text = fc.string({ unit: 'binary' }).filter((path) => !/^@|arg_value|odex$/iu.test(path));
    fc.assert(fc.property(text, (path) => read(path) === path));
    fc.assert(
      fc.property(
        fc.anything(),
        (path) => typeof hostParams('write', { path }, '/proj', nothing) === 'object',
      ),
    );
  });
});

it('a call is judged for the file that the host would open', () => {
  const { gate, stateDir, workspace } = openCore();
  const own = join(stateDir, 'openclaw.json');
  for (const path of [`@${own}`, `${own}</arg_value>>`, `@${own}</arg_value>>`])
    expect(gate.policy(...call('write', { path, content: '{}' }))).toMatchObject({ allow: false });
  const input = `*** Begin Patch\n*** Add File: @${own}\n+{}\n*** End Patch`;
  expect(gate.policy(...call('apply_patch', { input }))).toMatchObject({ allow: false });
  mkdirSync(join(workspace, '@scope'));
  writeFileSync(join(workspace, '@scope', 'a.md'), 'a');
  expect(gate.policy(...call('read', { path: '@scope/a.md' }, 'agent:main:other'))).toBeUndefined();
});
