import { readdirSync, readFileSync } from 'node:fs';
import { lookup } from 'node:dns';
import { connect } from 'node:net';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { get } from 'node:https';
import { fileURLToPath } from 'node:url';
import { parseParams, type ToolCall } from '@sentinel-agentos/core';
import { createFixedFileFacts, createGuard } from '../../../src/index.js';
import { TOOL_CALLS } from './tool-calls.js';

// A program of its own: judges everything there is to judge, and prints each decision as one line.
// Usage: decide-everything.ts WORKSPACE

/** Proves that nothing here could have asked anybody. */
function reachesNothing(): boolean {
  const ways: readonly (() => unknown)[] = [
    () => connect(9, '127.0.0.1'),
    () => lookup('localhost', () => undefined),
    () => get('https://127.0.0.1:9'),
    () => fetch('http://127.0.0.1:9'),
    () => spawnSync('true'),
  ];
  return ways.every((reach) => {
    try {
      reach();
      return false;
    } catch (error) {
      return error instanceof Error && error.message.startsWith('forbidden here');
    }
  });
}

if (!reachesNothing()) throw new Error('the network is open');

const [, , workspaceRoot = ''] = process.argv;
const corpus = fileURLToPath(new URL('../../../corpus/', import.meta.url));
const rows = readdirSync(corpus)
  .filter((name) => name.endsWith('.jsonl'))
  .toSorted()
  .flatMap((name) => readFileSync(join(corpus, name), 'utf8').split('\n'))
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as { command: string; tool?: string; cwd?: string });

const guards = [
  createGuard({
    workspaceRoot: '/proj/app',
    facts: createFixedFileFacts({ home: '/home/user', files: { '/proj/app/src/main.ts': 'file' } }),
  }),
  // On the real disk, with everything that is built in.
  createGuard({ workspaceRoot, preRegisteredRules: true, instantRules: true, language: 'zh' }),
];
const calls = [
  ...rows.map(({ tool = 'exec', command, cwd = '/proj/app' }) => ({ tool, params: { command }, cwd })),
  ...TOOL_CALLS.map(([tool, params]) => ({ tool, params, cwd: '/proj/app' })),
];
const lines: string[] = [];
for (const [turn, guard] of guards.entries()) {
  for (const [index, { tool, params, cwd }] of calls.entries()) {
    // The disk is slower to ask, and every kind of call is among those that are left.
    if (turn === 1 && index % 8 > 0 && index < rows.length) continue;
    const call: ToolCall = {
      id: `op_${index}`,
      tool,
      params: parseParams(params),
      sessionId: 's',
      agentId: 'a',
      cwd,
      claims: [],
    };
    const decision = guard.inspect(call);
    lines.push(JSON.stringify(decision));
    if (index % 100 === 0) lines.push(guard.explain(decision, call), JSON.stringify(guard.safer(call)));
  }
}
process.stdout.write(`${lines.join('\n')}\n`);
