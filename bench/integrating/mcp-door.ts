import { openToolPins, proxyMcp } from 'sentinel-agentos/mcp';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { INPUT, OUTPUT } from './door.js';
import type { OpenDoor } from './door.js';

const RESULT = { content: [{ type: 'text', text: OUTPUT }] };

/** The proxy between two pairs of streams, beside the same client and server on one pair. */
export const mcpDoor: OpenDoor = (os, folder) => {
  const [fromClient, toServer, fromServer, toClient] = [stream(), stream(), stream(), stream()];
  const ended = proxyMcp({
    os,
    server: 'bench',
    client: { says: fromClient, hears: toClient },
    upstream: { says: fromServer, hears: toServer },
    pins: openToolPins(join(folder, 'pins'), 'bench'),
  });
  serve(toServer, fromServer);
  const [question, answer] = [stream(), stream()];
  serve(question, answer);
  return {
    name: 'mcp',
    through: client(fromClient, toClient),
    execute: async () => os.execute('mcp__bench__exec', INPUT, async () => Promise.resolve(RESULT)),
    bare: client(question, answer),
    async close() {
      fromClient.end();
      fromServer.end();
      await ended;
    },
  };
};

function stream(): PassThrough {
  return new PassThrough();
}

interface Spoken {
  readonly id: number;
}

/** Answers each call at once. A line is written, and so read, in one piece. */
function serve(hears: PassThrough, says: PassThrough): void {
  hears.on('data', (line: Buffer) => {
    const { id } = JSON.parse(line.toString()) as Spoken;
    says.write(`${JSON.stringify({ jsonrpc: '2.0', id, result: RESULT })}\n`);
  });
}

/** Calls, one call at a time, and reads the answer. */
function client(says: PassThrough, hears: PassThrough): () => Promise<unknown> {
  let id = 0;
  return async () => {
    id += 1;
    const params = { name: 'exec', arguments: INPUT };
    const answered = new Promise<unknown>((resolve) => {
      hears.once('data', (line: Buffer) => resolve(JSON.parse(line.toString())));
    });
    says.write(`${JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params })}\n`);
    return answered;
  };
}
