import { expect, it } from 'vitest';
import { createFixedFileFacts, createGuard } from '../../src/index.js';
import type { Decision } from '@sentinel-agentos/core';

const facts = createFixedFileFacts({
  files: { '/host': 'directory', '/host/host.json': 'file', '/work': 'directory' },
});
const guard = createGuard({ workspaceRoot: '/work', ownPaths: ['/host/host.json', 'settings'], facts });

function judge(tool: string, params: Record<string, string>): Decision {
  return guard.inspect({ id: 'op_1', tool, params, sessionId: 's', agentId: 'a', cwd: '/work', claims: [] });
}

const rules = ({ findings }: Decision): readonly string[] => findings.map(({ rule }) => rule);

it.each([
  ['write', { path: '/host/host.json', content: '{}' }],
  ['exec', { command: 'sed -i s/true/false/ /host/host.json' }],
  ['exec', { command: 'rm -rf /host' }],
  ['write', { path: 'settings/guard.json', content: '{}' }],
])('no call changes what configures the guard: %s %j', (tool, params) => {
  const decision = judge(tool, params);
  expect(decision.action).toBe('deny');
  expect(rules(decision)).toContain('state.protected');
});

it('what configures the guard may be read', () => {
  expect(judge('read', { path: '/host/host.json' }).action).toBe('auto');
});

it('a list of paths that is none is refused', () => {
  expect(() => createGuard({ workspaceRoot: '/work', ownPaths: [''] })).toThrow(
    'ownPaths must be a list of paths',
  );
});
