import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { connect } from './connected.js';
import type { Connected } from './connected.js';
import type { ElicitResult } from '@modelcontextprotocol/sdk/types.js';

const SECRET = 'ghp_k9XvQ2mZ7LrT4wYb8NcD1sFhJ6pAeU3oGiR5';

interface Talk extends Connected {
  readonly client: Client;
  readonly asked: string[];
  readonly ran: string[];
}

/** A client and a server of the official SDK with the proxy in between. */
async function talk(...answers: readonly ElicitResult[]): Promise<Talk> {
  const connected = connect();
  const { workspaceRoot, fromClient, toClient, fromServer, toServer } = connected;
  const ran: string[] = [];
  const asked: string[] = [];
  const server = new McpServer({ name: 'files', version: '1.0.0' });
  const file = (name: string): string => join(workspaceRoot, name);
  server.registerTool('read_file', { inputSchema: { path: z.string() } }, ({ path }) => {
    ran.push('read_file');
    return { content: [{ type: 'text', text: readFileSync(file(path), 'utf8') }] };
  });
  server.registerTool('write_file', { inputSchema: { path: z.string(), content: z.string() } }, (input) => {
    ran.push('write_file');
    writeFileSync(file(input.path), input.content);
    return { content: [{ type: 'text', text: 'written' }] };
  });
  server.registerTool('exec', { inputSchema: { command: z.string() } }, ({ command }) => {
    ran.push(command);
    return { content: [{ type: 'text', text: 'done' }] };
  });
  server.registerTool('wait', { inputSchema: {} }, async (_, { signal }) => {
    ran.push('wait');
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    ran.push('aborted');
    return { content: [] };
  });
  await server.connect(new StdioServerTransport(toServer, fromServer));
  const client = new Client(
    { name: 'tester', version: '1.0.0' },
    { capabilities: answers.length > 0 ? { elicitation: {} } : {} },
  );
  const [first] = answers;
  if (first !== undefined) {
    client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
      asked.push(params.message);
      return answers[asked.length - 1] ?? first;
    });
  }
  // The framing is the same on both sides of a pipe.
  await client.connect(new StdioServerTransport(toClient, fromClient));
  return { ...connected, client, asked, ran };
}

async function end({ fromClient, fromServer, ended, os }: Connected): Promise<void> {
  fromClient.end();
  fromServer.end();
  await ended;
  expect(os.verifyAudit().status).toBe('ok');
  await os.close();
}

describe('a client and a server of the official SDK behind the proxy', () => {
  it('call tools as ever: judged, recorded, and undoable', async () => {
    const it = await talk();
    expect((await it.client.listTools()).tools.map(({ name }) => name)).toContain('write_file');
    const result = await it.client.callTool({
      name: 'write_file',
      arguments: { path: 'a.txt', content: 'hi' },
    });
    expect(result).toEqual({ content: [{ type: 'text', text: 'written' }] });
    const [entry] = it.os.audit({});
    expect(entry).toMatchObject({ toolName: 'mcp__files__write_file', agentId: 'tester' });
    it.os.undo(entry?.id ?? '');
    expect(existsSync(join(it.workspaceRoot, 'a.txt'))).toBe(false);
    await end(it);
  });

  it('learn why a call is denied, which never reaches the server', async () => {
    const it = await talk();
    const result = await it.client.callTool({ name: 'exec', arguments: { command: 'rm -rf /' } });
    expect(result).toMatchObject({ isError: true, content: [{ type: 'text' }] });
    expect(JSON.stringify(result)).toContain('Blocked by Sentinel');
    expect(it.ran).toEqual([]);
    expect(it.os.audit({})[0]).toMatchObject({ toolName: 'mcp__files__exec' });
    await end(it);
  });

  it('never show a credential that stands in a result', async () => {
    const it = await talk();
    writeFileSync(join(it.workspaceRoot, 'notes.txt'), `token ${SECRET}`);
    const result = JSON.stringify(
      await it.client.callTool({ name: 'read_file', arguments: { path: 'notes.txt' } }),
    );
    expect(result).not.toContain(SECRET);
    expect(result).toContain('Credentials are masked');
    await end(it);
  });

  const risky = { name: 'exec', arguments: { command: 'git push --force origin main' } };

  it('ask the user by elicitation about a call that needs it, and run it after a yes', async () => {
    const it = await talk({ action: 'accept', content: { allow: true } });
    expect(await it.client.callTool(risky)).not.toHaveProperty('isError');
    expect(it.ran).toEqual([risky.arguments.command]);
    expect(it.asked[0]).toContain('mcp__files__exec');
    expect(it.asked[0]).toContain('git push --force origin main');
    await end(it);
  });

  it('do not run it after anything else', async () => {
    const answers: ElicitResult[] = [
      { action: 'decline' },
      { action: 'cancel' },
      { action: 'accept', content: { allow: false } },
      { action: 'accept' },
    ];
    const it = await talk(...answers);
    for (const [index] of answers.entries()) {
      expect(await it.client.callTool(risky)).toMatchObject({ isError: true });
      expect(it.asked.length).toBe(index + 1);
    }
    expect(it.ran).toEqual([]);
    await end(it);
  });

  it('do not run it where the client cannot ask', async () => {
    const it = await talk();
    expect(await it.client.callTool(risky)).toMatchObject({ isError: true });
    expect(it.ran).toEqual([]);
    await end(it);
  });

  it('may cancel a call: the server hears of it and the journal says so', async () => {
    const it = await talk();
    const cancel = new AbortController();
    const call = it.client.callTool({ name: 'wait', arguments: {} }, undefined, { signal: cancel.signal });
    await expect.poll(() => it.ran).toEqual(['wait']);
    cancel.abort();
    await expect(call).rejects.toThrow();
    await expect.poll(() => it.ran).toEqual(['wait', 'aborted']);
    await end(it);
  });
});
