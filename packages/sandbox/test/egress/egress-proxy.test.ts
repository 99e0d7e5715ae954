import fc from 'fast-check';
import { existsSync, statSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { ask, decisions, open, openWorld } from './harness.js';
import type { World, WorldOptions } from './harness.js';
import { helloMessage, inRecords } from './tls-hello.js';

const worlds: World[] = [];
async function world(options: WorldOptions = {}): Promise<World> {
  const made = await openWorld(options);
  worlds.push(made);
  return made;
}
afterEach(async () => {
  await Promise.all(worlds.splice(0).map((made) => made.close()));
});

const get = (url: string, host: string, more = '') => `GET ${url} HTTP/1.1\r\nHost: ${host}\r\n${more}\r\n`;
const hello = (serverName?: string) =>
  inRecords(helloMessage(serverName === undefined ? {} : { serverName }));

/** Opens a tunnel, says these bytes in it, and waits for an answer or the end. */
async function tunnel(made: World, target: string, bytes: Buffer): Promise<string> {
  const client = open(made.proxy.socketPath, 'latin1');
  client.socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`);
  const answer = await client.until('\r\n\r\n');
  if (!answer.startsWith('HTTP/1.1 200')) return answer;
  if (target.endsWith(':80')) client.socket.write(bytes);
  else client.socket.end(bytes);
  const all = await client.ended;
  client.socket.destroy();
  return all.slice(all.indexOf('\r\n\r\n') + 4);
}

describe('what the proxy lets out', () => {
  it('is plain HTTP to a listed host, written anew', async () => {
    const made = await world();
    const answer = await ask(
      made,
      get(
        'http://API.example.org.:80/a?b=c',
        'api.example.org',
        'X-Own: 1\r\nProxy-Authorization: Basic secret\r\nConnection: close, X-Drop\r\nX-Drop: 1\r\n',
      ),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(answer).toContain('served api.example.org /a?b=c 0');
    expect(made.requests[0]?.rawHeaders).toEqual([
      'Host',
      'api.example.org',
      'X-Own',
      '1',
      'Connection',
      'close',
    ]);
    expect(made.dialled).toEqual(['93.184.216.34:80']);
    expect(made.proxy.events).toEqual([
      {
        time: expect.any(Number) as number,
        host: 'API.example.org.',
        port: 80,
        decision: 'allowed',
        reason: 'listed',
        sentBytes: expect.any(Number) as number,
        receivedBytes: expect.any(Number) as number,
      },
    ]);
    expect(made.proxy.events[0]?.sentBytes).toBeGreaterThan(20);
    expect(JSON.stringify(made.proxy.events)).not.toMatch(/secret|b=c/);
  });

  it('is the body of a request, by length and in chunks', async () => {
    const made = await world();
    const post = (more: string) =>
      `POST http://api.example.org/ HTTP/1.1\r\nHost: api.example.org\r\nConnection: close\r\n${more}`;
    expect(await ask(made, post('Content-Length: 5\r\n\r\nhello'))).toContain('api.example.org / 5');
    expect(
      await ask(made, post('Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n3\r\nabc\r\n0\r\n\r\n')),
    ).toContain('/ 8');
    expect(await ask(made, post('Expect: 100-continue\r\nContent-Length: 1\r\n\r\nx'))).toContain('/ 1');
    expect(made.requests.map(({ body }) => body)).toEqual(['hello', 'helloabc', 'x']);
  });

  it('is TLS to a listed host, byte for byte in both directions', async () => {
    const made = await world();
    const bytes = Buffer.concat([hello('api.example.org'), Buffer.from([23, 3, 3, 0, 2, 1, 2])]);
    expect(Buffer.from(await tunnel(made, 'api.example.org:443', bytes), 'latin1').equals(bytes)).toBe(true);
    expect(decisions(made)).toEqual(['api.example.org:443 listed']);
    expect(made.proxy.events[0]).toMatchObject({ sentBytes: bytes.length, receivedBytes: bytes.length });
  });

  it('is any protocol on a port that is listed with its host, a server that speaks first included', async () => {
    const made = await world({ greeting: 'SSH-2.0-server\r\n' });
    const client = open(made.proxy.socketPath);
    client.socket.write('CONNECT git.example.org:22 HTTP/1.1\r\n\r\n');
    expect(await client.until('SSH-2.0-server')).toContain('SSH-2.0-server');
    client.socket.end('SSH-2.0-client\r\n');
    expect(await client.ended).toContain('SSH-2.0-client');
  });

  it('is plain HTTP in a tunnel to port 80, each request judged', async () => {
    const made = await world();
    const requests = get('/one', 'api.example.org', '') + get('/two', 'evil.org');
    const answers = await tunnel(made, 'api.example.org:80', Buffer.from(requests));
    expect(answers).toContain('served api.example.org /one');
    expect(answers).toContain('X-Sentinel-Egress: other-host');
    expect(made.requests).toHaveLength(1);
    // The same, sent without waiting for the answer to CONNECT.
    const early = `CONNECT api.example.org:80 HTTP/1.1\r\n\r\n${get('/three', 'api.example.org', 'Connection: close\r\n')}`;
    expect(await ask(made, early)).toContain('served api.example.org /three');
  });

  it('is a port of this machine that the policy names, by a socket of its own and by CONNECT', async () => {
    const made = await world({ policy: { mode: 'localhost', hosts: [], ports: [5432] } });
    const [link] = made.proxy.portSockets;
    const client = open(link?.socketPath ?? '');
    client.socket.end('hello');
    expect(await client.ended).toBe('hello');
    expect(await tunnel(made, 'localhost:5432', Buffer.from('again'))).toBe('again');
    expect(made.dialled).toEqual(['127.0.0.1:5432', '127.0.0.1:5432']);
    expect(made.resolved).toEqual([]);
    expect(decisions(made)).toEqual(['localhost:5432 host-port', 'localhost:5432 host-port']);
  });
});

describe('what the proxy refuses', () => {
  it.each([
    ['a host that is not listed', 'evil.org:443', 'host-not-listed'],
    ['a host that ends like a listed one', 'evil-api.example.org:443', 'host-not-listed'],
    ['an IP address', '93.184.216.34:443', 'ip-address'],
    ['an IPv6 address', '[2606:2800:220:1::1]:443', 'ip-address'],
    ['a decimal address', '2130706433:443', 'ip-address'],
    ['an octal address', '0177.0.0.1:443', 'ip-address'],
    ['a hexadecimal address', '0x7f000001:443', 'ip-address'],
    ['the metadata address', '169.254.169.254:80', 'ip-address'],
    ['loopback by name', 'localhost:443', 'host-not-listed'],
    ['loopback by another name', 'x.localhost:443', 'host-not-listed'],
    ['another port', 'api.example.org:8443', 'port-not-listed'],
    ['no port', 'api.example.org', 'malformed'],
    ['a user before the host', 'user@api.example.org:443', 'bad-host'],
  ])('in a CONNECT is %s', async (_what, target, reason) => {
    const made = await world();
    const answer = await tunnel(made, target, hello('api.example.org'));
    expect(answer).toMatch(/^HTTP\/1\.1 (403|400) /);
    expect(made.proxy.events.map((event) => event.reason)).toEqual([
      expect.stringMatching(`^${reason}$|^malformed$`),
    ]);
    if (answer.startsWith('HTTP/1.1 403')) expect(answer).toContain(`X-Sentinel-Egress: ${reason}`);
    expect([made.resolved, made.dialled, made.received().length]).toEqual([[], [], 0]);
  });

  it.each([
    ['a host that is not listed', 'http://evil.org/', 'evil.org', 'host-not-listed'],
    ['an IP address', 'http://93.184.216.34/', '93.184.216.34', 'ip-address'],
    ['a decimal address', 'http://2130706433/', '2130706433', 'ip-address'],
    ['the metadata address', 'http://169.254.169.254/latest', '169.254.169.254', 'ip-address'],
    ['loopback by name', 'http://localhost/', 'localhost', 'host-not-listed'],
    ['another port', 'http://api.example.org:8080/', 'api.example.org:8080', 'port-not-listed'],
    ['another Host', 'http://api.example.org/', 'evil.org', 'other-host'],
    ['another port in Host', 'http://api.example.org/', 'api.example.org:81', 'other-host'],
    ['a user before the host', 'http://api.example.org@evil.org/', 'evil.org', 'malformed'],
    ['a backslash', 'http://api.example.org\\@evil.org/', 'api.example.org', 'malformed'],
    ['HTTPS without a tunnel', 'https://api.example.org/', 'api.example.org', 'malformed'],
    ['no host at all', '/path', 'api.example.org', 'malformed'],
    ['another scheme', 'ftp://api.example.org/', 'api.example.org', 'malformed'],
    ['an encoded host', 'http://api%2eexample.org/', 'api.example.org', 'bad-host'],
  ])('in a plain request is %s', async (_what, url, host, reason) => {
    const made = await world();
    const answer = await ask(made, get(url, host));
    if (answer.startsWith('HTTP/1.1 400')) expect(reason).toBe('malformed');
    else expect(answer).toContain(`X-Sentinel-Egress: ${reason}`);
    if (answer.startsWith('HTTP/1.1 403')) expect(answer).toMatch(/Sandbox: .+\n沙箱：.+/);
    expect(made.proxy.events.map((event) => event.reason)).toEqual([reason]);
    expect([made.requests, made.resolved, made.dialled]).toEqual([[], [], []]);
  });

  const smuggled = 'GET http://evil.org/ HTTP/1.1\r\nHost: evil.org\r\n\r\n';
  const start = 'POST http://api.example.org/ HTTP/1.1\r\nHost: api.example.org\r\n';
  it.each([
    [
      'a length beside chunks',
      `${start}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
    ],
    [
      'chunks beside a length',
      `${start}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n${smuggled}`,
    ],
    ['two lengths', `${start}Content-Length: 0\r\nContent-Length: 9\r\n\r\n${smuggled}`],
    ['a list of lengths', `${start}Content-Length: 0, 0\r\n\r\n${smuggled}`],
    ['a signed length', `${start}Content-Length: +0\r\n\r\n${smuggled}`],
    ['a hexadecimal length', `${start}Content-Length: 0x0\r\n\r\n${smuggled}`],
    ['another coding', `${start}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['a coding that is none', `${start}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${smuggled}`],
    [
      'two codings',
      `${start}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n${smuggled}`,
    ],
    ['a coding with a vertical tab', `${start}Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['a space before the colon', `${start}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['a folded field', `${start}X-Fold: a\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`],
    [
      'a field that begins with a space',
      `POST http://api.example.org/ HTTP/1.1\r\n Host: api.example.org\r\n\r\n`,
    ],
    ['a bare line feed', `${start}X: a\nContent-Length: 0\r\n\r\n${smuggled}`],
    ['bare line feeds only', 'GET http://api.example.org/ HTTP/1.1\nHost: api.example.org\n\n'],
    ['a bare carriage return', `${start}X: a\rContent-Length: 0\r\n\r\n${smuggled}`],
    ['NUL in a field', `${start}X: a\0b\r\n\r\n`],
    ['NUL in the host', 'GET http://evil.org\0.api.example.org/ HTTP/1.1\r\nHost: api.example.org\r\n\r\n'],
    [
      'NUL in a Host field',
      'GET http://api.example.org/ HTTP/1.1\r\nHost: api.example.org\0.evil.org\r\n\r\n',
    ],
    ['NUL in a CONNECT', 'CONNECT evil.org\0.api.example.org:443 HTTP/1.1\r\n\r\n'],
    ['a space in the target', 'GET http://api.example.org/ x HTTP/1.1\r\nHost: api.example.org\r\n\r\n'],
    ['two Host fields', `${start}Host: evil.org\r\n\r\n`],
    ['no Host field', 'GET http://api.example.org/ HTTP/1.1\r\n\r\n'],
    ['an older protocol', 'GET http://api.example.org/\r\n\r\n'],
    ['a newer protocol', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a name with a control character', `${start}X\x01: a\r\n\r\n`],
    ['a chunk of a broken size', `${start}Transfer-Encoding: chunked\r\n\r\n-1\r\n${smuggled}`],
    ['TLS where HTTP is spoken', hello('api.example.org').toString('latin1')],
    ['another host beside a CONNECT', 'CONNECT api.example.org:443 HTTP/1.1\r\nHost: evil.org:443\r\n\r\n'],
    [
      'a CONNECT with a body',
      'CONNECT api.example.org:443 HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
    ],
  ])('as a request that two readers could read differently is %s', async (_what, bytes) => {
    const made = await world();
    await ask(made, bytes);
    expect(made.requests).toEqual([]);
    expect(made.proxy.events.length).toBeGreaterThan(0);
    expect(made.proxy.events.map(({ host, decision }) => [host, decision])).not.toContainEqual([
      'evil.org',
      'allowed',
    ]);
    expect(made.received()).toHaveLength(0);
  });

  it('is a switched host on a connection that was kept alive', async () => {
    const made = await world();
    const client = open(made.proxy.socketPath);
    client.socket.write(get('http://api.example.org/one', 'api.example.org', ''));
    await client.until('/one 0');
    client.socket.write(get('http://a.cdn.example.org/two', 'a.cdn.example.org', ''));
    await client.until('/two 0');
    client.socket.write(get('http://api.example.org/three', 'evil.org', ''));
    expect(await client.ended).toContain('X-Sentinel-Egress: other-host');
    client.socket.destroy();
    expect(made.requests.map(({ url }) => url)).toEqual(['/one', '/two']);
    expect(decisions(made)).toEqual([
      'api.example.org:80 listed',
      'a.cdn.example.org:80 listed',
      'evil.org:80 other-host',
    ]);
  });

  it.each([
    ['the name of another server', hello('evil.org'), 'other-server-name'],
    ['no name of a server', hello(), 'no-server-name'],
    [
      'a hidden name',
      inRecords(helloMessage({ serverName: 'api.example.org', extensions: [[0xfe0d, Buffer.alloc(9)]] })),
      'hidden-server-name',
    ],
    ['plain HTTP', Buffer.from('GET / HTTP/1.1\r\nHost: evil.org\r\n\r\n'), 'not-tls'],
    ['nothing', Buffer.alloc(0), 'not-tls'],
    ['half a greeting', hello('api.example.org').subarray(0, 40), 'not-tls'],
  ])('in a tunnel to port 443 is %s', async (_what, bytes, reason) => {
    const made = await world();
    expect(await tunnel(made, 'api.example.org:443', bytes)).toBe('');
    expect(made.received()).toHaveLength(0);
    expect(decisions(made)).toEqual([`api.example.org:443 ${reason}`]);
  });

  it.each([
    ['a private address', ['10.0.0.1']],
    ['loopback', ['127.0.0.1']],
    ['the metadata address', ['169.254.169.254']],
    ['a mapped address', ['::ffff:10.0.0.1']],
    ['a public and a private one', ['93.184.216.34', '192.168.1.1']],
  ])('is a listed name that leads to %s', async (_what, addresses) => {
    const made = await world({ names: { 'inside.example.org': addresses } });
    expect(await ask(made, get('http://inside.example.org/', 'inside.example.org'))).toContain(
      'private-address',
    );
    expect(await tunnel(made, 'inside.example.org:443', hello('inside.example.org'))).toContain(
      'private-address',
    );
    expect(made.dialled).toEqual([]);
  });

  it('is a name that has no address', async () => {
    const made = await world({ names: { 'inside.example.org': [] } });
    expect(await ask(made, get('http://inside.example.org/', 'inside.example.org'))).toContain(
      'name-not-found',
    );
  });
});

describe('the proxy', () => {
  it('resolves a name once for a connection and dials just that address', async () => {
    const made = await world();
    await tunnel(made, 'api.example.org:443', hello('api.example.org'));
    expect(made.resolved).toEqual(['api.example.org']);
    expect(made.dialled).toEqual(['93.184.216.34:443']);
  });

  it('listens for its user only, and is gone when it is closed', async () => {
    const made = await world({ policy: { mode: 'localhost', hosts: [], ports: [5432] } });
    const sockets = [made.proxy.socketPath, ...made.proxy.portSockets.map(({ socketPath }) => socketPath)];
    expect(sockets.map((socket) => statSync(socket).mode & 0o777)).toEqual([0o600, 0o600]);
    const client = open(made.proxy.socketPath);
    client.socket.write('CONNECT localhost:5432 HTTP/1.1\r\n\r\n');
    await client.until('200');
    await Promise.all([made.proxy.close(), made.proxy.close()]);
    await client.ended;
    expect(sockets.some((socket) => existsSync(socket))).toBe(false);
    expect(await ask(made, get('http://api.example.org/', 'api.example.org'))).toBe('');
  });

  it('says where it cannot listen', async () => {
    const { openEgressProxy } = await import('../../src/egress/egress-proxy.js');
    const policy = { mode: 'whitelist', hosts: ['a.org'], ports: [80] } as const;
    for (const directory of ['/nowhere/at/all', `/tmp/${'x'.repeat(120)}`]) {
      await expect(openEgressProxy({ policy, directory })).rejects.toMatchObject({
        code: 'SANDBOX_UNAVAILABLE',
      });
    }
  });

  it('bounds a head, its time, what leaves and the number of connections', async () => {
    const made = await world({ limits: { headBytes: 2048, headMs: 100, uploadBytes: 5000, connections: 2 } });
    await ask(made, get('http://api.example.org/', 'api.example.org', `X: ${'a'.repeat(4000)}\r\n`));
    expect(made.proxy.events.at(-1)?.reason).toBe('malformed');
    const slow = open(made.proxy.socketPath);
    slow.socket.write('GET http://api.exa');
    expect(await slow.ended).toContain('408');
    expect(made.proxy.events.at(-1)?.reason).toBe('time-limit');
    slow.socket.destroy();
    const kept = [open(made.proxy.socketPath), open(made.proxy.socketPath)];
    kept.forEach(({ socket }) => socket.write('GET '));
    await Promise.all(
      kept.map(({ socket }) => new Promise((settle) => socket.once('connect', settle).once('ready', settle))),
    );
    await open(made.proxy.socketPath).ended;
    expect(decisions(made)).toContain(':0 connection-limit');
    kept.forEach(({ socket }) => socket.destroy());
  });

  it('ends a tunnel and a request when too much has left, and lets nothing more out', async () => {
    const made = await world({ limits: { uploadBytes: 5000 } });
    const much = Buffer.concat([hello('api.example.org'), Buffer.alloc(6000)]);
    await tunnel(made, 'api.example.org:443', much);
    expect(made.received().length).toBeLessThanOrEqual(5000);
    expect(decisions(made)).toContain('api.example.org:443 upload-limit');
    expect(await ask(made, get('http://api.example.org/', 'api.example.org'))).toContain('upload-limit');
    expect(await tunnel(made, 'api.example.org:443', hello('api.example.org'))).toContain('upload-limit');
    expect(made.requests).toEqual([]);
  });

  it('keeps the newest thousand decisions', async () => {
    const made = await world();
    const many = Array.from({ length: 300 }, () => get('http://evil.org/', 'evil.org'));
    for (let round = 0; round < 4; round += 1)
      await Promise.all(many.map((bytes) => ask(made, bytes).catch(() => '')));
    expect(made.proxy.events.length).toBeLessThanOrEqual(1000);
  });

  it('decides the same however a request is cut into pieces', async () => {
    const made = await world();
    const requests: readonly (readonly [string, string])[] = [
      [
        get('http://api.example.org/', 'api.example.org', 'Connection: close\r\n'),
        'api.example.org:80 listed',
      ],
      [get('http://evil.org/', 'evil.org'), 'evil.org:80 host-not-listed'],
      [get('http://api.example.org/', 'evil.org'), 'evil.org:80 other-host'],
      ['CONNECT 127.1:443 HTTP/1.1\r\n\r\n', '127.1:443 ip-address'],
      [
        'POST http://api.example.org/ HTTP/1.1\r\nHost: api.example.org\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
        ':0 malformed',
      ],
    ];
    const pieces = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...requests), pieces, async ([request, decided], sizes) => {
        const client = open(made.proxy.socketPath);
        let at = 0;
        for (const size of sizes) {
          client.socket.write(request.slice(at, (at += size)));
          await new Promise((settle) => setImmediate(settle));
        }
        client.socket.write(request.slice(at));
        await client.ended;
        client.socket.destroy();
        expect(decisions(made).at(-1)).toBe(decided);
      }),
      { numRuns: 60 },
    );
  });
});
