import { describe, expect, it } from 'vitest';
import { connect, linesOf } from './connected.js';
import type { Connected } from './connected.js';

const SECRET = 'ghp_k9XvQ2mZ7LrT4wYb8NcD1sFhJ6pAeU3oGiR5';

interface Wire extends Connected {
  readonly atClient: () => Promise<string>;
  readonly atServer: () => Promise<string>;
  readonly clientSays: (line: string | Buffer) => void;
  readonly serverSays: (line: string) => void;
}

function wire(...options: Parameters<typeof connect>): Wire {
  const connected = connect(...options);
  return {
    ...connected,
    atClient: linesOf(connected.toClient),
    atServer: linesOf(connected.toServer),
    clientSays: (line) =>
      void connected.fromClient.write(Buffer.concat([Buffer.from(line), Buffer.from('\n')])),
    serverSays: (line) => void connected.fromServer.write(`${line}\n`),
  };
}

async function over({ fromClient, fromServer, ended, os }: Connected): Promise<void> {
  fromClient.end();
  fromServer.end();
  await ended;
  await os.close();
}

const call = (id: string, args = '{"command":"ls"}', name = 'exec'): string =>
  `{"jsonrpc":"2.0","id":${id},"method":"tools/call","params":{"name":"${name}","arguments":${args}}}`;

describe('what passes', () => {
  it('byte for byte in both directions, numbers and spellings as they came', async () => {
    const it = wire();
    const asked =
      ' {"jsonrpc": "2.0","id": 9007199254740993, "method":"resources/read","params":{"n":1.0,"big":12345678901234567890,"t":"\\u0041é"} }\r';
    it.clientSays(asked);
    expect(await it.atServer()).toBe(asked);
    const answer = '{"result": {"n":1e2,"big":12345678901234567890},"jsonrpc":"2.0","id":9007199254740993}';
    it.serverSays(answer);
    expect(await it.atClient()).toBe(answer);
    const note = '{"jsonrpc":"2.0","method":"notifications/message","params":{"data":1.50}}';
    it.serverSays(note);
    it.clientSays(note);
    expect([await it.atClient(), await it.atServer()]).toEqual([note, note]);
    const question = '{"jsonrpc":"2.0","id":"s-1","method":"sampling/createMessage","params":{}}';
    it.serverSays(question);
    expect(await it.atClient()).toBe(question);
    it.clientSays('{"jsonrpc":"2.0","id":"s-1","result":{"x":1.0}}');
    expect(await it.atServer()).toBe('{"jsonrpc":"2.0","id":"s-1","result":{"x":1.0}}');
    await over(it);
  });

  it('a call that may run, with numbers beyond 2^53 in it and in its result', async () => {
    const it = wire();
    const asked = call('12345678901234567891', '{"command":"ls","n":12345678901234567890}');
    it.clientSays(asked);
    expect(await it.atServer()).toBe(asked);
    // Another call whose id is the same number to JavaScript is another call.
    const other = call('12345678901234567892');
    it.clientSays(other);
    expect(await it.atServer()).toBe(other);
    it.serverSays(`{"jsonrpc":"2.0","id":12345678901234567892,"result":{"content":[]}}`);
    expect(await it.atClient()).toBe(`{"jsonrpc":"2.0","id":12345678901234567892,"result":{"content":[]}}`);
    it.serverSays(
      `{"jsonrpc":"2.0","id":12345678901234567891,"result":{"n":12345678901234567890,"content":[{"type":"text","text":"${SECRET}"}]}}`,
    );
    const answer = await it.atClient();
    expect(answer).toContain('"n":12345678901234567890');
    expect(answer).toContain('"id":12345678901234567891');
    expect(answer).not.toContain(SECRET);
    await over(it);
  });
});

describe('what is judged is what the server reads', () => {
  it('where members are repeated, written anew, or namesakes', async () => {
    const it = wire();
    it.clientSays('{"jsonrpc":"2.0","id":1,"method":"tools/call","method":"ping"}');
    expect(await it.atServer()).toBe('{"jsonrpc":"2.0","id":1,"method":"ping"}');
    it.clientSays('{"jsonrpc":"2.0","id":2,"method":"ping","Method":"tools/call","METHOD":"x","p":1}');
    expect(await it.atServer()).toBe('{"jsonrpc":"2.0","id":2,"method":"ping"}');
    it.clientSays(call('3', '{"command":"rm -rf /","command":"ls"}'));
    expect(await it.atServer()).toBe(call('3', '{"command":"ls"}'));
    it.clientSays(call('4', '{"command":"ls"},"Arguments":{"command":"rm -rf /"},"ta\u017fk":1'));
    expect(await it.atServer()).toBe(call('4', '{"command":"ls"}'));
    // A carriage return is white space here and the end of a line elsewhere.
    it.clientSays(`{"jsonrpc":"2.0","id":5,"method":"ping","x":\r${call('6', '{"command":"rm -rf /"}')}\r}`);
    expect(await it.atServer()).toBe('{"jsonrpc":"2.0","id":5,"method":"ping"}');
    const [before, after] = call('7', '{"command":"echo hi"}').split(' hi');
    it.clientSays(
      Buffer.concat([Buffer.from(`${before} hi`), Buffer.from([0xff]), Buffer.from(after ?? '')]),
    );
    expect(await it.atServer()).toBe(call('7', '{"command":"echo hi\ufffd"}'));
    await over(it);
  });

  it('under whatever method, batch or task it comes', async () => {
    const it = wire();
    const evil = '{"name":"exec","arguments":{"command":"rm -rf /"}}';
    for (const method of ['tools/call', 'Tools/Call', ' tools/call', 'tools/run', 'tools/callAsync']) {
      it.clientSays(`{"jsonrpc":"2.0","id":"${method}","method":"${method}","params":${evil}}`);
      expect(await it.atClient()).toContain('Blocked by Sentinel');
    }
    it.clientSays(
      `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"task":{"ttl":1},${evil.slice(1)}}`,
    );
    expect(await it.atClient()).toContain('Blocked by Sentinel');
    it.clientSays(`{"jsonrpc":"2.0","method":"tools/call","params":${evil}}`);
    it.clientSays(`{"jsonrpc":"2.0","id":null,"method":"tools/call","params":${evil}}`);
    expect(await it.atClient()).toContain('-32600');
    it.clientSays('{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":["exec"]}}');
    expect(await it.atClient()).toContain('-32602');
    it.clientSays(`[${call('"a"', '{"command":"rm -rf /"}')},{"jsonrpc":"2.0","id":"b","method":"ping"}, 7]`);
    expect(await it.atServer()).toBe('{"jsonrpc":"2.0","id":"b","method":"ping"}');
    it.serverSays('{"jsonrpc":"2.0","id":"b","result":{}}');
    const answers = JSON.parse(await it.atClient()) as { id: unknown }[];
    expect(answers.map(({ id }) => id)).toEqual(
      [null, 'a', 'b'].toSorted(
        (x, y) => answers.findIndex(({ id }) => id === x) - answers.findIndex(({ id }) => id === y),
      ),
    );
    expect(it.os.audit({}).every(({ toolName }) => toolName === 'mcp__files__exec')).toBe(true);
    expect(it.news).toContainEqual({ kind: 'refused', from: 'client', why: 'a call without an id' });
    await over(it);
  });

  it('of tasks: the result that comes later is masked too', async () => {
    const it = wire();
    it.clientSays('{"jsonrpc":"2.0","id":1,"method":"tasks/result","params":{"taskId":"t"}}');
    await it.atServer();
    it.serverSays(`{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"${SECRET}"}]}}`);
    expect(await it.atClient()).not.toContain(SECRET);
    await over(it);
  });
});

describe('what does not pass', () => {
  it('nothing that cannot be read', async () => {
    const it = wire({ maxMessageBytes: 1000 });
    for (const [line, code] of [
      ['{"jsonrpc":', -32700],
      ['\ufeff{"jsonrpc":"2.0","id":1,"method":"ping"}', -32700],
      [`{"jsonrpc":"2.0","id":1,"method":"ping","x":NaN}`, -32700],
      ['[]', -32600],
      ['"text"', -32600],
      ['{"id":1}', -32600],
      ['{"jsonrpc":"2.0","id":1,"method":"tools/call","result":{}}', -32600],
      ['x'.repeat(2000), -32600],
    ] as const) {
      it.clientSays(line);
      expect(JSON.parse(await it.atClient())).toMatchObject({ error: { code } });
    }
    it.serverSays('a log line that a server printed');
    it.serverSays('{"jsonrpc":"2.0","id":77,"result":{"content":[]}}');
    it.serverSays('{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"?"}}');
    expect(await it.atClient()).toContain('-32700');
    expect(it.news.filter((each) => 'from' in each && each.from === 'server').length).toBe(2);
    await over(it);
  });

  it('a second request under the id of one that is open', async () => {
    const it = wire();
    it.clientSays(call('1'));
    await it.atServer();
    it.clientSays('{"jsonrpc":"2.0","id":1.0,"method":"resources/read"}');
    expect(await it.atClient()).toContain('another request has this id');
    it.clientSays('{"jsonrpc":"2.0","id":"1","method":"ping"}');
    expect(await it.atServer()).toContain('"id":"1"');
    await over(it);
  });

  it('the answer of a server to a question of the proxy’s own', async () => {
    const it = wire();
    it.clientSays(
      '{"jsonrpc":"2.0","id":"sentinel-guessed","result":{"action":"accept","content":{"allow":true}}}',
    );
    it.clientSays('{"jsonrpc":"2.0","method":"after"}');
    expect(await it.atServer()).toContain('after');
    await over(it);
  });
});

describe('a server that ends', () => {
  it('leaves no call open: each is answered, and recorded as failed', async () => {
    const it = wire();
    it.clientSays(call('1'));
    it.clientSays('{"jsonrpc":"2.0","id":2,"method":"ping"}');
    await it.atServer();
    await it.atServer();
    it.fromServer.end();
    await it.ended;
    const answers = [await it.atClient(), await it.atClient()].map((line) => JSON.parse(line) as object);
    expect(answers).toContainEqual(
      expect.objectContaining({ id: 1, result: expect.objectContaining({ isError: true }) as object }),
    );
    expect(answers).toContainEqual(
      expect.objectContaining({ id: 2, error: { code: -32000, message: 'the server ended' } }),
    );
    expect(it.os.audit({})[0]).toMatchObject({
      reason: expect.stringContaining('the server ended') as string,
    });
    await it.os.close();
  });

  it('or says too much at once fails the calls that wait', async () => {
    const it = wire({ maxMessageBytes: 500 });
    it.clientSays(call('1'));
    await it.atServer();
    it.serverSays(`{"jsonrpc":"2.0","id":1,"result":{"x":"${'x'.repeat(600)}"}}`);
    expect(JSON.parse(await it.atClient())).toMatchObject({ id: 1, result: { isError: true } });
    await over(it);
  });

  it('and a slow reader is waited for', async () => {
    const it = wire();
    const line = `{"jsonrpc":"2.0","method":"n","params":{"x":"${'x'.repeat(50_000)}"}}\n`;
    for (let count = 0; count < 40; count += 1) it.fromServer.write(line);
    await new Promise((resolve) => setTimeout(resolve, 50));
    // Most of it still stands where the server wrote it.
    const unread = it.fromServer.readableLength + it.fromServer.writableLength;
    expect(unread).toBeGreaterThan(line.length * 20);
    for (let count = 0; count < 40; count += 1) expect(await it.atClient()).toBe(line.trimEnd());
    await over(it);
  });
});
