import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeTerminal } from './fake-terminal.js';
import { runCli } from '../src/cli.js';

describe('sandbox', () => {
  let folder: string;
  let host: string | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sentinel-sandbox-'));
    host = process.env['DOCKER_HOST'];
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
    if (host === undefined) delete process.env['DOCKER_HOST'];
    else process.env['DOCKER_HOST'] = host;
  });

  const sandbox = async (args: readonly string[], isWatched = true): Promise<[number, FakeTerminal]> => {
    const terminal = new FakeTerminal(folder, {}, isWatched);
    return [await runCli(['sandbox', ...args], terminal), terminal];
  };

  it('[S2-78] run without an engine runs nothing, ends with 1 and says what to do', async () => {
    process.env['DOCKER_HOST'] = 'unix:///nowhere/docker.sock';
    const [code, { stdout, stderr }] = await sandbox(['run', '--backend', 'docker', '--', 'echo', 'hi']);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^SANDBOX_UNAVAILABLE: .*Nothing was run/);
  });

  it('run shows the plan of a dry run and needs no engine for it', async () => {
    process.env['DOCKER_HOST'] = 'unix:///nowhere/docker.sock';
    const [code, { stdout }] = await sandbox(['run', '--dry-run', '--backend', 'docker', '--', 'touch', 'a']);
    expect(code).toBe(0);
    const { status, result } = JSON.parse(stdout) as {
      status: string;
      result: { affectedFiles: string[]; run: object };
    };
    expect(status).toBe('planned');
    expect(result.affectedFiles).toEqual([join(folder, 'a')]);
    expect(result.run).toMatchObject({
      argv: ['touch', 'a'],
      container: { HostConfig: { NetworkMode: 'none', ReadonlyRootfs: true, CapDrop: ['ALL'] } },
    });
  });

  it('run refuses what its policy does not let through, in the documented words', async () => {
    const [code, { stderr }] = await sandbox(['run', '--allow', 'api.github.com', '--', 'curl', 'evil.com']);
    expect([code, stderr]).toEqual([1, 'sandbox: Network not in whitelist\n']);
  });

  it('doctor says what is missing, in both languages and as data', async () => {
    process.env['DOCKER_HOST'] = 'unix:///nowhere/docker.sock';
    expect((await sandbox(['doctor']))[1].stdout).toContain(
      'docker: not available\n  - No Docker engine answers',
    );
    expect((await sandbox(['doctor', '--language', 'zh']))[1].stdout).toContain('docker: 不可用');
    const doctors = JSON.parse((await sandbox(['doctor'], false))[1].stdout) as unknown[];
    expect(doctors[0]).toMatchObject({ backend: 'docker', available: false });
  });

  it.each([
    [['run'], 'name a program after --'],
    [['run', '--backend', 'podman', '--', 'ls'], '--backend must be docker, bubblewrap, auto; got "podman"'],
    [['image'], 'the one thing to do with the image is: build'],
    [['image', 'remove'], 'the one thing to do with the image is: build'],
    [['doctor', 'x'], 'there is no argument "x"'],
  ])('%j is used wrongly', async (args, message) => {
    const [code, { stderr }] = await sandbox(args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it('leaves options after -- to the program', async () => {
    const [, { stdout }] = await sandbox([
      'run',
      '--dry-run',
      '--backend',
      'docker',
      '--',
      'x',
      '--language',
      'zz',
      '--json',
    ]);
    expect(stdout).toContain('--language');
  });
});
