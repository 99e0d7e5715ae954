import { describe, expect, it } from 'vitest';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { call, matching, openCore, person } from './scripted-host.js';

describe('/sentinel', () => {
  it('[S4-44] status tells grade, risk and axes of the session', () => {
    const core = openCore();
    core.gate.policy(...call('exec', { command: 'ls' }));
    const text = core.chat(person('status'));
    expect(text).toMatch(/^Sentinel: guarding · 1 allowed · 0 blocked/);
    expect(text).toMatch(/#agent:main:test: Grade A \| P-Score .*R\(t\)=.*\nBaseline /);
  });

  it('[S4-45] halt stops this session; with --all every one', () => {
    const core = openCore();
    const other = call('exec', { command: 'ls' }, 'agent:main:other');
    expect(core.gate.policy(...other)).toBeUndefined();
    expect(core.chat(person('halt wrong branch'))).toBe(
      'Halted: agent:main:test. No tool runs until /sentinel resume.',
    );
    expect(core.gate.policy(...call('exec', { command: 'ls' }))).toMatchObject({
      allow: false,
      reason: matching(/wrong branch/),
    });
    expect(core.gate.policy(...call('exec', { command: 'ls' }, 'agent:main:other'))).toBeUndefined();
    core.chat(person('halt --all'));
    for (const session of ['agent:main:other', 'agent:main:later']) {
      expect(core.gate.policy(...call('exec', { command: 'ls' }, session))).toMatchObject({
        allow: false,
        reason: matching(/All sessions are halted/),
      });
    }
    expect(core.chat(person('resume --all', { isAuthorizedSender: false }))).toMatch(/needs a person/);
    expect(core.chat(person('resume --all'))).toBe('Resumed: all sessions');
    expect(core.gate.policy(...other)).toBeUndefined();
    expect(core.gate.policy(...call('exec', { command: 'ls' }))).toMatchObject({ allow: false });
  });

  it('[S4-46] resume needs a person who may approve', () => {
    const core = openCore();
    core.chat(person('halt'));
    expect(core.chat(person('resume', { isAuthorizedSender: false }))).toMatch(/needs a person/);
    expect(core.chat(person('resume', { gatewayClientScopes: ['operator.write'] }))).toMatch(
      /needs a person/,
    );
    expect(core.gate.policy(...call('exec', { command: 'ls' }))).toMatchObject({ allow: false });
    expect(core.chat(person('resume'))).toBe('Resumed: agent:main:test');
    expect(core.gate.policy(...call('exec', { command: 'ls' }))).toBeUndefined();
    expect(core.chat(person('resume'))).toMatch(/NOT_FOUND/);
  });

  it('[S4-47] allow once lets the last question of this session run once, exactly as it was asked', () => {
    const core = openCore();
    const ask = (command: string, session?: string): unknown =>
      core.gate.policy(...call('exec', { command }, session));
    expect(ask('npm publish')).toHaveProperty('requireApproval');
    expect(core.chat(person('allow once', { sessionKey: 'agent:main:other' }))).toMatch(
      /No call of this session/,
    );
    expect(core.chat(person('allow'))).toBe('Use: /sentinel allow once');
    expect(core.chat(person('allow once'))).toMatch(/^exec may run once/);
    expect(ask('npm publish --tag next')).toHaveProperty('requireApproval');
    expect(ask('npm publish')).toBeUndefined();
    expect(ask('npm publish')).toHaveProperty('requireApproval');
    // Two calls were asked about: which one a plain yes means, nobody can know.
    const unclear = core.chat(person('allow once'));
    expect(unclear).toMatch(/^Which one\? .*\n[0-9a-f]{6}: exec: /);
    const id = /\n([0-9a-f]{6}): /u.exec(unclear)?.[1] ?? '';
    expect(core.chat(person(`allow once ${id}`))).toMatch(/^exec may run once/);
    expect(core.chat(person(`allow once ${id}`))).toMatch(/^Which one/);
  });

  it('undo puts back what the last call of the session changed', () => {
    const core = openCore();
    const [event, context] = call('write', { path: 'new.txt', content: 'x' });
    core.gate.policy(event, context);
    writeFileSync(join(core.workspace, 'new.txt'), 'x');
    core.results.after({ toolName: 'write', params: event.params, result: {} }, context);
    expect(core.chat(person('undo'))).toMatch(/complete · take back: \/sentinel undo /);
    expect(existsSync(join(core.workspace, 'new.txt'))).toBe(false);
    expect(core.chat(person('undo'))).toBe('There is nothing to undo.');
  });

  it('why tells what was stopped last', () => {
    const core = openCore({ language: 'zh' });
    expect(core.chat(person('why'))).toBe('此会话没有被拦截的调用。');
    core.gate.policy(...call('exec', { command: 'rm -rf ~' }));
    expect(core.chat(person('why'))).toMatch(/^exec \(op_\w+\)\n\[Sentinel\]/);
  });

  it('[S4-48] help, and whatever is no command, lists all', () => {
    const core = openCore();
    const help = core.chat(person('help'));
    expect(help.split('\n').map((line) => line.split(':')[0])).toEqual([
      '/sentinel status',
      '/sentinel halt [--all] [reason]',
      '/sentinel resume [--all]',
      '/sentinel undo [call id]',
      '/sentinel why',
      '/sentinel allow once [question]',
      '/sentinel help',
    ]);
    expect(core.chat(person('__proto__'))).toBe(help);
  });
});
