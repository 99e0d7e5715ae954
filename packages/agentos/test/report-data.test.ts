import { describe, expect, it } from 'vitest';
import { AgentOS, AgentOSAPI, wrapAgent } from '../src/index.js';
import { temporaryWorkspace } from './temporary-workspace.js';

async function worked(): Promise<AgentOS> {
  const os = new AgentOS({ ...temporaryWorkspace(), sessionId: 's1', preRegisteredRules: true });
  await os.execute('read_file', { path: 'a.txt' }, () => 'text');
  await os.execute('exec', { command: 'rm -rf /' }, () => 'never');
  await os.execute('read_file', { path: 'b.txt' }, () => Promise.reject(new Error('gone')), {
    sessionId: 's2',
  });
  os.recordFeedback('user_used_result');
  return os;
}

describe('the data of a report', () => {
  it('is what the journal and the evaluator hold', async () => {
    const os = await worked();
    const data = os.report();
    expect(data).toMatchObject({ version: 1, sessionId: null, calls: 3, satisfaction: 85 });
    expect(data.tools).toMatchObject([
      { tool: 'read_file', toolClass: 'LOW', calls: 2 },
      { tool: 'exec', toolClass: 'HIGH', calls: 1, actions: { deny: 1 } },
    ]);
    expect(data.durations).toContainEqual(
      expect.objectContaining({ tool: 'read_file', errorType: 'tool_error', count: 1 }),
    );
    const seqs = os.audit().map(({ seq }) => seq);
    const calls = data.evidence.filter(({ kind }) => kind === 'call');
    expect(new Set(calls.map(({ seq }) => seq))).toEqual(new Set(seqs));
    expect(data.signals).toMatchObject([{ signal: 'user_used_result', count: 1 }]);
    const [key] = data.signals[0]?.evidence ?? [];
    expect(data.evidence).toContainEqual(expect.objectContaining({ key, kind: 'signal', sessionId: 's1' }));
  });

  it('is of one session, or of a time, where that is asked for', async () => {
    const os = await worked();
    expect(os.report({ sessionId: 's2' })).toMatchObject({ sessionId: 's2', calls: 1, satisfaction: null });
    expect(os.report({ since: Date.now() + 1e6 })).toMatchObject({ calls: 0, period: null });
  });

  it('tells a halt and who resumed it, from the journal', async () => {
    const os = await worked();
    os.halt('s1', { by: 'mei', reason: 'enough' });
    expect(os.report({ sessionId: 's1' }).trust).toMatchObject({ halted: true, haltedSessions: 1 });
    os.resume('s1', { by: 'mei' });
    const { trust, evidence } = os.report();
    expect(trust).toMatchObject({ halted: false, haltedSessions: 0 });
    expect(trust?.events.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['halted', 'resumed']));
    expect(evidence.map(({ what }) => what)).toEqual(expect.arrayContaining(['halted', 'resumed']));
  });

  it('is the same by every way in', async () => {
    const os = await worked();
    const api = new AgentOSAPI(os);
    const { generatedAt: _at, ...data } = os.report();
    expect(api.report()).toMatchObject(data);
    expect(os.metrics()).toContain(
      'sentinel_calls_total{tool_class="HIGH",decision="deny",status="BLOCKED"} 1\n',
    );
    const sentinel = wrapAgent(temporaryWorkspace());
    expect(sentinel.report()).toMatchObject({ calls: 0, quality: [] });
    expect(sentinel.metrics()).toContain('sentinel_sessions_halted 0\n');
    expect(api.metrics()).toContain('# TYPE');
  });
});
