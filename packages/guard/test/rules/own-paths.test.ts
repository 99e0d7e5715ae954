import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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

describe('a folder of which everything but what is excepted is own', () => {
  const host = createGuard({
    workspaceRoot: '/host/workspace',
    ownPaths: [{ folder: '/host', except: ['workspace', '/host/workspace-two'] }],
    facts: createFixedFileFacts({
      files: {
        '/host': 'directory',
        '/host/host.json': 'file',
        '/host/workspace': 'directory',
        '/host/workspace/up': { symlink: '/host' },
      },
    }),
  });
  const rulesFor = (command: string): readonly string[] =>
    rules(
      host.inspect({
        id: 'op_1',
        tool: 'exec',
        params: { command },
        sessionId: 's',
        agentId: 'a',
        cwd: '/host/workspace',
        claims: [],
      }),
    );

  it.each([
    'echo x > /host/host.json',
    'echo x > ../host.json',
    'echo x > ../HOST.json',
    'echo x > /HOST/new.json',
    'echo x > up/host.json',
    'echo x > ../workspace-three/a',
    'cd .. && rm host.json',
    'rm -rf ..',
    'rm -f ../*.json',
    'cp -t .. a',
    'cp -r a /host/extensions',
    'mv a ../plugins/',
    'rsync -a a/ ..',
    'tar -C .. -xf a.tar',
    'tar --directory=/host/npm -x -f a.tar',
    'unzip a.zip -d up',
    'git clone https://example.org/x /host/extensions/x',
    'git -C .. pull',
    'git -C .. commit -am x',
    'git --work-tree=.. checkout .',
    'npm install --prefix /host evil',
    'npm --prefix=up/npm i evil',
    'npm --prefix ~/../../host i evil',
    'cd ../npm && npm install evil',
    'pnpm -C.. add evil',
    'yarn --cwd .. add evil',
    'pip install -t ../lib evil',
    'sqlite3 ../host.sqlite "DELETE FROM plugins"',
    `python3 -c "open('../host.json', 'w').write('{}')"`,
    "sh -c 'cd .. && npm i evil'",
  ])('is not changed: %s', (command) => {
    expect(rulesFor(command)).toContain('state.protected');
  });

  it.each([
    'echo x > a',
    'rm -rf src',
    'touch up/workspace/a',
    'echo x > ../workspace-two/a',
    'cp ../host.json .',
    'npm install zod',
    'npm --prefix src install',
    'git -C . pull',
    'git -C .. status',
    'git commit -am "npm install --prefix .."',
    'tar cf a.tar ../agents',
  ])('is worked in and looked at: %s', (command) => {
    expect(rulesFor(command)).not.toContain('state.protected');
  });

  it('no way of writing a path leads into it, and none out of what is excepted', () => {
    const part = fc.constantFrom(
      '..',
      '.',
      'workspace',
      'workspace-two',
      'up',
      'host',
      'x',
      '__proto__',
      'HOST',
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), fc.boolean(), (parts, isAbsolute) => {
        const path = `${isAbsolute ? '/host/' : ''}${parts.join('/')}`;
        // The way the system goes, a part at a time.
        const at = parts.reduce(step, isAbsolute ? '/host' : '/host/workspace');
        const isFree = !/^\/host(?:\/|$)/iu.test(at) || /^\/host\/workspace(?:-two)?(?:\/|$)/u.test(at);
        const decision = host.inspect({
          id: 'op_1',
          tool: 'write',
          params: { path, content: '' },
          sessionId: 's',
          agentId: 'a',
          cwd: '/host/workspace',
          claims: [],
        });
        if (!isFree) expect(rules(decision)).toContain('state.protected');
      }),
    );
  });
});

/** A step on the way of a path through the folders and the link above. */
function step(at: string, part: string): string {
  if (part === '.') return at;
  if (part === '..') return at === '/' ? at : at.slice(0, at.lastIndexOf('/')) || '/';
  const next = `${at === '/' ? '' : at}/${part}`;
  return next === '/host/workspace/up' ? '/host' : next;
}

it('credentials of the host are secrets, wherever its folder is', () => {
  for (const path of ['/home/a/.openclaw/openclaw.json', '/x/agents/main/agent/auth-profiles.json']) {
    const { effects } = judge('read', { path });
    expect(effects.map(({ verb }) => verb)).toContain('secret.read');
  }
});

it.each([
  [[''], 'ownPaths must be'],
  ['/host', 'a list'],
  [[{ folder: '/host' }], 'folder, except'],
  [[{ folder: '/host', except: 'workspace' }], 'folder, except'],
  [[{ folder: '/host', except: ['/elsewhere'] }], 'exceptions within /host, got /elsewhere'],
  [[{ folder: '/host', except: ['../x'] }], 'exceptions within'],
  [[{ folder: '/host', except: ['.'] }], 'exceptions within'],
  [['a\0b'], 'paths'],
  [[null], 'paths'],
] as const)('what is no list of paths is refused: %j', (ownPaths, message) => {
  expect(() => createGuard({ workspaceRoot: '/work', ownPaths: ownPaths as never })).toThrow(message);
});
