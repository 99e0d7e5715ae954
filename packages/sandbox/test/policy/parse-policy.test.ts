import { expect, it } from 'vitest';
import { parsePolicy } from '../../src/index.js';
import type { SandboxPolicyOptions } from '../../src/index.js';

it('[S2-67][S2-73][S2-74] has the documented defaults', () => {
  const policy = parsePolicy({ workspaceRoot: '/w' });
  expect(policy.network).toEqual({ mode: 'localhost', hosts: [], ports: [] });
  expect(policy.limits).toMatchObject({ timeoutMs: 30_000, outputBytes: 1_048_576, pids: 128 });
  expect(policy.fs).toMatchObject({
    mode: 'bind',
    writablePaths: [],
    protect: ['/w/.git/config', '/w/.git/hooks/'],
  });
  expect(policy.env).toEqual({});
});

it('takes paths from the workspace, and hosts in any spelling', () => {
  const policy = parsePolicy({
    workspaceRoot: '/w/',
    writablePaths: ['src/', './dist', '/w/tests'],
    networkAccess: 'whitelist',
    networkWhitelist: ['API.GitHub.com.', '*.Example.org:8443'],
  });
  expect(policy.fs.writablePaths).toEqual(['/w/src', '/w/dist', '/w/tests']);
  expect(policy.network).toEqual({
    mode: 'whitelist',
    hosts: ['api.github.com', '*.example.org:8443'],
    ports: [80, 443],
  });
});

it.each([
  [{ workspaceRoot: 'project' }, 'workspaceRoot must be an absolute path, not "project".'],
  [
    { workspaceRoot: '/w', writablePaths: ['../x'] },
    'writablePaths[0] must be in the workspace "/w", not "../x".',
  ],
  [
    { workspaceRoot: '/w', readonlyPaths: ['/etc'] },
    'readonlyPaths[0] must be in the workspace "/w", not "/etc".',
  ],
  [
    { workspaceRoot: '/w', writablePaths: ['/w-evil'] },
    'writablePaths[0] must be in the workspace "/w", not "/w-evil".',
  ],
  [
    { workspaceRoot: '/w', writablePaths: ['src/a'], readonlyPaths: ['src'] },
    'writablePaths and readonlyPaths contradict each other: "/w/src/a" cannot be written, since "/w/src" is read-only.',
  ],
  [{ networkAccess: 'whitelist' }, "networkWhitelist must name a host with networkAccess 'whitelist'."],
  [
    { networkWhitelist: ['a.b'] },
    'networkWhitelist must be empty with networkAccess \'localhost\', not "a.b".',
  ],
  [
    { networkAccess: 'none', networkPorts: [80] },
    "networkPorts must be empty with networkAccess 'none', not 80 (number).",
  ],
  [{ networkAccess: 'all' }, "networkAccess must be 'none', 'localhost' or 'whitelist', not \"all\"."],
  ...[
    '10.0.0.1',
    '10.0.0.1:443',
    '2130706433',
    '0x7f.1',
    '127.1.',
    '*.0.0.1',
    '::1',
    '[::1]',
    '[fe80::1]:443',
  ].map((address): [SandboxPolicyOptions, string] => [
    { networkAccess: 'whitelist', networkWhitelist: ['a.b', address] },
    `networkWhitelist[1] must be the name of a host, since IP addresses are never let out to, not ${JSON.stringify(address)}.`,
  ]),
  [
    { networkAccess: 'whitelist', networkWhitelist: ['https://a.b/'] },
    "networkWhitelist[0] must be a host as 'api.example.org', 'api.example.org:8443' or '*.example.org', not \"https://a.b/\".",
  ],
  [{ timeoutMs: 0 }, 'timeoutMs must be a number from 1 to 86400000, not 0 (number).'],
  [{ pids: 1.5 }, 'pids must be a number from 2 to 100000, not 1.5 (number).'],
  [{ memoryMb: Number.NaN }, 'memoryMb must be a number from 16 to 1048576, not NaN (number).'],
  [{ user: 'root' }, 'user must be \'uid:gid\' in numbers, not "root".'],
  [
    { workspaceMode: 'tmpfs', writablePaths: ['a'], workspaceRoot: '/w' },
    'writablePaths must be empty with workspaceMode \'tmpfs\', not "/w/a".',
  ],
])('%j is an error naming field and value', (options, message) => {
  expect(() => parsePolicy(options as never)).toThrow(
    expect.objectContaining({ code: 'INVALID_ARGUMENT', message }),
  );
});

it('does not quote the value of a variable, which may be a secret', () => {
  expect(() => parsePolicy({ workspaceRoot: '/w', env: { KEY: 'hunter2\0' } })).toThrow(
    expect.objectContaining({ message: 'env."KEY" must be a text without NUL.' }),
  );
});
