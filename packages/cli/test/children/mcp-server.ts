import { existsSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** A small server of the Model Context Protocol, by hand: `--die` has it end in the middle of a call. */
for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, params } = JSON.parse(line) as {
    id?: number;
    method: string;
    params?: { name?: string; arguments?: { path?: string } };
  };
  const answer = (result: object): void => console.log(JSON.stringify({ jsonrpc: '2.0', id, result }));
  if (method === 'tools/list') answer({ tools: [{ name: 'write_file', inputSchema: {} }] });
  if (method !== 'tools/call') continue;
  const path = params?.arguments?.path ?? '';
  if (params?.name === 'die') process.exit(7);
  writeFileSync(path, 'x');
  const text = `${existsSync(path)} ${process.env['MCP_SERVER_TOKEN']}`;
  answer({ content: [{ type: 'text', text }] });
}
