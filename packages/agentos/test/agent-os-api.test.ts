import { describe, expect, it } from 'vitest';
import { AgentOS, AgentOSAPI } from '../src/index.js';
import { temporaryWorkspace } from './temporary-workspace.js';
import type { AgentOSOptions } from '../src/index.js';

const opened = (options: AgentOSOptions = temporaryWorkspace()): { os: AgentOS; api: AgentOSAPI } => {
  const os = new AgentOS(options);
  return { os, api: new AgentOSAPI(os) };
};

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
