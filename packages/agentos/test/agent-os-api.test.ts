import { describe, expect, it } from 'vitest';
import { AgentOS, AgentOSAPI, SentinelError } from '../src/index.js';
import { join } from 'node:path';
import { temporaryWorkspace } from './temporary-workspace.js';
import { writeFileSync } from 'node:fs';
import type { AgentOSOptions } from '../src/index.js';

const opened = (options: AgentOSOptions = temporaryWorkspace()): { os: AgentOS; api: AgentOSAPI } => {
  const os = new AgentOS(options);
  return { os, api: new AgentOSAPI(os) };
};

describe('the guard methods of the flat API', () => {
  it('[S2-150] [S2-151] [S2-152] [S2-153] register schema rules, the last of a tool winning, and list them', () => {
    const { api } = opened();
    api.guardRegisterRule({ tool: 'delete_file', required: ['path'] });
    api.guardRegisterRules([{ tool: 'deploy', required: ['target'] }, { tool: 'delete_file' }]);
    expect(api.guardHasRule('delete_file')).toBe(true);
    expect(api.guardHasRule('deleteFile')).toBe(true);
    expect(api.guardHasRule('unknown')).toBe(false);
    expect(api.guardGetRules().map(({ tool, required }) => [tool, required])).toEqual([
      ['delete_file', undefined],
      ['deploy', ['target']],
    ]);
    expect(() => api.guardRegisterRule({ tool: '' })).toThrow(SentinelError);
  });

  it('[S2-155] set thresholds that the next decision follows', () => {
    const { api } = opened();
    const call = ['write_file', { path: 'src/main.ts', content: 'x' }] as const;
    expect(api.guardEvaluateRisk(...call)).toMatchObject({ score: 0.19, action: 'auto' });
    api.guardSetRiskThresholds({ autoApprove: 0.1 });
    expect(api.guardEvaluateRisk(...call)).toMatchObject({ score: 0.19, action: 'notify' });
    expect(() => api.guardSetRiskThresholds({ deny: Number.NaN })).toThrow(/deny/);
    expect(api.guardEvaluateRisk(...call)).toMatchObject({ action: 'notify' });
  });
});

describe('the pipeline methods of the flat API', () => {
  it('[S2-156] [S2-157] [S2-167] [S2-170] begin and complete a call, tell of it, and end its session', async () => {
    const options = temporaryWorkspace();
    const { os, api } = opened(options);
    const { preExec, snapshot, profile } = await api.pipelineExecute({
      sessionId: 's1',
      agentId: 'a1',
      toolName: 'write_file',
      toolParameters: { path: 'a.txt', content: 'hello' },
    });
    expect(preExec.riskScore).toMatchObject({ score: 0.19, action: 'auto' });
    expect(profile).toHaveProperty('overallScore');
    writeFileSync(join(options.workspaceRoot, 'a.txt'), 'hello');
    api.pipelineComplete({ toolName: 'write_file', sessionId: 's1', snapshot });
    expect(api.pipelineComplete({ toolName: 'nap' }).postExec).toMatchObject({ rollback: null });
    expect(api.auditQuery({ toolName: 'write_file', limit: 10 })).toMatchObject([
      { id: snapshot?.id, sessionId: 's1', agentId: 'a1', verifyStatus: 'PASS' },
    ]);
    expect(api.auditStats()).toMatchObject({ totalOperations: 2 });
    api.memoryAddMessage('user', 'Hello', 's1');
    api.endSession('s1');
    expect(os.memory.working.messages('s1')).toEqual([]);
  });

  it('have the 27 methods of their table', () => {
    const promised = [
      'guardRegisterRule',
      'guardRegisterRules',
      'guardHasRule',
      'guardGetRules',
      'guardEvaluateRisk',
      'guardSetRiskThresholds',
      'pipelineExecute',
      'pipelineComplete',
      'memoryInjectContext',
      'memoryAddMessage',
      'memorySetTask',
      'memoryCacheResult',
      'memoryRecordEvent',
      'memorySetPreference',
      'memoryGetPreference',
      'memoryLearnRule',
      'memoryDefineTerm',
      'memorySetProjectContext',
      'auditQuery',
      'auditStats',
      'recordFeedback',
      'getSatisfaction',
      'feedbackStats',
      'getProfile',
      'getStatusReport',
      'getSessionOverview',
      'endSession',
    ];
    expect(promised).toHaveLength(27);
    expect(Object.getOwnPropertyNames(AgentOSAPI.prototype)).toEqual(expect.arrayContaining(promised));
  });
});

describe('the memory methods of the flat API', () => {
  it('[S2-158] give the context as text', () => {
    const { api } = opened();
    expect(api.memoryInjectContext().split('\n')[0]).toBe('[Sentinel AgentOS Memory Context]');
    api.memorySetPreference('editor', 'Helix');
    expect(api.memoryInjectContext({ query: 'editor', budgetTokens: 500 })).toContain('Helix');
  });

  it('[S2-159] [S2-160] keep messages and the task of the live session', () => {
    const { os, api } = opened();
    api.memoryAddMessage('user', 'Hello');
    api.memorySetTask('write the report');
    expect(os.memory.working.messages()).toMatchObject([{ role: 'user', content: 'Hello' }]);
    expect(os.memory.working.task()).toBe('write the report');
  });

  it('[S2-161] keep a result for half a minute', () => {
    let now = 1_000;
    const clock = { now: () => now, monotonic: () => now };
    const { os, api } = opened({ ...temporaryWorkspace(), clock });
    expect(api.memoryCacheResult('ls', ['a', 'b'])).toBe(true);
    now += 29_999;
    expect(os.memory.working.cachedResult('ls')).toEqual(['a', 'b']);
    now += 2;
    expect(os.memory.working.cachedResult('ls')).toBeUndefined();
  });

  it('[S2-162] keep an event with its tags and entities', () => {
    const { os, api } = opened();
    const { id } = api.memoryRecordEvent('decision', 'Chose approach A', ['architecture'], ['approach A']);
    expect(os.memory.episodic.get(id)).toMatchObject({
      type: 'decision',
      text: 'Chose approach A',
      tags: ['architecture'],
      entities: ['approach A'],
    });
    expect(() => api.memoryRecordEvent('nothing' as 'note', 'x')).toThrow(/type must be one of/);
  });

  it('[S2-163] [S2-164] [S2-165] [S2-166] keep preferences, rules, terms and what is known of projects', () => {
    const options = temporaryWorkspace();
    const { os, api } = opened(options);
    api.memorySetPreference('language', 'zh-CN');
    api.memoryLearnRule('提交前 npm test', 'session_1');
    api.memoryDefineTerm('PEP', 'Python Enhancement Proposal');
    api.memorySetProjectContext('my-app', { description: 'a shop', techStack: ['React'] });
    api.memorySetProjectContext('my-app', { techStack: ['React', 'Node'] });
    os.endSession();

    const { os: later, api: again } = opened(options);
    const { semantic } = later.memory;
    expect(again.memoryGetPreference('language')).toBe('zh-CN');
    expect(again.memoryGetPreference('never set')).toBeUndefined();
    expect(semantic.rules()).toMatchObject([{ value: '提交前 npm test', confidence: 0.5 }]);
    expect(semantic.getTerm('PEP')).toBe('Python Enhancement Proposal');
    expect(semantic.getProjectContext('my-app')).toEqual({
      description: 'a shop',
      techStack: ['React', 'Node'],
    });
  });
});

describe('the evaluation methods of the flat API', () => {
  it('[S2-168] record feedback, and give satisfaction and counts of it', () => {
    let now = Date.UTC(2026, 0, 15);
    const clock = { now: () => now, monotonic: () => now };
    const { api } = opened({ ...temporaryWorkspace(), clock, sessionId: 's1' });
    expect(api.getSatisfaction()).toBeNull();
    api.recordFeedback('user_deleted_code');
    for (let count = 0; count < 3; count += 1) api.recordFeedback('user_modified_output');
    expect(api.feedbackStats()).toMatchObject({
      totalSignals: 4,
      negativeSignals: 4,
      averageStrength: -0.57,
    });
    expect(api.getSatisfaction()).toBeLessThan(25);

    now += 2 * 3_600_000;
    api.recordFeedback('user_shared_output', 's2');
    expect(api.getSatisfaction('s2')).toBe(90);
    expect(api.getSatisfaction(undefined, 1)).toBe(90);
    expect(api.feedbackStats('s1')).toMatchObject({ totalSignals: 4 });
    expect(() => api.recordFeedback('bogus' as 'user_used_result')).toThrow(
      /Unknown feedback signal "bogus"/,
    );
  });

  it('[S2-169] give the profile, the status report and the overview of sessions', async () => {
    const { os, api } = opened({ ...temporaryWorkspace(), sessionId: 's1' });
    await os.execute('read_file', { path: 'a.txt' }, () => 'text');
    await os.execute('read_file', { path: 'b.txt' }, () => 'text', { sessionId: 's2' });
    expect(api.getProfile()).toMatchObject({ sessionId: null, sampleSize: 2 });
    expect(api.getProfile('s2')).toMatchObject({ sessionId: 's2', sampleSize: 1 });
    expect(api.getStatusReport()).toBe(os.statusReport());
    expect(api.getStatusReport()).toContain('=== Sentinel AgentOS Status Report ===');
    expect(api.getSessionOverview().map(({ sessionId, operations }) => [sessionId, operations])).toEqual([
      ['s2', 1],
      ['s1', 1],
    ]);
  });
});
