import { describe, expect, it } from 'vitest';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { call, matching, openCore, person } from './scripted-host.js';
import type { ApprovalQuestion, PolicyAnswer } from '../src/host-api.js';

const risky = { command: 'npm publish' };

function question(answer: PolicyAnswer): ApprovalQuestion {
  if (answer === undefined || !('requireApproval' in answer))
    throw new Error(`not asked: ${JSON.stringify(answer)}`);
  return answer.requireApproval;
}

describe('the gate', () => {
  it('[S2-177] [S4-02] stops what is dangerous with a reason, and lets what is not go on', () => {
    const { gate, status } = openCore();
    const [event, context] = call('exec', { command: 'rm -rf ~' });
    expect(gate.policy(event, context)).toMatchObject({
      allow: false,
      reason: matching(/^\[Sentinel\] Risk 9\.18/),
    });
    expect(gate.policy(...call('exec', { command: 'ls' }))).toBeUndefined();
    expect(status().calls).toMatchObject({ allowed: 1, blocked: 1, asked: 0 });
  });

  it('judges a call once, however many of the doors of the host it passes', () => {
    const { gate, status } = openCore();
    const [event, context] = call('exec', { command: 'ls' });
    expect(gate.policy(event, context)).toBeUndefined();
    expect(gate.hook(event, context)).toEqual({ params: event.params });
    expect(status()).toMatchObject({ calls: { allowed: 1 }, running: 1 });
  });

  it('has a call run as it was judged, and judges one anew that another policy changed', () => {
    const { gate, status } = openCore();
    const [event, context] = call('exec', { command: 'ls' });
    expect(gate.policy(event, context)).toBeUndefined();
    const changed = { ...event, params: { command: 'rm -rf ~' } };
    expect(gate.hook(changed, context)).toMatchObject({ block: true });
    expect(status()).toMatchObject({ running: 0, calls: { allowed: 1, blocked: 1 } });
    const [other, where] = call('exec', { command: 'ls' });
    gate.policy(other, where);
    const asked = { ...other, params: risky };
    expect(gate.hook(asked, where)).toMatchObject({ params: risky, requireApproval: {} });
  });

  it('judges a call for what it said then, whoever changes the object of the host afterwards', () => {
    const { gate } = openCore();
    const params = { command: 'ls' };
    const [event, context] = call('exec', params);
    gate.policy(event, context);
    params.command = 'rm -rf ~';
    expect(gate.hook(event, context)).toMatchObject({ block: true });
  });

  it('judges in the hook what no policy was asked about', () => {
    const { gate } = openCore();
    expect(gate.hook(...call('exec', { command: 'rm -rf ~' }))).toMatchObject({ block: true });
    expect(gate.hook(...call('exec', { command: 'ls' }))).toEqual({ params: { command: 'ls' } });
    expect(gate.hook(...call('exec', risky))).toHaveProperty('requireApproval');
  });

  it('leaves a wrapper to the call inside it, which comes by itself', () => {
    const { gate, status } = openCore();
    expect(gate.policy(...call('tool_call', { id: 'exec', args: { command: 'rm -rf ~' } }))).toBeUndefined();
    expect(status().calls).toMatchObject({ allowed: 0, blocked: 0 });
  });

  it('begins a call when its user grants it, and records who did', () => {
    const { gate, status } = openCore();
    const [event, context] = call('exec', risky);
    const { onResolution } = question(gate.policy(event, context));
    expect(status()).toMatchObject({ running: 0, calls: { asked: 1 } });
    onResolution('allow-once');
    expect(gate.hook(event, context)).toEqual({ params: risky });
    expect(status()).toMatchObject({ running: 1, calls: { allowed: 1 } });
  });

  it.each(['deny', 'timeout', 'cancelled'] as const)('stops a call that ends in %s', (resolution) => {
    const { gate, status } = openCore();
    const { onResolution } = question(gate.policy(...call('exec', risky)));
    onResolution(resolution);
    expect(status()).toMatchObject({ running: 0, calls: { blocked: 1, allowed: 0 } });
  });

  it('stops a granted call in the hook when its session was halted meanwhile', () => {
    const { gate, chat } = openCore();
    const [event, context] = call('exec', risky);
    const { onResolution } = question(gate.policy(event, context));
    chat(person('halt'));
    onResolution('allow-once');
    expect(gate.hook(event, context)).toMatchObject({ block: true });
  });

  it('stops the helpers of a session that is halted, and theirs, until it is resumed', () => {
    const { gate, chat, life } = openCore();
    const spawned = (childSessionKey: string, requesterSessionKey: string): void =>
      life.subagent_spawned({ childSessionKey }, { requesterSessionKey });
    spawned('agent:main:subagent:1', 'agent:main:test');
    spawned('agent:other:subagent:2', 'agent:main:subagent:1');
    spawned('agent:main:test', 'agent:main:test');
    const grandchild = (): unknown =>
      gate.policy(...call('exec', { command: 'ls' }, 'agent:other:subagent:2'));
    expect(grandchild()).toBeUndefined();
    chat(person('halt'));
    expect(grandchild()).toMatchObject({ allow: false, reason: matching(/halted/) });
    chat(person('resume'));
    expect(grandchild()).toBeUndefined();
  });

  it('[S4-13] refuses the sixth helper within five minutes', () => {
    const { gate } = openCore();
    const answers = Array.from({ length: 6 }, (_, index) =>
      gate.policy(...call('sessions_spawn', { task: `part ${index}` })),
    );
    expect(answers.slice(0, 5)).toEqual([undefined, undefined, undefined, undefined, undefined]);
    expect(answers[5]).toMatchObject({ allow: false });
  });

  it.each([
    ['plugins', { action: 'disable', pluginId: 'sentinel-agentos' }],
    ['plugins', { action: 'reload' }],
    ['plugins', { action: 'install', packageName: '@evil/sentinel-agentos' }],
    ['exec', { command: 'openclaw plugins uninstall sentinel-agentos' }],
    ['sessions_send', { sessionKey: 'agent:main:main', message: ' /sentinel resume' }],
    ['conversations_send', { conversationRef: 'x', message: '/approve 1 allow-once' }],
  ])('the guard denies to be switched off: %s %j', (tool, params) => {
    const { gate } = openCore();
    expect(gate.policy(...call(tool, params))).toMatchObject({ allow: false });
  });

  it('denies writes to the configuration and the state of the host that are its own', () => {
    const { gate, stateDir } = openCore();
    for (const path of [
      'openclaw.json',
      'sentinel-agentos/main/rules.json',
      'extensions/sentinel-agentos/dist/index.js',
    ])
      expect(gate.policy(...call('write', { path: join(stateDir, path), content: '' }))).toMatchObject({
        allow: false,
      });
    const other = call('plugins', { action: 'list' }, 'agent:main:other');
    expect(gate.policy(...other)).toBeUndefined();
  });

  it('denies, and says why, while the state of an agent cannot be opened', () => {
    const { gate, status, stateDir } = openCore();
    writeFileSync(join(stateDir, 'sentinel-agentos'), 'not a folder');
    expect(gate.policy(...call('exec', { command: 'ls' }))).toMatchObject({
      allow: false,
      reason: matching(/cannot judge this call.*STATE_UNAVAILABLE/),
    });
    expect(gate.hook(...call('exec', { command: 'ls' }))).toMatchObject({ block: true });
    expect(status()).toMatchObject({ state: 'denying', reason: matching(/STATE_UNAVAILABLE/) });
  });

  it('denies, and says why, with rules that are broken', () => {
    const { gate, workspace, status } = openCore({ rulesFile: 'guard-rules.json' });
    writeFileSync(join(workspace, 'guard-rules.json'), '{ "dangerous": 7 }');
    expect(gate.policy(...call('exec', { command: 'ls' }))).toMatchObject({ allow: false });
    expect(status().failures['main']).toContain('guard-rules.json');
  });
});
