import fc from 'fast-check';
import { PassThrough } from 'node:stream';
import { connect } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { readClientHello } from '../../src/egress/client-hello.js';
import { judgeOpening, readOpening } from '../../src/egress/tls-opening.js';
import { helloMessage, inRecords, serverNameExtension } from './tls-hello.js';

const hello = inRecords(
  helloMessage({ serverName: 'api.example.org', extensions: [[43, Buffer.from([2, 3, 4])]] }),
);
const ECH: readonly [number, Buffer] = [0xfe0d, Buffer.alloc(40)];

async function realHello(servername: string | undefined): Promise<Buffer> {
  const wire = new PassThrough();
  // A socket of TLS over any stream: what it writes first is its greeting.
  const { Duplex } = await import('node:stream');
  const duplex = new Duplex({
    read: () => undefined,
    write: (chunk, _encoding, done) => (wire.write(chunk), done()),
  });
  const client = connect({ socket: duplex, ...(servername === undefined ? {} : { servername }) });
  client.on('error', () => undefined);
  const bytes = await new Promise<Buffer>((settle) => wire.once('data', settle));
  client.destroy();
  return bytes;
}

describe('the greeting of a TLS client', () => {
  it('names its server', () => {
    expect(readClientHello(hello)).toEqual({ kind: 'hello', serverName: 'api.example.org', hidden: false });
  });

  it('is read from a real client', async () => {
    expect(readClientHello(await realHello('api.example.org'))).toMatchObject({
      serverName: 'api.example.org',
    });
    expect(readClientHello(await realHello(undefined))).toMatchObject({ kind: 'hello', serverName: null });
  });

  it('is incomplete until its last byte, and then never changes', () => {
    for (let end = 0; end < hello.length; end += 1) {
      expect(readClientHello(hello.subarray(0, end))).toEqual({ kind: 'incomplete' });
    }
    expect(readClientHello(Buffer.concat([hello, Buffer.from([20, 3, 3, 0, 1, 1])]))).toMatchObject({
      kind: 'hello',
    });
  });

  it('is the same in records of any size that a client may use', () => {
    const message = helloMessage({ serverName: 'api.example.org' });
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 200 }), (size) => {
        expect(readClientHello(inRecords(message, size))).toMatchObject({ serverName: 'api.example.org' });
      }),
    );
  });

  it('may hide another one', () => {
    const parts = helloMessage({ serverName: 'api.example.org', extensions: [ECH] });
    expect(readClientHello(inRecords(parts))).toMatchObject({ serverName: 'api.example.org', hidden: true });
  });

  it.each([
    ['plain HTTP', Buffer.from('GET / HTTP/1.1\r\n')],
    ['SSH', Buffer.from('SSH-2.0-x\r\n')],
    ['an alert', inRecords(Buffer.from([2, 0]), 10, 21)],
    ['a server’s greeting', inRecords(Buffer.concat([Buffer.from([2]), helloMessage({}).subarray(1)]))],
    ['SSL 2', Buffer.from([0x80, 0x2e, 1, 3, 1])],
    ['an empty record', Buffer.from([22, 3, 1, 0, 0])],
    ['two names', inRecords(helloMessage({ extensions: [serverNameExtension('a.org', 'b.org')] }))],
    [
      'two extensions of names',
      inRecords(helloMessage({ extensions: [serverNameExtension('a.org'), serverNameExtension('b.org')] })),
    ],
    ['an empty name', inRecords(helloMessage({ serverName: '' }))],
    [
      'a second message behind it',
      inRecords(Buffer.concat([helloMessage({ serverName: 'a.org' }), Buffer.alloc(9)])),
    ],
    ['a length past its end', inRecords(Buffer.concat([Buffer.from([1, 0, 0, 4, 3, 3, 9, 9])]))],
    ['a giant one', inRecords(Buffer.concat([Buffer.from([1, 0xff, 0xff, 0xff]), Buffer.alloc(100)]))],
  ])('is none in %s', (_what, bytes) => {
    expect(readClientHello(bytes)).toEqual({ kind: 'not-tls' });
  });

  it('may be any bytes', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc
        .uint8Array({ maxLength: 300 })
        .map((body) => inRecords(Buffer.concat([Buffer.from([1, 0, 0, body.length]), body]))),
      fc
        .tuple(fc.nat({ max: hello.length - 1 }), fc.nat({ max: 255 }))
        .map(([at, byte]) => Buffer.from(hello.map((old, index) => (index === at ? byte : old)))),
    );
    fc.assert(
      fc.property(bytes, (some) => {
        expect(['incomplete', 'not-tls', 'hello']).toContain(readClientHello(some).kind);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the opening of a tunnel', () => {
  const required = { host: 'api.example.org', tls: 'required', headMs: 1000 } as const;
  const checked = { ...required, tls: 'checked' } as const;
  const judge = (bytes: Buffer, rule: typeof required | typeof checked = required) => {
    const opening = judgeOpening(bytes, rule);
    return opening === undefined ? 'more' : opening.passes ? 'passes' : opening.reason;
  };

  it('names the host that the tunnel is for', () => {
    const named = (serverName?: string) =>
      inRecords(helloMessage(serverName === undefined ? {} : { serverName }));
    expect(judge(hello)).toBe('passes');
    expect(judge(named('API.Example.Org'))).toBe('passes');
    expect(judge(named('evil.org'))).toBe('other-server-name');
    expect(judge(named('api.example.org\0.evil.org'))).toBe('other-server-name');
    expect(judge(named('93.184.216.34'))).toBe('other-server-name');
    expect(judge(named())).toBe('no-server-name');
    expect(judge(inRecords(helloMessage({ serverName: 'api.example.org', extensions: [ECH] })))).toBe(
      'hidden-server-name',
    );
  });

  it('need not be TLS on a listed port of its own, but TLS that is there must name the host', () => {
    expect(judge(Buffer.from('SSH-2.0'), checked)).toBe('passes');
    expect(judge(Buffer.from('SSH-2.0'))).toBe('not-tls');
    expect(judge(inRecords(helloMessage({ serverName: 'evil.org' })), checked)).toBe('other-server-name');
  });

  it('is bounded', () => {
    const endless = inRecords(Buffer.concat([Buffer.from([1, 0, 0x3f, 0xff]), Buffer.alloc(16_000)]), 100);
    expect(judge(endless)).toBe('not-tls');
  });

  it('is judged the same however it is cut, and nothing of it is lost', async () => {
    const pieces = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(pieces, async (sizes) => {
        const client = new PassThrough();
        const opening = readOpening(client, required);
        let at = 0;
        for (const size of sizes) client.write(hello.subarray(at, (at += size)));
        client.write(hello.subarray(at));
        expect(await opening).toEqual({ passes: true, bytes: expect.any(Buffer) as Buffer });
        const result = await opening;
        expect(result.passes && result.bytes.equals(hello.subarray(0, result.bytes.length))).toBe(true);
        client.destroy();
      }),
      { numRuns: 30 },
    );
  });

  it('that does not come in time is refused', async () => {
    const client = new PassThrough();
    client.write(hello.subarray(0, 9));
    expect(await readOpening(client, { ...required, headMs: 20 })).toEqual({
      passes: false,
      reason: 'time-limit',
    });
  });
});
