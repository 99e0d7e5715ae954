import { describe, expect, it } from 'vitest';
import { OPERATOR, serve } from './served-workspace.js';

describe('the guard over HTTP', () => {
  it('[S2-202] registers a rule, which holds from then on, and asks for a tool', async () => {
    const { ask } = await serve();
    const body = {
      tool: 'delete_file',
      required: ['path'],
      forbidden: ['force'],
      patterns: { path: '^src/' },
    };
    const registered = await ask('/guard/schema', { body, token: OPERATOR });
    expect(registered.json()).toEqual({ ok: true, tool: 'delete_file' });
    const judged = await ask('/pipeline/pre', {
      body: { toolName: 'delete_file', parameters: { force: true } },
    });
    expect(judged.json()).toMatchObject({ preExec: { schemaCheck: { pass: false } }, snapshot: null });
    for (const wrong of [
      {},
      { required: ['path'] },
      { tool: '' },
      { tool: 'a', patterns: { path: '(' } },
      { tool: 'a', nonsense: 1 },
    ]) {
      expect((await ask('/guard/schema', { body: wrong, token: OPERATOR })).status).toBe(400);
    }
  });

  it('[S2-203] gives the rule of a tool, or all of them', async () => {
    const { ask } = await serve();
    const body = { tool: 'delete_file', required: ['path'], forbidden: [], patterns: { path: '^src/' } };
    await ask('/guard/schema', { body, token: OPERATOR });
    expect((await ask('/guard/schema?tool=delete_file')).json()).toMatchObject(body);
    expect((await ask('/guard/schema?tool=nothing')).status).toBe(404);
    const all = (await ask('/guard/schema')).json() as { tool: string }[];
    expect(all.map(({ tool }) => tool)).toEqual(
      expect.arrayContaining(['exec', 'write_file', 'delete_file']),
    );
  });

  it('changes thresholds for people, and refuses an order that makes no sense', async () => {
    const { ask } = await serve();
    const changed = await ask('/guard/thresholds', { body: { deny: 6 }, token: OPERATOR });
    expect(changed.json()).toMatchObject({ deny: 6 });
    expect((await ask('/guard/thresholds')).json()).toMatchObject({ autoApprove: 0.5, deny: 6 });
    expect((await ask('/guard/thresholds', { body: { deny: 0.1 }, token: OPERATOR })).status).toBe(400);
    expect((await ask('/guard/thresholds')).json()).toMatchObject({ deny: 6 });
  });
});
