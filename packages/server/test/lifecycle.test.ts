import { connect } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createServer, serverBanner } from '../src/index.js';
import { emptyWorkspace, serve, serveOpen } from './served-workspace.js';

/** Sends bytes as they are, and gives all that comes back. */
async function raw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let answer = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => (answer += chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
  });
}

describe('[S2-218] a server', () => {
  it('answers once start has resolved, on the port that it names, and not after stop', async () => {
    const server = createServer({ port: 0, os: emptyWorkspace() });
    const { url, port } = await server.start();
    expect(url).toBe(`http://127.0.0.1:${port}`);
    expect((await fetch(`${url}/health`)).status).toBe(200);
    await expect(server.start()).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await server.stop();
    await server.stop();
    await expect(fetch(`${url}/health`)).rejects.toThrow('fetch failed');
    await expect(server.start()).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  it('says so when its port is taken, and can be stopped then', async () => {
    const { port } = await serve();
    const server = createServer({ port, os: emptyWorkspace() });
    await expect(server.start()).rejects.toMatchObject({
      code: 'STATE_UNAVAILABLE',
      message: expect.stringContaining('EADDRINUSE') as string,
    });
    await server.stop();
  });

  it('that was never started can be stopped, and answers without listening', async () => {
    const server = createServer({ apiToken: 'token', os: emptyWorkspace() });
    expect((await server.app.request('/health')).status).toBe(200);
    expect((await server.app.request('/audit')).status).toBe(401);
    await server.stop();
  });

  it('finishes what it was asked before it stops', async () => {
    const { server, ask, port } = await serveOpen();
    const body = JSON.stringify({ toolName: 'exec', parameters: { command: 'true' } });
    const head = `POST /pipeline/pre HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
    const socket = connect(port, '127.0.0.1', () => socket.write(head + body.slice(0, 5)));
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    await once(socket, 'connect');
    for (let count = 0; count < 3; count++) await ask('/health');
    const stopped = server.stop();
    socket.write(body.slice(5));
    await Promise.all([stopped, once(socket, 'close')]);
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  });

  it('[S2-134] has a line that says where it answers', () => {
    expect(serverBanner('http://127.0.0.1:3300')).toBe(
      '🛡️ Sentinel AgentOS HTTP server → http://127.0.0.1:3300',
    );
  });
});

it('a client that goes in the middle of its body is no fault of the server', async () => {
  const faults: unknown[] = [];
  const { port, ask } = await serveOpen({ onError: (error) => faults.push(error) });
  for (const framing of ['Content-Length: 500', 'Transfer-Encoding: chunked']) {
    const socket = connect(port, '127.0.0.1');
    socket.write(
      `POST /pipeline/pre HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${framing}\r\n\r\n5\r\n{"too`,
    );
    await once(socket, 'connect');
    await ask('/health');
    socket.destroy();
  }
  for (let count = 0; count < 3; count++) await ask('/health');
  expect(faults).toEqual([]);
});

describe('what is no request', () => {
  it.each([
    ['nonsense\r\n\r\n', '400 Bad Request'],
    ['GET / HTTP/9.9\r\n\r\n', '400 Bad Request'],
    [
      `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
      '431 Request Header Fields Too Large',
    ],
    [
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      '400 Bad Request',
    ],
  ])('is refused as JSON, and nothing of it is repeated: %.20s', async (bytes, status) => {
    const { port } = await serveOpen();
    const [head = '', body = ''] = (await raw(port, bytes)).split('\r\n\r\n');
    expect(head.split('\r\n')[0]).toBe(`HTTP/1.1 ${status}`);
    expect(JSON.parse(body)).toEqual({ error: status.slice(4) });
    expect(head).toContain('x-content-type-options: nosniff');
  });
});
