import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExecResult, SandboxBackend } from '../../src/backend.js';
import { createBubblewrapBackend } from '../../src/bubblewrap/bubblewrap-backend.js';
import { createDockerBackend } from '../../src/docker/docker-backend.js';
import type { EgressOptions } from '../../src/egress/egress-proxy.js';
import { buildImage } from '../../src/image/build-image.js';
import { parsePolicy } from '../../src/policy/parse-policy.js';
import type { SandboxPolicyOptions } from '../../src/policy/policy-options.js';
import { hasBubblewrap, hasDocker, isSkipped, testImage } from '../needed.js';
import { workspaceWith } from '../workspaces.js';
import { openOutside, PROXY_PROBES } from './probes.js';
import type { Outside, Probe } from './probes.js';

const PROGRAM = fileURLToPath(new URL('probe-program.cjs', import.meta.url));
const RELAY = { host: '127.0.0.1', port: 3128 };
const HOSTS = ['api.example.org', '*.cdn.example.org', 'inside.example.org'];
const WHITELIST: SandboxPolicyOptions = { networkAccess: 'whitelist', networkWhitelist: HOSTS };

function workspace(): string {
  const folder = workspaceWith({ 'probe.cjs': readFileSync(PROGRAM, 'utf8') });
  chmodSync(folder, 0o755);
  return folder;
}

function attempts(probes: readonly Probe[], proxy: Outside['openProxy']): string {
  return JSON.stringify(probes.map(({ name, attempt }) => ({ name, proxy, ...attempt })));
}

type Answers = Record<string, 'open' | 'shut'>;

function runOutside(probes: readonly Probe[], proxy: Outside['openProxy']): Promise<Answers> {
  return new Promise((settle) => {
    const child = spawn(process.execPath, [PROGRAM], { stdio: ['pipe', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('close', () => settle(JSON.parse(said) as Answers));
    child.stdin.end(attempts(probes, proxy));
  });
}

describe('the probes of the network', () => {
  it('all get through where nothing stops them', async () => {
    const outside = await openOutside();
    const probes = [...PROXY_PROBES, ...outside.direct];
    const answers = await runOutside(probes, outside.openProxy);
    await outside.close();
    expect(answers).toEqual(Object.fromEntries(probes.map(({ name }) => [name, 'open'])));
    expect(probes.length).toBeGreaterThanOrEqual(24);
  }, 120_000);
});

const BACKENDS: readonly [string, boolean, (egress: EgressOptions) => Promise<SandboxBackend>][] = [
  [
    'bubblewrap',
    isSkipped('bubblewrap', hasBubblewrap()),
    (egress) => Promise.resolve(createBubblewrapBackend({ egress })),
  ],
  [
    'docker',
    isSkipped('docker', await hasDocker()),
    async (egress) => createDockerBackend({ egress, image: await testImage(), poolSize: 0 }),
  ],
];

describe.each(BACKENDS)('the network of a sandbox (%s)', (_id, skipped, make) => {
  describe.skipIf(skipped)('with', () => {
    let outside: Outside;
    let backend: SandboxBackend;
    let ran: ExecResult;
    let answers: Answers = {};

    async function run(
      options: SandboxPolicyOptions,
      argv: readonly string[],
      stdin?: string,
    ): Promise<ExecResult> {
      const workspaceRoot = workspace();
      const session = await backend.open(parsePolicy({ workspaceRoot, timeoutMs: 60_000, ...options }));
      try {
        return await session.exec({ argv, ...(stdin === undefined ? {} : { stdin }) });
      } finally {
        await session.close();
      }
    }

    beforeAll(async () => {
      outside = await openOutside();
      backend = await make(outside.egress);
      ran = await run(
        WHITELIST,
        ['node', 'probe.cjs'],
        attempts([...PROXY_PROBES, ...outside.direct], RELAY),
      );
      if (ran.status === 'ok') answers = JSON.parse(ran.stdout) as Answers;
    }, 120_000);
    afterAll(() => outside.close());

    it.each(PROXY_PROBES)('[S2-68] a whitelist is $expected to: $name', ({ name, expected }) => {
      expect(ran.stderr).toBe('');
      expect(answers[name]).toBe(expected);
    });

    it('[S2-68] a whitelist is shut to whatever goes past the proxy', () => {
      expect(outside.direct.map(({ name }) => answers[name])).toEqual(['shut', 'shut', 'shut']);
    });

    it('a whitelist says what it decided, and that a proxy is there', () => {
      expect(ran.isolation.network).toBe('proxy');
      const allowed = ran.network.filter(({ decision }) => decision === 'allowed');
      expect(new Set(allowed.map(({ host, port }) => `${host}:${port}`))).toEqual(
        new Set(['api.example.org:80', 'api.example.org:443', 'a.cdn.example.org:443']),
      );
      expect(ran.network.map(({ reason }) => reason)).toEqual(
        expect.arrayContaining([
          'ip-address',
          'private-address',
          'other-server-name',
          'not-tls',
          'malformed',
        ]),
      );
    });

    it('a program finds the proxy by its environment, and keeps its exit code', async () => {
      const script = 'echo "$https_proxy $NO_PROXY"; exit 7';
      const result = await run(WHITELIST, ['sh', '-c', script]);
      expect(result).toMatchObject({ status: 'exit', exitCode: 7, stderr: '' });
      expect(result.stdout).toBe('http://127.0.0.1:3128 localhost,127.0.0.1,::1\n');
      expect((await run(WHITELIST, ['no-such-program'])).status).toBe('denied');
    });

    const [listed] = PROXY_PROBES;
    if (listed === undefined) throw new Error('There are no probes.');

    it('[S2-66] no network reaches nothing, this machine included', async () => {
      const probes = [listed, ...outside.direct];
      const result = await run({ networkAccess: 'none' }, ['node', 'probe.cjs'], attempts(probes, RELAY));
      expect(Object.values(JSON.parse(result.stdout) as Answers)).toEqual(['shut', 'shut', 'shut', 'shut']);
      expect(result.isolation.network).toBe('none');
      expect(result.network).toEqual([]);
    });

    it('[S2-67] localhost reaches its own servers and the named ports of this machine, and nothing else', async () => {
      const own = `const net = require('node:net');
        net.createServer((socket) => socket.end('served')).listen(4000, '127.0.0.1', () => {
          const socket = net.connect(4000, '127.0.0.1');
          socket.on('data', (said) => { console.log(String(said)); process.exit(0); });
        });`;
      expect((await run({}, ['node', '-e', own])).stdout).toBe('served\n');
      const alone = await run({}, ['node', 'probe.cjs'], attempts(outside.direct, RELAY));
      expect(Object.values(JSON.parse(alone.stdout) as Answers)).toEqual(['shut', 'shut', 'shut']);
      const named = { networkAccess: 'localhost', networkPorts: [outside.httpPort] } as const;
      const reach = await run(named, ['node', 'probe.cjs'], attempts([...outside.direct, listed], RELAY));
      expect(Object.values(JSON.parse(reach.stdout) as Answers)).toEqual(['open', 'shut', 'shut', 'shut']);
      expect(reach.network[0]).toMatchObject({
        host: 'localhost',
        port: outside.httpPort,
        decision: 'allowed',
      });
    }, 60_000);

    it('a relay that was ended leaves no way out', async () => {
      // Everything that the program may signal but itself.
      const script = `kill -9 $(ls /proc | grep -E '^[0-9]+$' | grep -vx -e $$ -e 1) 2>/dev/null; sleep 0.2; exec node probe.cjs`;
      const result = await run(WHITELIST, ['sh', '-c', script], attempts([listed, ...outside.direct], RELAY));
      if (result.stdout !== '') {
        expect(Object.values(JSON.parse(result.stdout) as Answers)).toEqual(['shut', 'shut', 'shut', 'shut']);
      }
      expect(result.network).toEqual([]);
    });
  });
});

describe.skipIf(isSkipped('docker', await hasDocker()))('an image without node and Perl', () => {
  it('has no way to the proxy, and says so instead of running without one', async () => {
    const { name } = await buildImage({ name: 'sentinel-agentos/bare:latest', programs: [] });
    const policy = parsePolicy({ workspaceRoot: workspace(), ...WHITELIST });
    const session = await createDockerBackend({ image: name, poolSize: 0 }).open(policy);
    await expect(session.exec({ argv: ['true'] })).rejects.toMatchObject({
      code: 'SANDBOX_UNAVAILABLE',
      message: expect.stringContaining('neither node nor perl') as string,
    });
    await session.close();
  });
});

describe('curl', () => {
  const here = spawnSync('curl', ['--version']).status === 0 && hasBubblewrap();
  it.skipIf(!here)(
    '[S2-68] in a sandbox reaches a listed host as ever, and is told why it does not reach another',
    async () => {
      const outside = await openOutside();
      const session = await createBubblewrapBackend({ egress: outside.egress }).open(
        parsePolicy({ workspaceRoot: workspace(), ...WHITELIST }),
      );
      const fetch = (url: string) => session.exec({ argv: ['curl', '-s', url] });
      const results = [await fetch('http://api.example.org/'), await fetch('http://evil.org/')];
      await session.close();
      await outside.close();
      expect(results.map(({ stdout }) => stdout)).toEqual([
        'SERVED api.example.org',
        expect.stringContaining('Network not in whitelist'),
      ]);
    },
  );
});
