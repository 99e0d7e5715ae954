import { describe, expect, it } from 'vitest';
import { serve } from './served-workspace.js';
import type { AuditEntry } from 'sentinel-agentos';
import type { Served } from './served-workspace.js';

/** Three sessions, each with a call that passes, one that is blocked, and one that is only begun. */
async function recorded(): Promise<Served> {
  const served = await serve();
  const { ask } = served;
  for (const sessionId of ['s1', 's2', 's3']) {
    const call = { toolName: 'exec', parameters: { command: `npm test ${sessionId}` }, sessionId };
    const { snapshot } = (await ask('/pipeline/pre', { body: call })).json() as { snapshot: object };
    const body = { toolName: 'exec', toolParameters: call.parameters, toolResult: 'ok', sessionId, snapshot };
    await ask('/pipeline/post', { body });
    await ask('/pipeline/pre', {
      body: { toolName: 'bash', parameters: { command: 'rm -rf /' }, sessionId },
    });
    await ask('/pipeline/pre', { body: { toolName: 'exec', parameters: { command: 'true' }, sessionId } });
  }
  return served;
}

describe('the audit over HTTP', () => {
  it('[S2-209] filters by limit, session, tool and status, one by one and together', async () => {
    const { ask } = await recorded();
    const get = async (query: string): Promise<readonly AuditEntry[]> =>
      (await ask(`/audit?${query}`)).json();
    expect(await get('')).toHaveLength(9);
    expect(await get('limit=2')).toHaveLength(2);
    expect((await get('sessionId=s2')).map(({ sessionId }) => sessionId)).toEqual(['s2', 's2', 's2']);
    expect((await get('toolName=bash')).map(({ toolName }) => toolName)).toEqual(['bash', 'bash', 'bash']);
    expect(await get('tool=bash')).toEqual(await get('toolName=bash'));
    expect((await get('status=PASS')).map(({ status }) => status)).toEqual(['PASS', 'PASS', 'PASS']);
    expect(await get('status=FAIL')).toEqual([]);
    expect(await get('status=BLOCKED&sessionId=s1&toolName=bash&limit=5')).toHaveLength(1);
    expect(await get('status=BLOCKED&toolName=exec')).toEqual([]);
    expect(await get('minScore=3')).toHaveLength(3);
    expect(await get('action=deny&maxScore=3')).toEqual([]);
    expect(await get('text=npm%20test%20s3')).toHaveLength(1);
  });

  it('[S2-209] gives 20 by default, and page after page', async () => {
    const { ask } = await serve();
    const body = { toolName: 'exec', parameters: { command: 'true' } };
    for (let count = 0; count < 23; count++) await ask('/pipeline/pre', { body });
    const first: readonly AuditEntry[] = (await ask('/audit')).json();
    expect(first).toHaveLength(20);
    const last = first.at(-1);
    const second: readonly AuditEntry[] = (await ask(`/audit?before=${last?.seq}&until=${last?.at}`)).json();
    expect(second).toHaveLength(3);
    expect(new Set([...first, ...second].map(({ id }) => id)).size).toBe(23);
    expect((await ask('/audit?limit=0')).json()).toEqual([]);
  });

  it('refuses conditions that nothing could meet', async () => {
    const { ask } = await serve();
    for (const query of [
      'limit=-1',
      'limit=5000',
      'limit=1e3',
      'status=MAYBE',
      'action=no',
      'minScore=x',
      'toolName=',
    ]) {
      expect([query, (await ask(`/audit?${query}`)).status]).toEqual([query, 400]);
    }
  });

  it('counts, and holds the journal against its key', async () => {
    const { ask } = await recorded();
    expect((await ask('/audit/stats')).json()).toMatchObject({
      totalOperations: 9,
      blocked: 3,
      unfinished: 3,
    });
    expect((await ask('/audit/verify', { method: 'POST' })).json()).toMatchObject({
      status: 'ok',
      levels: { structure: 'holds', key: 'holds', anchor: 'holds' },
    });
    expect((await ask('/report')).json()).toMatchObject({ sessionId: null });
    const metrics = await ask('/metrics');
    expect(metrics.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    expect(metrics.text).toContain('sentinel_calls_total{');
  });
});
