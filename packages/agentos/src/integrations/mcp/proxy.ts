import { createBatchReply } from './batch.js';
import { createClientReader } from './from-client.js';
import { createClientUser } from './client-user.js';
import { createLineWriter } from './line-writer.js';
import { createQuestions } from './questions.js';
import { createServerReader } from './from-server.js';
import { errorReply } from './replies.js';
import { readLine } from './message.js';
import { readLines, TOO_LONG } from './lines.js';
import type { AgentOS } from '../../agent-os.js';
import type { Connection } from './connection.js';
import type { Language } from '@sentinel-agentos/core';
import type { McpNews } from './news.js';
import type { Readable, Writable } from 'node:stream';
import type { Reply } from './batch.js';
import type { ToolPins } from './tool-pins.js';

/** One side of a proxy: what it says, and where it listens. */
export interface McpSide {
  readonly says: Readable;
  readonly hears: Writable;
}

export interface McpProxyOptions {
  readonly os: AgentOS;
  /** The server's name among tools, `mcp__<server>__<tool>`: the operator's choice, never what the server says. */
  readonly server: string;
  readonly client: McpSide;
  readonly upstream: McpSide;
  readonly pins: ToolPins;
  /** Whether calls of tools are denied whose definitions are not those that were accepted. Default: they are told. */
  readonly blockChanged?: boolean;
  readonly sessionId?: string;
  /** Longest message in bytes. Default 32 MiB. */
  readonly maxMessageBytes?: number;
  readonly language?: Language;
  /** Told of what was refused, withheld or changed. */
  readonly onNews?: (news: McpNews) => void;
}

const DEFAULT_MAX_BYTES = 32 * 2 ** 20;

/**
 * Stands between a client and a server of the Model Context Protocol that speak over streams, one message a line.
 * Every request that has a tool run goes through `AgentOS.execute`; a denied one never reaches the server. Credentials
 * in results are masked, texts of tool lists that read like orders to a model are withheld, and everything else passes
 * byte for byte. What cannot be read is never passed on.
 *
 * Resolves when the server has ended and the outcome of every call is recorded; what the client says is not heard then.
 */
export async function proxyMcp(options: McpProxyOptions): Promise<void> {
  const { os, server, client, upstream, pins, sessionId, language = 'en' } = options;
  const limit = options.maxMessageBytes ?? DEFAULT_MAX_BYTES;
  const toClient = createLineWriter(client.hears);
  const toServer = createLineWriter(upstream.hears);
  const connection: Connection = {
    os,
    server,
    language,
    sessionId,
    pins,
    blockChanged: options.blockChanged ?? false,
    toClient,
    toServer,
    user: createClientUser(async (line) => toClient.write(line), language),
    questions: createQuestions(language),
    inFlight: new Map(),
    running: new Set(),
    tell: options.onNews ?? (() => undefined),
  };
  const { inFlight, running } = connection;

  async function readClient(): Promise<void> {
    const onMessage = createClientReader(connection);
    const single: Reply = async (line) => (line === null ? undefined : toClient.write(line));
    for await (const line of readLines(client.says, limit)) {
      if (line === TOO_LONG) {
        await single(errorReply(null, -32600, `a message is longer than ${limit} bytes`));
        continue;
      }
      const { isBatch, messages } = readLine(line);
      const answered = messages.filter(({ kind }) => kind === 'request' || kind === 'unreadable');
      const reply = isBatch ? createBatchReply(answered.length, single) : single;
      for (const message of messages) await onMessage(message, reply);
    }
  }

  async function readServer(): Promise<void> {
    const onMessage = createServerReader(connection);
    for await (const line of readLines(upstream.says, limit)) {
      if (line === TOO_LONG) {
        connection.tell({ kind: 'refused', from: 'server', why: `a message is longer than ${limit} bytes` });
        // Nobody can say whose answer it was.
        for (const { call } of inFlight.values()) call?.answer(null);
        continue;
      }
      for (const message of readLine(line).messages) await onMessage(message);
    }
  }

  const clientEnded = ended(readClient()).then(() => {
    toServer.end();
    // Nobody is there who could still be asked.
    for (const { call } of inFlight.values()) if (call?.isForwarded() === false) call.abandon();
  });
  await ended(readServer());
  client.says.destroy();
  await clientEnded;
  for (const { call } of inFlight.values()) call?.abandon();
  await Promise.all(running);
  for (const [key, { reply }] of inFlight) await reply(errorReply({ key, text: key }, -32000, ENDED));
}

const ENDED = 'the server ended';

/** A side that is gone has ended, however it went. */
async function ended(reading: Promise<void>): Promise<void> {
  try {
    await reading;
  } catch {
    // Broken pipes and resets come here; nothing more can be said to, or heard from, this side.
  }
}
