import { describe, expect, it } from 'vitest';
import { API, OPERATOR, serve } from './served-workspace.js';
import type { PipelineResult } from 'sentinel-agentos';

const PUSH = {
  toolName: 'exec',
  parameters: { command: 'git push --force origin main' },
  approval: 'server',
};

interface Waiting {
  readonly snapshot: null;
  readonly approval: { readonly id: string; readonly withinMs: number; readonly digest: string };
}

interface Shown {
  readonly id: string;
  readonly state: string;
  readonly call: { readonly tool: string; readonly params: object };
}

const publicId = (handle: string): string => handle.split('.')[0] ?? '';

describe('approvals by the people of the server', () => {
  it('a call waits, is shown to people, and runs once it is granted', async () => {
    const { ask } = await serve();
    const asked = await ask('/pipeline/pre', { body: PUSH });
    expect(asked.status).toBe(202);
    const { snapshot, approval }: Waiting = asked.json();
    expect([snapshot, approval.withinMs > 0]).toEqual([null, true]);
    const [shown, ...others]: Shown[] = (await ask('/approvals?state=pending')).json();
    expect(others).toEqual([]);
    expect(shown).toMatchObject({
      id: publicId(approval.id),
      state: 'pending',
      call: { tool: 'exec', params: PUSH.parameters },
    });
    expect((await ask('/audit')).json()).toEqual([]);

    const waiting = ask(`/approvals/${approval.id}?waitMs=20000`);
    const granted = await ask(`/approvals/${shown?.id}`, {
      body: { verdict: 'granted', by: 'ada' },
      token: OPERATOR,
    });
    expect(granted.json()).toMatchObject({ state: 'granted', answered: { by: 'ada', reason: null } });
    const result = (await waiting).json() as PipelineResult & { approval: Shown };
    expect(result).toMatchObject({
      approval: { state: 'granted' },
      snapshot: { id: expect.any(String) as string },
    });
    const { toolName, parameters } = PUSH;
    const ended = await ask('/pipeline/post', {
      body: { toolName, toolParameters: parameters, toolResult: 'pushed', snapshot: result.snapshot },
    });
    expect(ended.status).toBe(200);
    expect((await ask('/audit')).json()).toMatchObject([{ approval: { status: 'granted', by: 'ada' } }]);
  });

  it('only who asked is given the call to run', async () => {
    const { ask } = await serve();
    const { approval }: Waiting = (await ask('/pipeline/pre', { body: PUSH })).json();
    const id = publicId(approval.id);
    await ask(`/approvals/${id}`, { body: { verdict: 'granted' }, token: OPERATOR });
    for (const forged of [id, `${id}.`, `${id}.guess`]) {
      expect((await ask(`/approvals/${forged}`)).json()).toMatchObject({
        snapshot: null,
        approval: { state: 'granted' },
      });
    }
    expect((await ask('/approvals')).text).not.toContain(approval.id);
    expect((await ask(`/approvals/${approval.id}`)).json()).toMatchObject({
      snapshot: { key: expect.any(String) as string },
    });
  });

  it('an agent cannot approve its own call', async () => {
    const { ask } = await serve();
    const { approval }: Waiting = (await ask('/pipeline/pre', { body: PUSH })).json();
    const body = { verdict: 'granted' };
    expect((await ask(`/approvals/${approval.id}`, { body, token: API })).status).toBe(403);
    expect((await ask('/approvals?state=pending')).json()).toHaveLength(1);
  });

  it('a call that is declined is recorded and never begins; an answer is the only one', async () => {
    const { ask } = await serve();
    const { approval }: Waiting = (await ask('/pipeline/pre', { body: PUSH })).json();
    const body = { verdict: 'declined', reason: 'not on a Friday' };
    const declined = await ask(`/approvals/${publicId(approval.id)}`, { body, token: OPERATOR });
    expect(declined.json()).toMatchObject({ state: 'declined', answered: { reason: 'not on a Friday' } });
    expect((await ask(`/approvals/${approval.id}`)).json()).toMatchObject({ snapshot: null });
    expect((await ask('/audit')).json()).toMatchObject([
      { status: 'BLOCKED', approval: { status: 'declined', reason: 'not on a Friday' } },
    ]);
    const again = await ask(`/approvals/${approval.id}`, { body: { verdict: 'granted' }, token: OPERATOR });
    expect(again.status).toBe(409);
  });

  it('a call that nobody answers in time does not run, and the wait for it ends', async () => {
    const { ask } = await serve({}, { approvalTimeoutMs: 30 });
    const { approval }: Waiting = (await ask('/pipeline/pre', { body: PUSH })).json();
    const over = await ask(`/approvals/${approval.id}?waitMs=20000`);
    expect(over.json()).toMatchObject({ snapshot: null, approval: { state: 'unanswered' } });
    expect((await ask('/audit')).json()).toMatchObject([{ approval: { status: 'unattended' } }]);
  });

  it('what is not there, and what is no answer, is refused', async () => {
    const { ask } = await serve();
    expect((await ask('/approvals/nothing')).status).toBe(404);
    expect((await ask('/approvals/nothing', { body: { verdict: 'granted' }, token: OPERATOR })).status).toBe(
      404,
    );
    expect((await ask('/approvals/__proto__')).status).toBe(404);
    const { approval }: Waiting = (await ask('/pipeline/pre', { body: PUSH })).json();
    for (const body of [{}, { verdict: 'yes' }, { verdict: 'granted', always: true }]) {
      expect((await ask(`/approvals/${approval.id}`, { body, token: OPERATOR })).status).toBe(400);
    }
    expect((await ask(`/approvals/${approval.id}?waitMs=-1`)).status).toBe(400);
  });

  it('without asking for the people of the server, the client asks its own', async () => {
    const { ask } = await serve();
    const { approval: _approval, ...body } = PUSH;
    const begun: PipelineResult = (await ask('/pipeline/pre', { body })).json();
    expect(begun.preExec.riskScore.action).toBe('confirm');
    expect(begun.snapshot).not.toBeNull();
  });

  it('unless the server always asks them', async () => {
    const { ask } = await serve({ approvals: 'server' });
    const { approval: _approval, ...body } = PUSH;
    expect((await ask('/pipeline/pre', { body })).status).toBe(202);
    const harmless = await ask('/pipeline/pre', {
      body: { toolName: 'exec', parameters: { command: 'true' } },
    });
    expect(harmless.status).toBe(200);
  });

  it('a stop ends every wait, and no call begins after it', async () => {
    const { ask, server } = await serve();
    const { approval }: Waiting = (await ask('/pipeline/pre', { body: PUSH })).json();
    const waiting = ask(`/approvals/${approval.id}?waitMs=60000`);
    await ask('/health');
    await server.stop();
    expect((await waiting).json()).toMatchObject({ snapshot: null });
  });
});
