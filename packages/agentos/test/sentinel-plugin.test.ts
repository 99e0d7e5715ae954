import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sentinelPlugin } from '../src/index.js';
import { temporaryWorkspace } from './temporary-workspace.js';

it('[S2-175] keeps the snapshots of concurrent calls apart', () => {
  const { workspaceRoot, ...rest } = temporaryWorkspace();
  const plugin = sentinelPlugin({ workspaceRoot, ...rest, preRegisteredRules: true });
  const call = (path: string) => ({ toolName: 'write_file', params: { path, content: 'x' } });
  const first = plugin.onBeforeTool(call('a.txt'));
  const second = plugin.onBeforeTool(call('b.txt'));
  expect([first, second]).toMatchObject([{ allowed: true }, { allowed: true }]);
  writeFileSync(join(workspaceRoot, 'a.txt'), 'x');
  const after = (path: string, callId: string | null) =>
    plugin.onAfterTool({ ...call(path), callId, result: 'file written' });
  expect(after('b.txt', second.callId)).toEqual({ verify: 'FAIL', auditId: second.callId });
  expect(after('a.txt', first.callId)).toEqual({ verify: 'PASS', auditId: first.callId });
});

it('stops what is denied and leaves the question of what needs a confirmation to the host', () => {
  const plugin = sentinelPlugin(temporaryWorkspace());
  const before = (command: string) => plugin.onBeforeTool({ toolName: 'exec', params: { command } });
  expect(before('rm -rf /')).toMatchObject({
    allowed: false,
    needsConfirmation: false,
    risk: 'deny',
    reason: 'Risk 9.18 → DENY',
    callId: null,
  });
  expect(before('npm publish')).toMatchObject({ allowed: false, needsConfirmation: true, risk: 'confirm' });
});

it('records a tool that threw, also one it was not told of before', () => {
  const plugin = sentinelPlugin(temporaryWorkspace());
  const call = { toolName: 'exec', params: { command: 'npm test' }, callId: null };
  expect(plugin.onAfterTool({ ...call, error: new Error('exit 1') }).verify).toBe('FAIL');
});
