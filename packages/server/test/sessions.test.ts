import { describe, expect, it } from 'vitest';
import { OPERATOR, serve } from './served-workspace.js';

const CALL = { toolName: 'exec', parameters: { command: 'npm test' }, sessionId: 's1' };

describe('sessions over HTTP', () => {
  it('[S2-210] end, and say so', async () => {
    const { ask } = await serve();
    expect((await ask('/session/end', { body: { sessionId: 's1' } })).text).toBe('{"ok":true}');
    expect((await ask('/session/end', { method: 'POST' })).text).toBe('{"ok":true}');
    expect((await ask('/session/end', { body: { sessionId: 7 } })).status).toBe(400);
  });

  it('are stopped by people and go on by their word alone', async () => {
    const { ask } = await serve();
    const stopped = await ask('/sessions/s1/halt', {
      body: { by: 'ada', reason: 'wrong branch' },
      token: OPERATOR,
    });
    expect(stopped.json()).toEqual({ ok: true });
    expect((await ask('/sessions')).json()).toMatchObject({ halted: ['s1'] });
    expect((await ask('/trust?sessionId=s1')).json()).toMatchObject({ halted: { by: 'ada' } });
    expect((await ask('/pipeline/pre', { body: CALL })).json()).toMatchObject({ snapshot: null });
    const other = await ask('/pipeline/pre', { body: { ...CALL, sessionId: 's2' } });
    expect((other.json() as { snapshot: object | null }).snapshot).not.toBeNull();
    expect((await ask('/sessions/s1/resume', { method: 'POST' })).status).toBe(403);
    expect((await ask('/sessions/s1/resume', { method: 'POST', token: OPERATOR })).status).toBe(200);
    const again = await ask('/pipeline/pre', { body: CALL });
    expect((again.json() as { snapshot: object | null }).snapshot).not.toBeNull();
    expect((await ask('/sessions/s1/resume', { method: 'POST', token: OPERATOR })).status).toBe(404);
  });

  it('are all stopped by one word, those too that begin later, and go on by another', async () => {
    const { ask } = await serve();
    await ask('/sessions/s1/halt', { method: 'POST', token: OPERATOR });
    await ask('/sessions/*/halt', { body: { by: 'ada' }, token: OPERATOR });
    const isStopped = async (sessionId: string): Promise<boolean> => {
      const begun = await ask('/pipeline/pre', { body: { ...CALL, sessionId } });
      return (begun.json() as { snapshot: object | null }).snapshot === null;
    };
    expect((await ask('/sessions')).json()).toMatchObject({
      halted: expect.arrayContaining(['*', 's1']) as object,
    });
    expect((await ask('/trust?sessionId=*')).json()).toMatchObject({ halted: { by: 'ada' } });
    expect([await isStopped('s1'), await isStopped('never-seen')]).toEqual([true, true]);
    await ask('/sessions/*/resume', { method: 'POST', token: OPERATOR });
    expect([await isStopped('s1'), await isStopped('never-seen')]).toEqual([true, false]);
  });

  it('are listed with what they earned', async () => {
    const { ask } = await serve();
    const { snapshot } = (await ask('/pipeline/pre', { body: CALL })).json() as { snapshot: object };
    const { toolName, parameters: toolParameters, sessionId } = CALL;
    await ask('/pipeline/post', {
      body: { toolName, toolParameters, sessionId, toolResult: 'ok', snapshot },
    });
    expect((await ask('/sessions')).json()).toMatchObject({ sessions: [{ sessionId: 's1' }], halted: [] });
    expect((await ask('/trust?sessionId=s1')).json()).toMatchObject({ sessionId: 's1', grade: 'A' });
  });
});
