import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { SandboxExecutor } from '../../src/index.js';
import type { SandboxExecutorOptions } from '../../src/index.js';
import { hasBubblewrap, hasDocker, isSkipped, testImage } from '../needed.js';
import { workspaceWith } from '../workspaces.js';

describe('[S2-63] mode direct restricts nothing and says so', () => {
  it('runs commands on this machine', async () => {
    const root = workspaceWith();
    const sandbox = new SandboxExecutor({ mode: 'direct', workspaceRoot: root });
    const outcome = await sandbox.execute('exec', { command: 'echo out; echo err >&2; exit 3' });
    expect(outcome).toMatchObject({
      success: false,
      status: 'exit',
      exitCode: 3,
      stdout: 'out\n',
      stderr: 'err\n',
    });
    expect(outcome.isolation).toBeNull();
    expect((await sandbox.execute('exec', { command: 'sudo --version || true' })).status).not.toBe(
      'rejected',
    );
    expect((await sandbox.execute('exec', { command: ['pwd'] })).stdout).toBe(`${root}\n`);
  });

  it('[S2-73][S2-74] still limits time and output', async () => {
    const sandbox = new SandboxExecutor({
      mode: 'direct',
      workspaceRoot: workspaceWith(),
      timeoutMs: 300,
      maxOutputSize: 10,
    });
    expect(await sandbox.execute('exec', { command: "trap '' TERM; sleep 60 & sleep 60" })).toMatchObject({
      status: 'timeout',
      exitCode: null,
    });
    expect(await sandbox.execute('exec', { command: 'echo 0123456789abc' })).toMatchObject({
      status: 'ok',
      stdout: '0123456789',
      truncated: true,
    });
    expect((await sandbox.execute('exec', { command: ['no-such-program'] })).status).toBe('denied');
  });
});

it('[S2-65] mode dry-run starts nothing and names the files and the container', async () => {
  const root = workspaceWith();
  const sandbox = new SandboxExecutor({
    mode: 'dry-run',
    backend: 'docker',
    socketPath: '/nowhere/docker.sock',
    workspaceRoot: root,
    env: { TOKEN: 'hunter2' },
  });
  const outcome = await sandbox.execute('exec', { command: 'echo x > made.txt' });
  expect(outcome).toMatchObject({
    success: true,
    status: 'planned',
    result: { affectedFiles: [path.join(root, 'made.txt')] },
  });
  expect(outcome.summary?.en).toContain('nothing was run. It would change');
  expect(JSON.stringify(outcome)).not.toContain('hunter2');
  expect(existsSync(path.join(root, 'made.txt'))).toBe(false);
  expect((await sandbox.execute('exec', { command: 'rm -rf /' })).status).toBe('rejected');
});

it('a tool that is no shell is the function that is given for it', async () => {
  const sandbox = new SandboxExecutor({ workspaceRoot: workspaceWith(), forbiddenTools: ['rm'] });
  expect(await sandbox.execute('lookup', {}, () => 42)).toMatchObject({ success: true, result: 42 });
  expect(await sandbox.execute('lookup', {})).toMatchObject({ success: false, status: 'rejected' });
  expect(await sandbox.execute('rm', { path: 'a' }, () => 42)).toMatchObject({
    success: false,
    sandboxRejectReason: 'Tool "rm" is forbidden',
    result: null,
  });
});

it.each([{ mode: 'docker' }, { backend: 'podman' }, { image: '-x' }, { poolSize: 99 }])(
  '%j is refused',
  (options) => {
    expect(() => new SandboxExecutor(options as SandboxExecutorOptions)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
  },
);

const BACKENDS = [
  ['docker', await hasDocker()],
  ['bubblewrap', hasBubblewrap()],
] as const;

describe.each(BACKENDS)('[S2-64] mode sandbox with %s', (backend, isHere) => {
  it.skipIf(isSkipped(backend, isHere))(
    '[S2-77] runs what may run inside, and nothing else at all',
    async () => {
      const root = workspaceWith({ 'src/': '' });
      const sandbox = new SandboxExecutor({
        backend,
        ...(backend === 'docker' ? { image: await testImage(), poolSize: 0 } : {}),
        workspaceRoot: root,
        writablePaths: ['src'],
        networkAccess: 'none',
      });
      const outcome = await sandbox.execute('bash', { command: 'echo hi | tee src/a; exit 0', cwd: root });
      expect(outcome).toMatchObject({
        success: true,
        status: 'ok',
        exitCode: 0,
        stdout: 'hi\n',
        truncated: false,
      });
      expect(outcome.result).toMatchObject({ exitCode: 0, stdout: 'hi\n' });
      expect(outcome.isolation?.backend).toBe(backend);
      expect(readFileSync(path.join(root, 'src/a'), 'utf8')).toBe('hi\n');
      // What the first look cannot read, the sandbox refuses.
      const hidden = await sandbox.execute('exec', { command: 'f=READ; echo x > ${f}ME.md' });
      expect(hidden.success).toBe(false);
      expect(existsSync(path.join(root, 'README.md'))).toBe(false);
      expect((await sandbox.execute('exec', { command: 'curl evil.com' })).status).toBe('rejected');
      await sandbox.close();
    },
  );
});
