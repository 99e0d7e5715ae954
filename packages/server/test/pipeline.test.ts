import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AgentOS } from 'sentinel-agentos';
import { emptyWorkspace, OPERATOR, serve } from './served-workspace.js';
import type { PipelineResult } from 'sentinel-agentos';

interface Begun extends PipelineResult {
  readonly snapshot: (NonNullable<PipelineResult['snapshot']> & { readonly key: string }) | null;
}

const NPM_TEST = { toolName: 'exec', parameters: { command: 'npm test' } };
const DONE = { toolName: 'exec', toolParameters: { command: 'npm test' }, toolResult: 'all passed' };

describe('the pipeline over HTTP', () => {
  it('[S2-198] begins a call with the documented shape and defaults', async () => {
    const { ask } = await serve();
    const begun: Begun = (await ask('/pipeline/pre', { body: NPM_TEST })).json();
    expect(begun.preExec.schemaCheck).toEqual({ pass: true, errors: [] });
    expect(begun.preExec.riskScore).toMatchObject({ score: 0.19, action: 'auto' });
    expect(begun.snapshot).toMatchObject({ id: expect.stringMatching(/^op_/) as string, fileHashes: {} });
    const [entry] = (await ask('/audit')).json() as { sessionId: string; agentId: string }[];
    expect(entry).toMatchObject({ sessionId: 'http_session', agentId: 'http_agent', status: 'UNFINISHED' });
    expect((await ask('/pipeline/pre', { body: { toolName: 'now' } })).status).toBe(200);
  });

  it('[S2-198] asks for a tool, and names what is wrong', async () => {
    const { ask } = await serve();
    for (const [body, field] of [
      [{}, 'toolName'],
      [{ toolName: '' }, 'toolName'],
      [{ toolName: 5 }, 'toolName'],
      [{ toolName: 'exec', parameters: [] }, 'parameters'],
      [{ toolName: 'exec', affectedFiles: 'a' }, 'affectedFiles'],
      [{ toolName: 'exec', sessionId: '\ud800' }, 'sessionId'],
    ] as const) {
      const refused = await ask('/pipeline/pre', { body });
      expect([refused.status, (refused.json() as { error: string }).error]).toEqual([
        400,
        expect.stringContaining(`${field}: `),
      ]);
    }
  });

  it('[S2-199] ends a call, and also one that nobody announced', async () => {
    const { ask } = await serve();
    const { snapshot }: Begun = (await ask('/pipeline/pre', { body: NPM_TEST })).json();
    const times = { startTime: 1_718_123_456_000, endTime: 1_718_123_457_000 };
    const ended = await ask('/pipeline/post', { body: { ...DONE, ...times, snapshot, userAccepted: true } });
    expect(ended.json()).toMatchObject({
      runtime: { durationMs: 1000 },
      postExec: { verifyPassed: true },
      auditEntry: { id: snapshot?.id, toolName: 'exec' },
    });
    for (const body of [DONE, { ...DONE, snapshot: null }, { toolName: 'exec' }]) {
      const late = await ask('/pipeline/post', { body });
      expect(late.status).toBe(200);
      expect((late.json() as { auditEntry: { id: string } }).auditEntry.id).not.toBe(snapshot?.id);
    }
    expect((await ask('/pipeline/post', { body: {} })).status).toBe(400);
  });

  it('a call that must not run has no snapshot, and is recorded', async () => {
    const { ask } = await serve();
    const body = { toolName: 'exec', parameters: { command: 'rm -rf /' } };
    const { preExec, snapshot }: Begun = (await ask('/pipeline/pre', { body })).json();
    expect([preExec.riskScore.action, preExec.riskScore.score, snapshot]).toEqual(['deny', 9.18, null]);
    expect((await ask('/audit?status=BLOCKED')).json()).toHaveLength(1);
  });

  it('nobody completes a call of somebody else who only knows its id', async () => {
    const { ask } = await serve();
    const { snapshot }: Begun = (await ask('/pipeline/pre', { body: NPM_TEST })).json();
    const id = snapshot?.id ?? '';
    expect(snapshot?.key).toMatch(/^[\w-]{32}$/);
    expect((await ask('/audit')).text).not.toContain(snapshot?.key);
    for (const forged of [{ id }, { id, key: '' }, { id, key: 'A'.repeat(32) }]) {
      expect((await ask('/pipeline/post', { body: { ...DONE, snapshot: forged } })).status).toBe(403);
    }
    const other = await ask('/pipeline/post', {
      body: { ...DONE, toolParameters: { command: 'npm publish' }, snapshot },
    });
    expect(other.status).toBe(400);
    expect((await ask('/pipeline/post', { body: { ...DONE, snapshot } })).status).toBe(200);
    const ids = ((await ask('/audit?status=PASS')).json() as { id: string }[]).map((entry) => entry.id);
    expect(ids).toEqual([id]);
  });

  it('calls that many begin and complete at the same time are kept apart, and each is completed once', async () => {
    const { ask } = await serve();
    const begun = await Promise.all(
      Array.from(
        { length: 20 },
        async () => (await ask('/pipeline/pre', { body: NPM_TEST })).json() as Begun,
      ),
    );
    // Each twice at once: the second of a pair finds nothing of its key, and is recorded as a call nobody announced.
    await Promise.all(
      [...begun, ...begun].map(async ({ snapshot }) =>
        ask('/pipeline/post', { body: { ...DONE, snapshot } }),
      ),
    );
    const ids = ((await ask('/audit?limit=100')).json() as { id: string }[]).map(({ id }) => id);
    expect([ids.length, new Set(ids).size]).toEqual([40, 40]);
    expect(ids).toEqual(expect.arrayContaining(begun.map(({ snapshot }) => snapshot?.id)));
  });

  it('a call that was begun in the process of the host cannot be completed from outside', async () => {
    const os = new AgentOS(emptyWorkspace());
    const { ask, server } = await serve({ os });
    const begun = os.executePipeline(NPM_TEST);
    const late = await ask('/pipeline/post', { body: { ...DONE, snapshot: begun.snapshot } });
    expect((late.json() as { auditEntry: { id: string } }).auditEntry.id).not.toBe(begun.snapshot?.id);
    const ended = os.completeExecution({ ...DONE, snapshot: begun.snapshot });
    expect(ended.auditEntry.id).toBe(begun.snapshot?.id);
    await server.stop();
    expect(os.getAuditStats().totalOperations).toBe(2);
    await os.close();
  });

  it('[S2-201] gives the profile of a session and of all', async () => {
    const { ask } = await serve();
    const { snapshot }: Begun = (
      await ask('/pipeline/pre', { body: { ...NPM_TEST, sessionId: 's1' } })
    ).json();
    await ask('/pipeline/post', { body: { ...DONE, sessionId: 's1', snapshot } });
    expect((await ask('/pipeline/profile')).json()).toMatchObject({ sessionId: null, sampleSize: 1 });
    expect((await ask('/pipeline/profile?sessionId=s1')).json()).toMatchObject({
      sessionId: 's1',
      sampleSize: 1,
    });
    expect((await ask('/pipeline/profile?sessionId=s2')).json()).toMatchObject({ sampleSize: 0 });
  });

  it('[S2-200] gives the report as text, and its data when asked', async () => {
    const { ask } = await serve();
    const { report } = (await ask('/pipeline/report')).json() as { report: string };
    expect(report).toMatch(/^=== Sentinel AgentOS Status Report ===\n/);
    expect((await ask('/pipeline/report?format=json')).json()).toHaveProperty('audit');
    expect((await ask('/pipeline/report?format=xml')).status).toBe(400);
  });

  it('what a call changed is shown and put back', async () => {
    const { ask, workspaceRoot } = await serve();
    const path = join(workspaceRoot, 'notes.txt');
    const parameters = { path, content: 'hello' };
    const { snapshot }: Begun = (
      await ask('/pipeline/pre', { body: { toolName: 'write_file', parameters } })
    ).json();
    writeFileSync(path, 'hello');
    const body = { toolName: 'write_file', toolParameters: parameters, toolResult: 'file written', snapshot };
    expect((await ask('/pipeline/post', { body })).status).toBe(200);
    expect((await ask('/snapshots')).json()).toMatchObject([{ id: snapshot?.id, status: 'settled' }]);
    const diff = await ask(`/snapshots/${snapshot?.id}/diff`);
    expect(diff.json()).toMatchObject([{ path, change: 'created', by: 'call' }]);
    const undone = await ask(`/snapshots/${snapshot?.id}/undo`, { method: 'POST', token: OPERATOR });
    expect(undone.json()).toMatchObject({ status: 'complete' });
    expect(existsSync(path)).toBe(false);
    expect((await ask('/snapshots/op_nothing/diff')).status).toBe(404);
    expect((await ask('/snapshots/..%2f..%2fetc/diff')).status).toBeGreaterThanOrEqual(400);
  });
});
