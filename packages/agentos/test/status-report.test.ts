import { expect, it } from 'vitest';
import { wrapAgent } from '../src/index.js';
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
