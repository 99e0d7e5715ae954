import { expect, it } from 'vitest';
import { locateState, openJournal, wrapAgent } from '../src/index.js';
import { temporaryWorkspace } from './temporary-workspace.js';

it('[S2-191] has the short names for context, session, status, reports, audit and feedback', async () => {
  for (const language of ['en', 'zh'] as const) {
    const sentinel = wrapAgent({ ...temporaryWorkspace(), language });
    await sentinel.execute('ask', { question: 'why' }, () => 'because');
    await sentinel.execute('exec', { command: 'rm -rf /' }, () => 'never');
    sentinel.feedback('user_used_result');

    expect(sentinel.injectContext()).toContain('[Sentinel AgentOS Memory Context]');
    expect(sentinel.audit(1)).toHaveLength(1);
    const status = sentinel.fullStatus();
    expect(status).toMatchObject({
      sessionId: 'default',
      audit: { totalOperations: 2, blocked: 1 },
      memory: { episodic: { events: 3 } },
      attention: [],
    });
    expect(JSON.parse(JSON.stringify(status))).toEqual(status);
    const compact = sentinel.compactReport();
    expect(compact).not.toContain('\n');
    expect(compact).toContain(language === 'en' ? '2 calls, 1 blocked' : '2 次调用，1 次拦截');
    expect(sentinel.fullReport()).toContain(sentinel.status());
    expect(sentinel.fullReport()).toContain(
      language === 'en' ? '--- Journal and memory ---' : '--- 日志与记忆 ---',
    );
    sentinel.endSession();
    await sentinel.close();
  }
});

it('names the newest calls that have no outcome, and counts the others', async () => {
  const options = temporaryWorkspace();
  const { audit, keys, anchors } = locateState(options);
  const journal = openJournal({ dir: audit, keyDir: keys, anchorDir: anchors });
  for (let call = 0; call < 1003; call += 1) {
    journal.enqueue({
      kind: 'intent',
      callId: `op_${call}`,
      at: call,
      sessionId: 's',
      agentId: 'a',
      tool: 'exec',
      cwd: '/proj',
      params: {},
      decision: {
        action: 'auto',
        strict: false,
        score: 0,
        dimensions: { impact: 0, reversibility: 0, sensitivity: 0, errorRate: 0 },
        digest: '',
        rules: [],
        effects: [],
      },
      approval: { status: 'not-needed' },
    });
  }
  await journal.close();
  const { os } = wrapAgent({ ...options, looking: true });
  const { attention } = os.fullStatus();
  expect([attention.length, attention[0], attention.at(-2), attention.at(-1)]).toEqual([
    1001,
    expect.stringContaining('op_1002 (exec)'),
    expect.stringContaining('op_3 (exec)'),
    '3 older calls began and have no outcome',
  ]);
  await os.close();
});
