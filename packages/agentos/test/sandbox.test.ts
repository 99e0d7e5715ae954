import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { AgentOS, buildImage, chooseBackend, wrapAgent } from '../src/index.js';
import type { AgentOSOptions } from '../src/index.js';
import { temporaryWorkspace } from './temporary-workspace.js';

const IMAGE = 'sentinel-agentos/umbrella-test:latest';
const [docker] = await chooseBackend({ backend: 'docker' }).probe();
const isHere = docker !== undefined && docker.version !== null;
const isRequired = process.env['SENTINEL_REQUIRE']?.split(',').includes('docker') === true;

describe.skipIf(!isHere && !isRequired)('an agent in a sandbox', () => {
  beforeAll(async () => {
    await buildImage({ name: IMAGE, programs: ['bash'] });
  });

  // As the owner of the files, so that it is the sandbox which refuses, and not their mode.
  const sandboxed = (): AgentOSOptions => ({
    ...temporaryWorkspace(),
    sandbox: 'docker',
    sandboxConfig: {
      image: IMAGE,
      poolSize: 0,
      user: `${process.getuid?.() ?? 1000}:${process.getgid?.() ?? 1000}`,
    },
  });

  it('[S2-64][S0-91] runs the command of a shell tool inside and not its function; other tools as they are', async () => {
    const options = sandboxed();
    const sentinel = wrapAgent(options);
    let calls = 0;
    const receipt = await sentinel.execute(
      'exec',
      { command: 'hostname; echo made > made.txt' },
      () => ++calls,
    );
    expect(receipt.result).toMatchObject({ status: 'ok', exitCode: 0, stdout: 'sandbox\n' });
    expect(calls).toBe(0);
    expect(readFileSync(join(options.workspaceRoot ?? '', 'made.txt'), 'utf8')).toBe('made\n');
    expect((await sentinel.execute('lookup', { word: 'x' }, () => ++calls)).result).toBe(1);
    expect(sentinel.audit()).toHaveLength(2);
    await sentinel.close();
  });

  it('no command rewrites the record of what was done', async () => {
    const options = sandboxed();
    const root = options.workspaceRoot ?? '';
    // As a program would, whose doing no guard can read.
    writeFileSync(join(root, 'build.sh'), 'echo x > .agentos2; echo x > .agentos/x');
    const sentinel = wrapAgent(options);
    const receipt = await sentinel.execute('exec', { command: 'sh build.sh' }, () => null);
    expect(receipt.result).toMatchObject({
      stderr: expect.stringContaining('Read-only file system') as string,
    });
    expect(existsSync(join(root, '.agentos/x'))).toBe(false);
    expect(existsSync(join(root, '.agentos2'))).toBe(true);
    await sentinel.close();
  });
});

it('[S0-91][S2-78] without an engine no command of the agent runs, and the record says why', async () => {
  const sentinel = wrapAgent({
    ...temporaryWorkspace(),
    sandbox: 'docker',
    sandboxConfig: { socketPath: '/nowhere/docker.sock' },
  });
  let calls = 0;
  const receipt = await sentinel.execute('exec', { command: 'echo hi' }, () => ++calls);
  expect(receipt.error).toContain('No sandbox is available. Nothing was run.');
  expect(calls).toBe(0);
  expect(sentinel.audit()).toHaveLength(1);
  await sentinel.close();
});

it('[S0-89] an agent that may not use a shell has none, by any of its names, and the record says so', async () => {
  const names = ['exec', 'bash', 'sh', 'shell'];
  for (const mode of ['direct', 'sandbox'] as const) {
    const sentinel = wrapAgent({ ...temporaryWorkspace(), mode, forbiddenTools: names });
    let calls = 0;
    for (const name of names) {
      const receipt = await sentinel.execute(name, { command: 'echo hi' }, () => ++calls);
      expect([receipt.blocked, receipt.reason]).toEqual([
        true,
        expect.stringContaining(`Tool "${name}" is forbidden`),
      ]);
    }
    expect(calls).toBe(0);
    expect((await sentinel.execute('lookup', { word: 'x' }, () => ++calls)).result).toBe(1);
    expect(sentinel.audit()).toHaveLength(names.length + 1);
    await sentinel.close();
  }
});

it.each([
  [{ sandbox: 'docker', mode: 'direct' }, 'INVALID_CONFIG'],
  [{ sandbox: 'podman' }, 'INVALID_CONFIG'],
  [{ sandbox: 'auto', sandboxConfig: { networkAccess: 'all' } }, 'INVALID_ARGUMENT'],
  [{ sandbox: 'auto', sandboxConfig: { writablePaths: ['../x'] } }, 'INVALID_ARGUMENT'],
])('%j is refused at the start', (options, code) => {
  expect(() => new AgentOS({ ...temporaryWorkspace(), ...(options as AgentOSOptions) })).toThrow(
    expect.objectContaining({ code }),
  );
});
