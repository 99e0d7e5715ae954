import { Client } from '@modelcontextprotocol/client';
import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio, StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { connect } from './connected.js';

/** In the revision 2026-07-28 nothing is said at the start, and no server asks: an answer says what must be asked. */
it('asks a user in the revision of 2026-07-28 by an answer that needs input, and runs what they allow', async () => {
  const connected = connect();
  const { fromClient, toClient, fromServer, toServer, os } = connected;
  const ran: string[] = [];
  const makeServer = (): McpServer => {
    const server = new McpServer({ name: 'files', version: '1.0.0' });
    server.registerTool('exec', { inputSchema: z.object({ command: z.string() }) }, ({ command }) => {
      ran.push(command);
      return { content: [{ type: 'text', text: 'done' }] };
    });
    return server;
  };
  const served = serveStdio(makeServer, { transport: new StdioServerTransport(toServer, fromServer) });
  const client = new Client(
    { name: 'later', version: '1.0.0' },
    { capabilities: { elicitation: {} }, versionNegotiation: { mode: { pin: '2026-07-28' } } },
  );
  const asked: string[] = [];
  let allow = true;
  client.setRequestHandler('elicitation/create', ({ params }) => {
    asked.push(params.message);
    return { action: 'accept', content: { allow } };
  });
  await client.connect(new StdioServerTransport(toClient, fromClient));
  expect(client.getNegotiatedProtocolVersion()).toBe('2026-07-28');

  expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['exec']);
  const plain = await client.callTool({ name: 'exec', arguments: { command: 'echo hi' } });
  expect(plain).toMatchObject({ content: [{ text: 'done' }] });
  const denied = await client.callTool({ name: 'exec', arguments: { command: 'rm -rf /' } });
  expect(denied).toMatchObject({ isError: true });
  expect(asked).toEqual([]);

  const risky = { name: 'exec', arguments: { command: 'git push --force origin main' } };
  expect(await client.callTool(risky)).toMatchObject({ content: [{ text: 'done' }] });
  allow = false;
  expect(await client.callTool(risky)).toMatchObject({ isError: true });
  expect(asked.length).toBe(2);
  expect(asked[0]).toContain('git push --force origin main');
  expect(ran).toEqual(['echo hi', risky.arguments.command]);
  expect(os.audit({}).map(({ agentId }) => agentId)).toContain('later');

  fromClient.end();
  await served.close();
  fromServer.end();
  await connected.ended;
  await os.close();
});
