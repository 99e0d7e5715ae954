import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { SentinelError } from 'sentinel-agentos';
import { API, emptyWorkspace, OPERATOR, serve, serveOpen } from './served-workspace.js';
import { createServer } from '../src/index.js';

const UNAUTHORIZED = '{"error":"Unauthorized: invalid or missing API token"}';

/** Sends a request as it is written, and gives the whole answer. */
async function raw(port: number, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(request));
    let answer = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => (answer += chunk));
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
  });
}

describe('tokens', () => {
  it('[S2-212] a missing or wrong token gets 401 with the documented body, also where nothing is', async () => {
    const { ask } = await serve();
    for (const token of [null, 'wrong', `${API}x`, API.slice(1), '', '\u00e9']) {
      for (const path of ['/pipeline/profile', '/audit', '/no-such-thing']) {
        const refused = await ask(path, { token });
        expect([refused.status, refused.text]).toEqual([401, UNAUTHORIZED]);
        expect(refused.headers.get('www-authenticate')).toBe('Bearer');
      }
    }
    expect((await ask('/pipeline/profile')).status).toBe(200);
    expect(
      (await ask('/pipeline/profile', { headers: { authorization: `Basic ${API}` }, token: null })).text,
    ).toBe(UNAUTHORIZED);
  });

  it('[S2-197] health needs none and tells nothing but that it is well, and for how long', async () => {
    const { ask } = await serve();
    const healthy = await ask('/health', { token: null });
    expect(healthy.json()).toEqual({ ok: true, uptime: expect.any(Number) as number });
  });

  it('what only people may do needs the token of people', async () => {
    const { ask } = await serve();
    const rule = { tool: 'deploy', required: ['target'] };
    const refused = await ask('/guard/schema', { body: rule });
    expect([refused.status, refused.json()]).toEqual([
      403,
      { error: 'This needs the operator token: only people may do it', code: 'OPERATOR_ONLY' },
    ]);
    for (const path of [
      '/guard/thresholds',
      '/approvals/x',
      '/sessions/s/halt',
      '/sessions/s/resume',
      '/snapshots/x/undo',
      '/memory/forget',
      '/memory/release',
    ]) {
      expect([path, (await ask(path, { body: {} })).status]).toEqual([path, 403]);
    }
    expect((await ask('/feedback', { body: { signal: 'user_explicit_approval' } })).status).toBe(403);
    expect(
      (await ask('/feedback', { body: { signal: 'user_explicit_approval' }, token: OPERATOR })).status,
    ).toBe(200);
    expect((await ask('/guard/schema', { body: rule, token: OPERATOR })).status).toBe(200);
    expect((await ask('/audit', { token: OPERATOR })).status).toBe(200);
  });

  it('people get a token of their own where agents have one, and it is on the object alone', async () => {
    const { server, ask } = await serve({ operatorToken: undefined as never });
    const token = server.operatorToken ?? '';
    expect(token).toMatch(/^[\w-]{43}$/);
    expect((await ask('/guard/thresholds', { body: { deny: 7 }, token })).status).toBe(200);
    expect((await ask('/openapi.json')).text).not.toContain(token);
  });

  it('[S2-216, S2-219] come from the environment too, from which they are taken away', async () => {
    const { workspaceRoot, ...os } = emptyWorkspace();
    for (const variable of ['AGENTOS_TOKEN', 'AGENTOS_API_TOKEN']) {
      process.env[variable] = 'from-the-environment';
      process.env['AGENTOS_OPERATOR_TOKEN'] = 'token-of-the-people';
      process.env['AGENTOS_WORKSPACE'] = workspaceRoot;
      const server = createServer({ port: 0, os });
      delete process.env['AGENTOS_WORKSPACE'];
      expect([process.env[variable], process.env['AGENTOS_OPERATOR_TOKEN']]).toEqual([undefined, undefined]);
      const headers = { authorization: 'Bearer from-the-environment', 'content-type': 'application/json' };
      expect((await server.app.request('/audit')).status).toBe(401);
      expect((await server.app.request('/audit', { headers })).status).toBe(200);
      const body = JSON.stringify({ toolName: 'exec', parameters: { command: 'true' } });
      await server.app.request('/pipeline/pre', { method: 'POST', headers, body });
      const [entry] = (await (await server.app.request('/audit', { headers })).json()) as { cwd: string }[];
      expect(entry?.cwd).toBe(workspaceRoot);
      expect(server.operatorToken).toBe('token-of-the-people');
      await server.stop();
    }
  });

  it('an option comes before the environment', async () => {
    process.env['AGENTOS_TOKEN'] = 'from-the-environment';
    const { ask } = await serve();
    expect((await ask('/audit', { token: 'from-the-environment' })).status).toBe(401);
    expect((await ask('/audit')).status).toBe(200);
  });

  it.each([
    [{ apiToken: '' }, 'apiToken must be'],
    [{ apiToken: 'two words' }, 'apiToken must be'],
    [{ apiToken: 'same-token-for-all', operatorToken: 'same-token-for-all' }, 'must not be the same'],
    [{ operatorToken: 'guessable' }, 'operatorToken must be 16 to 512'],
    [{ operatorToken: 'line\nfeed' }, 'operatorToken must be'],
    [{ host: '0.0.0.0' }, 'set an apiToken'],
    [{ host: '192.168.1.2', operatorToken: 'people-only-token' }, 'set an apiToken'],
    [{ port: 70_000 }, 'port must be'],
    [{ host: '' }, 'host must be'],
    [{ maxBodyBytes: -1 }, 'maxBodyBytes must be'],
    [{ approvals: 'nobody' as never }, 'approvals must be'],
  ])('[S2-213] options that would not hold are refused: %j', (options, message) => {
    const os = emptyWorkspace();
    const made = (): unknown => createServer({ os, ...options });
    expect(made).toThrow(message);
    expect(made).toThrow(expect.objectContaining({ code: 'INVALID_CONFIG' }) as SentinelError);
    expect(made).not.toThrow(/two words|people-only|guessable/);
  });
});

describe('[S2-213] a server without tokens', () => {
  it('serves the programs and the own pages of this machine', async () => {
    const { ask, url } = await serveOpen();
    expect((await ask('/guard/thresholds', { body: { deny: 7 } })).status).toBe(200);
    expect((await ask('/audit', { headers: { origin: url, 'sec-fetch-site': 'same-origin' } })).status).toBe(
      200,
    );
    expect((await ask('/audit', { token: 'whatever' })).status).toBe(200);
  });

  it('refuses pages of other sites, and names that only lead here', async () => {
    const { ask, port } = await serveOpen();
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: `http://localhost:${port + 1}` },
      { origin: 'null' },
      { origin: `http://127.0.0.1:${port}.evil.example` },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      const refused = await ask('/audit', { headers });
      expect([headers, refused.status]).toEqual([headers, 403]);
      expect(refused.headers.get('access-control-allow-origin')).toBeNull();
    }
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1.evil.example',
      'localhost.evil.example',
      '10.0.0.1',
      '',
    ]) {
      const answer = await raw(port, `GET /audit HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      expect([host, answer.split('\r\n')[0]]).toEqual([host, expect.stringMatching(/ 40[03] /)]);
    }
    for (const host of [`localhost:${port}`, '127.0.0.1', `[::1]:${port}`, 'LOCALHOST']) {
      const answer = await raw(port, `GET /audit HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      expect([host, answer.split('\r\n')[0]]).toEqual([host, 'HTTP/1.1 200 OK']);
    }
  });

  it('keeps to people what is theirs when they have a token and agents have none', async () => {
    const { ask } = await serveOpen({ operatorToken: OPERATOR });
    expect((await ask('/audit')).status).toBe(200);
    expect((await ask('/guard/thresholds', { body: { deny: 7 } })).status).toBe(403);
    expect((await ask('/guard/thresholds', { body: { deny: 7 }, token: 'guess' })).status).toBe(401);
    expect((await ask('/guard/thresholds', { body: { deny: 7 }, token: OPERATOR })).status).toBe(200);
  });
});
