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

  it('names the feedback of the session and time that it is of, the newest of each kind', async () => {
    const os = await worked();
    for (let time = 0; time < 12; time += 1) os.recordFeedback('user_used_result');
    os.recordFeedback('user_used_result', 's2');
    const named = (query: Parameters<AgentOS['report']>[0]): readonly unknown[] => {
      const { signals, evidence } = os.report(query);
      const keys = signals.flatMap((each) => each.evidence);
      return keys.map((key) => evidence.find((row) => row.key === key)?.sessionId);
    };
    expect(named({ sessionId: 's2' })).toEqual(['s2']);
    expect(named({ sessionId: 's1' })).toEqual(['s1', 's1', 's1']);
    expect(named({}).at(-1)).toBe('s2');
    expect(named({ since: Date.now() + 1e6 })).toEqual([]);
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

  it('says where trust stands now, also where what led there was before the time that is asked for', async () => {
    const clock = { time: 1_700_000_000_000, now: () => clock.time, monotonic: () => clock.time };
    const os = new AgentOS({ ...temporaryWorkspace(), clock, sessionId: 's1' });
    await os.execute('exec', { command: 'rm -rf .agentos/audit' }, () => 'never');
    const { r, band } = os.trust();
    expect(r).toBeGreaterThan(0);
    clock.time += 3_600_000;
    const since = clock.time;
    await os.execute('read_file', { path: 'a.txt' }, () => 'text');
    expect(os.report({ since })).toMatchObject({ calls: 1, trust: { r, band, events: [], periods: [] } });
    os.halt('s1', { by: 'mei' });
    const { trust } = os.report({ since, sessionId: 's1' });
    expect(trust).toMatchObject({ r, halted: true, events: [{ kind: 'halted', count: 1 }] });
    expect(trust?.periods).toMatchObject([{ highest: r, events: 1 }]);
  });

  it('knows a session by one name, also where calls keep it masked because it looks like a credential', async () => {
    const letters = 'aB3dE5fG7hJ9kL1mN4pQ6';
    const body = Array.from({ length: 93 }, (_, index) => letters[(index * 8 + (index >> 3)) % 21]).join('');
    const name = `${['sk', 'ant', 'api03', body].join('-')}AA`;
    const os = new AgentOS({ ...temporaryWorkspace(), sessionId: name, killSwitch: { autoHaltOnRt: 0.1 } });
    await os.execute('exec', { command: 'rm -rf .agentos/audit' }, () => 'never');
    expect(os.audit()[0]?.sessionId).toContain('[masked]');
    expect(os.report().trust).toMatchObject({ sessionId: name, halted: true, haltedSessions: 1 });
    os.resume();
    expect(os.report().trust).toMatchObject({ sessionId: name, halted: false, haltedSessions: 0 });
    expect(os.report({ sessionId: name }).trust).toMatchObject({ halted: false, haltedSessions: 0 });
    const sessions = os
      .report()
      .evidence.flatMap(({ kind, sessionId }) => (kind === 'trust' ? sessionId : []));
    expect(new Set(sessions)).toEqual(new Set([name]));
  });

  it.each([
    ['a name of any length', 'n'.repeat(70_000)],
    ['a name with half a character', 'a\ud800b'],
  ])('counts a halted session once that has %s', async (_, name) => {
    const os = new AgentOS({ ...temporaryWorkspace(), sessionId: name });
    await os.execute('read_file', { path: 'a.txt' }, () => 'text');
    os.halt(name, { by: 'b'.repeat(70_000), reason: 'r'.repeat(70_000) });
    expect(os.report().trust).toMatchObject({ halted: true, haltedSessions: 1 });
    expect(os.report({ sessionId: name })).toMatchObject({ trust: { halted: true } });
    expect(os.report({ sessionId: name }).trust?.events).toMatchObject([{ kind: 'halted' }]);
    os.resume();
    expect(os.report({ sessionId: name }).trust).toMatchObject({ halted: false, haltedSessions: 0 });
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
