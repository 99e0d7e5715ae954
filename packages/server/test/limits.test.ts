import { describe, expect, it } from 'vitest';
import { createRateLimit } from '../src/limits/rate-limit.js';
import { createTurnstile } from '../src/limits/turnstile.js';
import { OPERATOR, serve } from './served-workspace.js';

const CALL = { toolName: 'exec', parameters: { command: 'true' } };

describe('bodies', () => {
  it('[S2-215] beyond the limit get 413, whether their size was said or not', async () => {
    const { ask, url } = await serve({ maxBodyBytes: 1000 });
    const fitting = { toolName: 'exec', parameters: { command: 'x'.repeat(900) } };
    expect((await ask('/pipeline/pre', { body: fitting })).status).toBe(200);
    const large = JSON.stringify({ toolName: 'exec', parameters: { command: 'x'.repeat(1000) } });
    expect((await ask('/pipeline/pre', { body: large })).status).toBe(413);
    const chunks = new ReadableStream({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode('x'.repeat(400)));
      },
    });
    const headers = { authorization: 'Bearer api-token-of-agents', 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: chunks, duplex: 'half' } as RequestInit;
    expect((await fetch(`${url}/pipeline/pre`, init)).status).toBe(413);
    expect((await ask('/health')).status).toBe(200);
  });

  it('[S2-215] may hold one megabyte by default', async () => {
    const { ask } = await serve();
    const fits = { toolName: 'write_file', parameters: { path: 'a.txt', content: 'x'.repeat(1_048_000) } };
    expect((await ask('/pipeline/pre', { body: fits })).status).toBe(200);
    const over = { toolName: 'write_file', parameters: { path: 'a.txt', content: 'x'.repeat(1_048_576) } };
    expect((await ask('/pipeline/pre', { body: over })).status).toBe(413);
  });

  it.each([
    ['text/plain', 415],
    ['application/x-www-form-urlencoded', 415],
    ['application/json-patch+json', 415],
    ['application/json; charset=latin1', 415],
    ['application/json;charset=UTF-8', 200],
    ['APPLICATION/JSON', 200],
  ])('of the type %s get %i', async (type, status) => {
    const { ask } = await serve();
    const answer = await ask('/pipeline/pre', { body: CALL, headers: { 'content-type': type } });
    expect(answer.status).toBe(status);
  });

  it.each([
    ['', 'not JSON'],
    ['{', 'not JSON'],
    ['{"toolName":"exec"}}', 'not JSON'],
    ['null', 'expected object'],
    ['[]', 'expected object'],
    ['{"toolName":"exec","__proto__":{"polluted":1}}', 'prototype'],
    ['{"toolName":"exec","parameters":{"a":[{"__proto__":{}}]}}', 'prototype'],
    ['{"toolName":"exec","parameters":{"\\u005f_proto__":1}}', 'prototype'],
    ['{"toolName":"exec","parameters":{"constructor":{"prototype":{}}}}', 'prototype'],
    [`{"toolName":"exec","parameters":{"a":${'['.repeat(400)}${']'.repeat(400)}}}`, 'nested'],
  ])('that are not what they must be get 400: %.40s', async (body, reason) => {
    const { ask } = await serve();
    const answer = await ask('/pipeline/pre', { body });
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining(reason)]);
  });

  it('that are no UTF-8 get 400', async () => {
    const { url } = await serve();
    const answer = await fetch(`${url}/pipeline/pre`, {
      method: 'POST',
      headers: { authorization: 'Bearer api-token-of-agents', 'content-type': 'application/json' },
      body: Buffer.from('{"toolName":"\xff"}', 'latin1'),
    });
    expect(answer.status).toBe(400);
  });
});

describe('a rate limit', () => {
  it('refuses with 429 who asks too often, before any token is looked at', async () => {
    const { ask } = await serve({ rateLimit: { burst: 3, perSecond: 0.001 } });
    for (let count = 0; count < 3; count++) expect((await ask('/health')).status).toBe(200);
    const refused = await ask('/audit', { token: 'wrong' });
    expect([refused.status, refused.text]).toEqual([429, '{"error":"Too many requests"}']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('makes guessing tokens dear', async () => {
    const { ask } = await serve({ rateLimit: { burst: 50, perSecond: 0.001 } });
    const statuses: number[] = [];
    for (let count = 0; count < 5; count++)
      statuses.push((await ask('/audit', { token: `guess${count}` })).status);
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
  });

  it('lets people through to stop an agent that asks without end', async () => {
    const { ask } = await serve({ rateLimit: { burst: 1, perSecond: 0.001 } });
    await ask('/audit');
    expect((await ask('/audit')).status).toBe(429);
    expect((await ask('/sessions/s1/halt', { method: 'POST', token: OPERATOR })).status).toBe(200);
  });

  it('gives back with time, and no more than the burst', () => {
    let now = 0;
    const limit = createRateLimit({ burst: 2, perSecond: 1 }, () => now);
    limit.take('10.0.0.1');
    limit.take('10.0.0.1');
    expect(() => limit.take('10.0.0.1')).toThrow('Too many requests');
    limit.take('10.0.0.2');
    now = 1000;
    limit.take('10.0.0.1');
    expect(() => limit.take('10.0.0.1')).toThrow('Too many requests');
    now = 1_000_000;
    limit.take('10.0.0.1');
    limit.take('10.0.0.1');
    expect(() => limit.take('10.0.0.1')).toThrow('Too many requests');
  });

  it('takes all addresses of one network of IPv6 for one client, and forgets who was quiet', () => {
    const limit = createRateLimit({ burst: 1, perSecond: 0.001 }, () => 0);
    limit.take('2001:db8:1:2::1');
    expect(() => limit.take('2001:db8:1:2:ffff::9')).toThrow('Too many requests');
    limit.take('2001:db8:1:3::1');
    for (let index = 0; index < 10_000; index++) limit.take(`client ${index}`);
    limit.take('2001:db8:1:2::1');
  });
});

describe('a turnstile', () => {
  it('lets through one at a time, in order, also behind one that fails', async () => {
    const turnstile = createTurnstile(5);
    const log: string[] = [];
    const visit = async (name: string, fails = false): Promise<void> =>
      turnstile.pass(async () => {
        log.push(`${name} in`);
        await Promise.resolve();
        log.push(`${name} out`);
        if (fails) throw new Error(name);
      });
    const visits = await Promise.allSettled([visit('a'), visit('b', true), visit('c')]);
    expect(log).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
    expect(visits.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('refuses with 503 when too many wait', async () => {
    const turnstile = createTurnstile(1);
    const work = async (): Promise<string> => turnstile.pass(() => 'done');
    const visits = await Promise.allSettled([work(), work(), work()]);
    expect(visits.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect(visits[2]).toMatchObject({ reason: { status: 503 } });
    expect(await work()).toBe('done');
  });
});

describe('[S2-214] every refusal', () => {
  it('is JSON with an error, under headers that keep it from being framed, kept or sniffed', async () => {
    const { ask } = await serve();
    for (const [path, asking, status] of [
      ['/audit', { token: null }, 401],
      ['/audit?limit=x', {}, 400],
      ['/nowhere', {}, 404],
      ['/audit', { method: 'DELETE' }, 405],
      ['/audit', { method: 'OPTIONS' }, 405],
      ['/pipeline/pre', {}, 405],
      ['/guard/thresholds', { body: {} }, 403],
      ['/health', {}, 200],
    ] as const) {
      const answer = await ask(path, asking);
      expect([path, answer.status]).toEqual([path, status]);
      if (status !== 200) expect(answer.json()).toHaveProperty('error', expect.any(String));
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      });
      expect(answer.headers.has('access-control-allow-origin')).toBe(false);
    }
    const wrongMethod = await ask('/approvals/x', { method: 'PUT' });
    expect(wrongMethod.headers.get('allow')).toBe('GET, POST');
    expect((await ask('/audit?limit=1&limit=2')).status).toBe(400);
  });

  it('of a fault of the server tells nothing of its inside; the host is told', async () => {
    const faults: unknown[] = [];
    const { ask } = await serve(
      { onError: (error) => faults.push(error) },
      {
        ids: {
          next: () => {
            throw new Error('secret inside');
          },
        },
      },
    );
    const answer = await ask('/pipeline/pre', { body: CALL });
    expect([answer.status, answer.text]).toEqual([500, '{"error":"Internal server error"}']);
    expect(faults).toEqual([expect.objectContaining({ message: 'secret inside' })]);
  });
});
