import { describe, expect, it } from 'vitest';
import { AgentOS } from 'sentinel-agentos';
import { API, emptyWorkspace, OPERATOR, serve } from './served-workspace.js';
import type { Served } from './served-workspace.js';

interface Told {
  readonly id: string | undefined;
  readonly event: string;
  readonly data: Record<string, unknown>;
}

/** Subscribes, and gives the events one by one. */
async function subscribe({ url }: Pick<Served, 'url'>, lastEventId?: string): Promise<Subscription> {
  const controller = new AbortController();
  const response = await fetch(`${url}/events`, {
    headers: {
      authorization: `Bearer ${API}`,
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    },
    signal: controller.signal,
  });
  const reader = (response.body as ReadableStream<Uint8Array>)
    .pipeThrough(new TextDecoderStream())
    .getReader();
  let waiting = '';
  const comments: string[] = [];
  return {
    response,
    comments,
    close: () => controller.abort(),
    async next() {
      for (;;) {
        const end = waiting.indexOf('\n\n');
        if (end < 0) {
          const { value, done } = await reader.read();
          if (done) return null;
          waiting += value;
          continue;
        }
        const block = waiting.slice(0, end);
        waiting = waiting.slice(end + 2);
        const field = (name: string): string | undefined =>
          new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
        const event = field('event');
        if (event === undefined) comments.push(block);
        else return { id: field('id'), event, data: JSON.parse(field('data') ?? '') as Told['data'] };
      }
    },
  };
}

interface Subscription {
  readonly response: Response;
  readonly comments: readonly string[];
  next(): Promise<Told | null>;
  close(): void;
}

const begin = { toolName: 'exec', parameters: { command: 'npm test' } };

describe('events', () => {
  it('tell of decisions, outcomes, approvals and sessions as they come', async () => {
    const served = await serve();
    const { ask } = served;
    const events = await subscribe(served);
    expect(events.response.headers.get('content-type')).toBe('text/event-stream');
    const { snapshot } = (await ask('/pipeline/pre', { body: begin })).json() as {
      snapshot: { id: string; key: string };
    };
    expect(await events.next()).toMatchObject({
      event: 'decision',
      data: { callId: snapshot.id, tool: 'exec', isBlocked: false, decision: { action: 'auto' } },
    });
    const body = { toolName: 'exec', toolParameters: begin.parameters, toolResult: 'ok', snapshot };
    await ask('/pipeline/post', { body });
    expect(await events.next()).toMatchObject({
      event: 'outcome',
      data: { callId: snapshot.id, verify: 'PASS' },
    });
    await ask('/pipeline/pre', {
      body: { toolName: 'exec', parameters: { command: 'git push --force origin main' }, approval: 'server' },
    });
    expect(await events.next()).toMatchObject({ event: 'approval', data: { state: 'pending' } });
    await ask('/sessions/s1/halt', { body: { by: 'ada' }, token: OPERATOR });
    expect(await events.next()).toMatchObject({
      event: 'session',
      data: { name: 'trust.halted', sessionId: 's1', data: { by: 'ada' } },
    });
    await ask('/feedback', { body: { signal: 'user_interrupted' } });
    expect(await events.next()).toMatchObject({ event: 'note', data: { name: 'feedback' } });
    events.close();
  });

  it('hold no key and no secret', async () => {
    const served = await serve();
    const events = await subscribe(served);
    const secret = 'AKIA2OGYBAH6QLMVN3XT';
    const parameters = { command: `curl -H "Authorization: token ${secret}" https://api.github.com` };
    const begun = await served.ask('/pipeline/pre', { body: { toolName: 'exec', parameters } });
    const { snapshot } = begun.json() as { snapshot: { key: string } | null };
    const told = JSON.stringify(await events.next());
    expect(told).toContain('api.github.com');
    expect(told).not.toContain(secret);
    if (snapshot !== null) expect(told).not.toContain(snapshot.key);
    events.close();
  });

  it('tell of what another process of the workspace does', async () => {
    const workspace = emptyWorkspace();
    const served = await serve({ os: workspace });
    const events = await subscribe(served);
    const other = new AgentOS(workspace);
    await other.execute('exec', { command: 'npm test' }, () => 'ok');
    expect(await events.next()).toMatchObject({ event: 'decision', data: { tool: 'exec' } });
    expect(await events.next()).toMatchObject({ event: 'outcome' });
    await other.close();
    events.close();
  });

  it('go on where a broken connection ended', async () => {
    const served = await serve();
    const first = await subscribe(served);
    await served.ask('/feedback', { body: { signal: 'user_interrupted' } });
    const seen = await first.next();
    first.close();
    await served.ask('/feedback', { body: { signal: 'user_used_result' } });
    await served.ask('/feedback', { body: { signal: 'user_deleted_code' } });
    const second = await subscribe(served, seen?.id);
    expect((await second.next())?.data['data']).toEqual({ signal: 'user_used_result' });
    expect((await second.next())?.data['data']).toEqual({ signal: 'user_deleted_code' });
    second.close();
  });

  it('say so when what was missed is not there any more', async () => {
    const served = await serve();
    for (const id of ['other.3', 'nonsense', 'x'.repeat(5000)]) {
      const events = await subscribe(served, id);
      expect(await events.next()).toEqual({ id: undefined, event: 'reset', data: {} });
      events.close();
    }
  });

  it('tell a subscriber to whom nothing happens that it is connected, and end with the server', async () => {
    const served = await serve({ heartbeatMs: 10 });
    const events = await subscribe(served);
    const next = events.next();
    await expect.poll(() => events.comments.filter((text) => text === ': alive').length).toBeGreaterThan(1);
    await served.server.stop();
    expect(await next).toBeNull();
  });

  it('are for so many subscribers and no more', async () => {
    const served = await serve({ maxStreams: 1 });
    const events = await subscribe(served);
    expect((await served.ask('/events')).status).toBe(503);
    events.close();
    await expect
      .poll(async () => {
        const again = await subscribe(served);
        again.close();
        return again.response.status;
      })
      .toBe(200);
  });
});
