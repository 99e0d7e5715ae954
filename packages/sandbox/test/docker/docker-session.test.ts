import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDockerBackend, parsePolicy } from '../../src/index.js';
import type { ExecRequest, ExecResult, SandboxPolicyOptions } from '../../src/index.js';
import { hasDocker, isSkipped, testImage } from '../needed.js';
import { workspaceWith } from '../workspaces.js';
import { survivorsOf } from './containers.js';

describe.skipIf(isSkipped('docker', await hasDocker()))('a session of containers', () => {
  let image = '';
  const opened: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    image = await testImage();
  });
  afterAll(async () => {
    for (const close of opened) await close();
    expect(await survivorsOf(process.pid)).toEqual([]);
  });

  async function session(
    options: SandboxPolicyOptions = {},
  ): Promise<(request: ExecRequest | string) => Promise<ExecResult>> {
    const policy = parsePolicy({ workspaceRoot: workspaceWith(), networkAccess: 'none', ...options });
    const open = await createDockerBackend({ image, poolSize: 0 }).open(policy);
    opened.push(() => open.close());
    return (request) => open.exec(typeof request === 'string' ? { argv: ['sh', '-c', request] } : request);
  }

  it('[S2-77] gives exit code, both outputs and the duration', async () => {
    const run = await session();
    const result = await run('echo out; echo err >&2; exit 3');
    expect(result).toMatchObject({
      status: 'exit',
      exitCode: 3,
      stdout: 'out\n',
      stderr: 'err\n',
      truncated: false,
    });
    expect(result.durationMs).toBeGreaterThan(0);
  });

  it('[S2-64] says what is really enforced, as read back', async () => {
    const run = await session({ memoryMb: 64, pids: 50, cpus: 0.5 });
    const { isolation, stdout } = await run(
      'id -u; grep -E "CapEff|NoNewPrivs|Seccomp:" /proc/self/status; ls /sys/class/net',
    );
    expect(isolation).toMatchObject({
      backend: 'docker',
      network: 'none',
      readOnlyRoot: true,
      noNewPrivileges: true,
      capabilities: '0',
      seccomp: 'filter',
      warnings: [],
      memoryMb: 64,
      pids: 50,
      cpus: 0.5,
    });
    expect(stdout.replace(/\s+/g, ' ')).toMatch(/^[1-9]\d* CapEff: 0+ NoNewPrivs: 1 Seccomp: 2 lo $/);
  });

  it('is for one program: the next finds neither its files nor its processes', async () => {
    const run = await session();
    expect((await run('echo secret > /tmp/left; sleep 1000 & true')).status).toBe('ok');
    expect((await run('cat /tmp/left; ps | grep "[s]leep"; true')).stdout).toBe('');
  });

  it('[S2-73] ends a program that takes too long, with all that it started, whatever it ignores', async () => {
    const root = workspaceWith();
    const run = await session({ workspaceRoot: root, timeoutMs: 1500 });
    const stubborn = [
      'sleep 60',
      "trap '' TERM HUP INT; while :; do sleep 1; done",
      // Twice forked, in a session of its own, and with other outputs.
      '(setsid sh -c "while :; do date >> alive; sleep 0.1; done" >/dev/null 2>&1 &) ; sleep 60',
      'kill -STOP -1 2>/dev/null; sleep 60',
    ];
    for (const command of stubborn) {
      expect(await run(command)).toMatchObject({ status: 'timeout', exitCode: null });
    }
    const size = (): number => readFileSync(path.join(root, 'alive')).length;
    const before = size();
    spawnSync('sleep', ['0.5']);
    expect(size()).toBe(before);
    expect(before).toBeGreaterThan(0);
  });

  it('kills what a program left behind when it ended by itself', async () => {
    const root = workspaceWith();
    const run = await session({ workspaceRoot: root });
    expect(
      (await run('setsid sh -c "while :; do date >> alive; sleep 0.05; done" >/dev/null 2>&1 & sleep 0.3'))
        .status,
    ).toBe('ok');
    const before = readFileSync(path.join(root, 'alive')).length;
    spawnSync('sleep', ['0.3']);
    expect(readFileSync(path.join(root, 'alive')).length).toBe(before);
  });

  it('no program can stop, or hold open, what ends the container', async () => {
    const run = await session();
    const { stdout, stderr } = await run(
      'kill -9 1; kill -STOP 1; for p in /proc/[0-9]*; do [ "$(stat -c %u $p)" = "$(id -u)" ] || kill -STOP ${p#/proc/}; done; (echo > /proc/1/fd/0); echo done',
    );
    expect(stdout).toBe('done\n');
    expect(stderr).toMatch(/not permitted/i);
    expect(stderr).toMatch(/permission denied/i);
  });

  it('is aborted by its signal, also before it starts', async () => {
    const run = await session();
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 300);
    expect(await run({ argv: ['sleep', '60'], signal: controller.signal })).toMatchObject({
      status: 'aborted',
      exitCode: null,
    });
    expect((await run({ argv: ['sleep', '60'], signal: AbortSignal.abort() })).status).toBe('aborted');
  });

  it('gives input to a program that reads, and an end of it to one that was given none', async () => {
    const run = await session();
    const bytes = 'x'.repeat(300_000);
    expect((await run({ argv: ['wc', '-c'], stdin: bytes })).stdout.trim()).toBe('300000');
    expect(await run({ argv: ['cat'] })).toMatchObject({ status: 'ok', stdout: '' });
    expect((await run({ argv: ['true'], stdin: bytes })).status).toBe('ok');
  });

  it('[S2-74] cuts output at the limit, says so, and lets the program go on', async () => {
    const run = await session({ maxOutputSize: 1000 });
    const result = await run('yes | head -c 20000; echo end >&2; exit 0');
    expect(result).toMatchObject({ status: 'ok', exitCode: 0, truncated: true, stderr: 'end\n' });
    expect(result.stdout).toHaveLength(1000);
    const split = await run('printf "%0999d" 0; printf "\\303\\244"');
    expect(split.stdout).toBe('0'.repeat(999));
  });

  it('ends a program that floods its output', async () => {
    const run = await session({ maxOutputSize: 10_000 });
    expect(await run('yes')).toMatchObject({ status: 'output-limit', exitCode: null, truncated: true });
  });

  it('says that memory ran out', async () => {
    const run = await session({ memoryMb: 48 });
    expect(
      (await run({ argv: ['node', '-e', 'const a=[];for(;;)a.push(Buffer.alloc(4e6,1))'] })).status,
    ).toBe('oom');
    expect((await run('kill -9 $$')).status).toBe('exit');
  });

  it('holds a fork bomb, which goes with its container', async () => {
    const run = await session({ timeoutMs: 2000, pids: 40 });
    const bomb = await run({ argv: ['bash', '-c', 'b(){ b|b& };b;sleep 60'] });
    expect(bomb.status).toBe('timeout');
    expect(bomb.stderr).toMatch(/fork|Resource temporarily/);
  });

  it('keeps a workspace from filling the disk', async () => {
    const root = workspaceWith();
    const run = await session({ workspaceRoot: root, workspaceMb: 20 });
    expect((await run('dd if=/dev/zero of=one bs=1M count=30')).status).toBe('exit');
    expect(statSync(path.join(root, 'one')).size).toBe(20 * 1_048_576);
    rmSync(path.join(root, 'one'));
    const many = await run(
      'for i in 1 2 3 4; do dd if=/dev/zero of=f$i bs=1M count=15 2>/dev/null; done; sleep 20',
    );
    expect(many.status).toBe('output-limit');
  });

  it('a workspace in memory shows nothing of the disk, is limited, and leaves nothing', async () => {
    const root = workspaceWith({ 'secret.txt': 'secret' });
    const run = await session({ workspaceRoot: root, workspaceMode: 'tmpfs', workspaceMb: 8 });
    const { stdout, stderr } = await run(
      'ls -A; echo new > new; cat new; dd if=/dev/zero of=big bs=1M count=7; dd if=/dev/zero of=big2 bs=1M count=7',
    );
    expect(stdout).toBe('new\n');
    expect(stderr).toMatch(/No space left/);
    expect(existsSync(path.join(root, 'new'))).toBe(false);
  });

  it('[S2-69][S2-70][S0-90] contains writes: writable paths, read-only paths, and nothing else', async () => {
    const root = workspaceWith({ 'src/': '', 'src/gen/': '', 'src-evil/': '', 'README.md': 'old' });
    const run = await session({ workspaceRoot: root, writablePaths: ['src'], readonlyPaths: ['src/gen'] });
    const { stdout } = await run(
      `try() { { echo x > "$1"; } 2>/dev/null && echo "wrote $1"; }
       try src/a; try src/gen/a; try src-evil/a; try README.md; try src/../README.md; try /etc/x; try /usr/x; try ${root}/../x
       ln -s ../README.md src/link; try src/link; mv src src2 2>/dev/null && echo moved; mv src/gen src/gen2 2>/dev/null && echo moved
       true`,
    );
    expect(stdout).toBe('wrote src/a\n');
    // The same writes go through where the policy does not stand in their way.
    const free = await session({ workspaceRoot: root });
    expect((await free('echo x > README.md && mv src src2 && echo moved')).stdout).toBe('moved\n');
  });

  it('nobody plants a configuration that git outside would obey', async () => {
    const root = workspaceWith({
      '.git/config': '[core]\n',
      '.git/hooks/': '',
      '.git/HEAD': 'ref: refs/heads/main\n',
    });
    const plant = `
      echo '[core] fsmonitor=/tmp/evil' >> .git/config && echo wrote config
      echo evil > .git/hooks/pre-commit && echo wrote hook
      mv .git .git2 && echo moved
      rm -rf .git/hooks && echo removed
      echo x > .git/index && echo index`;
    const run = await session({ workspaceRoot: root });
    expect((await run(plant)).stdout).toBe('index\n');
    // The probe shows what it looks for when nothing is protected.
    const open = await session({ workspaceRoot: root, protect: [] });
    expect((await open(plant)).stdout).toContain('wrote config\nwrote hook\nmoved\n');
  });

  it('nothing of the environment, the engine or other folders of this machine is inside', async () => {
    process.env['SANDBOX_TEST_SECRET'] = 'hunter2';
    const outside = workspaceWith({ 'secret.txt': 'hunter2' });
    const run = await session({ env: { GIVEN: 'yes' } });
    const { stdout } = await run(
      `env; cat /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n'; cat ${outside}/secret.txt 2>&1; ls /var/run/docker.sock /run/docker.sock 2>&1`,
    );
    delete process.env['SANDBOX_TEST_SECRET'];
    expect(stdout).toContain('GIVEN=yes');
    expect(stdout).not.toContain('hunter2');
    expect(stdout.match(/No such file/g)).toHaveLength(3);
    expect(readFileSync(path.join(outside, 'secret.txt'), 'utf8')).toBe('hunter2');
  });

  it('a program that is not there is denied', async () => {
    const run = await session();
    expect((await run({ argv: ['no-such-program'] })).status).toBe('denied');
    expect((await run({ argv: ['/etc/passwd'] })).status).toBe('denied');
  });

  it('protects what came to be after it was opened, though containers wait in advance', async () => {
    const root = workspaceWith();
    const policy = parsePolicy({ workspaceRoot: root, networkAccess: 'none' });
    const open = await createDockerBackend({ image, poolSize: 2 }).open(policy);
    opened.push(() => open.close());
    const plant = {
      argv: ['sh', '-c', 'mkdir -p .git/hooks; echo x > .git/hooks/post-commit && echo planted'],
    };
    expect((await open.exec(plant)).stdout).toBe('planted\n');
    rmSync(path.join(root, '.git/hooks/post-commit'));
    expect((await open.exec(plant)).stdout).toBe('');
  });

  it('fifty at once all have their own right answer', async () => {
    const policy = parsePolicy({ workspaceRoot: workspaceWith(), networkAccess: 'none' });
    const open = await createDockerBackend({ image }).open(policy);
    opened.push(() => open.close());
    const numbers = Array.from({ length: 50 }, (_, index) => index);
    const results = await Promise.all(
      numbers.map((number) =>
        open.exec({ argv: ['sh', '-c', `cat; echo ${number}`], stdin: `in ${number}\n` }),
      ),
    );
    expect(results.map(({ stdout }) => stdout)).toEqual(numbers.map((number) => `in ${number}\n${number}\n`));
    await open.close();
    await expect(open.exec({ argv: ['true'] })).rejects.toMatchObject({ code: 'SANDBOX_UNAVAILABLE' });
  }, 120_000);
});
