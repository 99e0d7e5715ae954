import { SentinelError } from '@sentinel-agentos/core';
import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { ExecRequest, ExecResult } from '../../src/backend.js';
import { createBubblewrapBackend } from '../../src/bubblewrap/bubblewrap-backend.js';
import { parsePolicy } from '../../src/policy/parse-policy.js';
import type { SandboxPolicyOptions } from '../../src/policy/policy-options.js';
import { hasBubblewrap, isSkipped } from '../needed.js';

const backend = createBubblewrapBackend();

function makeWorkspace(): string {
  const folder = mkdtempSync(join(tmpdir(), 'work-'));
  chmodSync(folder, 0o777);
  return folder;
}

async function runOne(
  request: ExecRequest,
  options: SandboxPolicyOptions = {},
): Promise<ExecResult & { readonly workspace: string }> {
  const workspace = options.workspaceRoot ?? makeWorkspace();
  const session = await backend.open(parsePolicy({ workspaceRoot: workspace, ...options }));
  try {
    return { ...(await session.exec(request)), workspace };
  } finally {
    await session.close();
  }
}

const shell = (script: string, options?: SandboxPolicyOptions): ReturnType<typeof runOne> =>
  runOne({ argv: ['sh', '-c', script] }, options);

/** How many processes of the machine have a text in their command line. */
function running(marker: string): number {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'latin1').split('\0').includes(marker);
      } catch {
        return false;
      }
    }).length;
}

async function eventually(holds: () => boolean): Promise<boolean> {
  for (let tries = 0; tries < 200 && !holds(); tries++) await wait(50);
  return holds();
}

let markers = 0;
const makeMarker = (): string => `60${process.pid}.${++markers}`;

describe.skipIf(isSkipped('bubblewrap', hasBubblewrap()))('a bubblewrap sandbox', () => {
  it('gives back exit code, both outputs and what stood around it [S2-77]', async () => {
    const result = await shell('echo out; echo err >&2; exit 3');
    expect(result).toMatchObject({
      status: 'exit',
      exitCode: 3,
      stdout: 'out\n',
      stderr: 'err\n',
      truncated: false,
    });
    expect(result.isolation).toMatchObject({
      backend: 'bubblewrap',
      network: 'none',
      readOnlyRoot: true,
      noNewPrivileges: true,
      capabilities: '0',
      seccomp: 'filter',
      pids: 128,
    });
    expect(result.isolation.user).not.toMatch(/^0:/);
  });

  it('says what it is and what it lacks', async () => {
    const doctor = await backend.probe();
    expect(doctor).toMatchObject({ backend: 'bubblewrap', available: true });
    expect(doctor.version).toMatch(/^\d+\.\d+/);
    expect(doctor.findings.map(({ what }) => what.en).join()).toContain('no images');
  });

  it('reads input, runs in a folder of the workspace and writes there [S0-90]', async () => {
    const workspace = makeWorkspace();
    mkdirSync(join(workspace, 'sub'));
    const result = await runOne(
      { argv: ['sh', '-c', 'pwd; cat; echo new >../file'], cwd: join(workspace, 'sub'), stdin: '你好' },
      { workspaceRoot: workspace },
    );
    expect(result.stdout).toBe(`${workspace}/sub\n你好`);
    expect(readFileSync(join(workspace, 'file'), 'utf8')).toBe('new\n');
  });

  it('has its own loopback and nothing else of a network [S2-66]', async () => {
    const { stdout } = await shell(
      `node -e 'const s=require("http").createServer((q,r)=>r.end("mine")).listen(0,"127.0.0.1",()=>` +
        `fetch("http://127.0.0.1:"+s.address().port).then(r=>r.text()).then(t=>{console.log(t);s.close()}))'; ` +
        `cut -d: -f1 /proc/net/dev | tail -n +3`,
    );
    expect(stdout.replace(/\s+/g, ' ').trim()).toBe('mine lo');
  });

  it('runs programs with the environment of the policy and the request only', async () => {
    const result = await runOne({ argv: ['env'], env: { B: '2 3' } }, { env: { A: '1', B: '0' } });
    const names = result.stdout
      .trim()
      .split('\n')
      .map((line) => line.split('=', 1)[0]);
    const known = ['A', 'B', 'HOME', 'LANG', 'PATH', 'PWD', 'TMPDIR'];
    expect(names.filter((name) => !known.includes(name ?? ''))).toEqual([]);
    expect(result.stdout).toContain('B=2 3\n');
  });

  it('sets the loader’s variables for the program, not for what prepares it', async () => {
    const { stdout, stderr } = await runOne({
      argv: ['sh', '-c', 'echo $LD_PRELOAD'],
      env: { LD_PRELOAD: '/none.so' },
    });
    expect(stdout).toBe('/none.so\n');
    // Each program that is started with it complains: here that is the shell alone.
    expect(stderr.match(/none\.so/g)).toHaveLength(1);
  });

  it.each<Partial<ExecRequest>>([
    { env: { A: 'x\0--bind\0/\0/mnt' } },
    { env: { 'A\0--bind': 'x' } },
    { env: { 'A=B': 'x' } },
    { cwd: '/tmp\0--bind\0/\0/mnt' },
    { argv: ['sh\0'] },
    { argv: [] },
  ])('takes no argument for bubblewrap from a request: %j', async (part) => {
    await expect(runOne({ argv: ['true'], ...part })).rejects.toSatisfy((error: unknown) =>
      SentinelError.is(error, 'INVALID_ARGUMENT'),
    );
  });

  it('hands in no descriptor that this process was given', async () => {
    const script = join(import.meta.dirname, 'children', 'descriptors.ts');
    const node = [process.execPath, '--import', 'tsx', '--conditions=@sentinel-agentos/source', script];
    const child = spawn('sh', ['-c', 'exec 9</etc; exec "$@"', 'sh', ...node, makeWorkspace()], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let stdout = '';
    child.stdout.on('data', (text) => (stdout += String(text)));
    await new Promise((settle) => child.on('close', settle));
    const [outside = '', inside = ''] = stdout.split('---');
    expect(outside).toContain('/etc\n');
    expect(inside).toContain('socket:');
    const seen = inside
      .split('\n')
      .filter((line) => !/^(?:|\/dev\/null|socket:.*|pipe:.*|\/proc\/.*)$/.test(line));
    expect(seen).toEqual([]);
  });

  it('ends a program that takes too long, with everything it started [S2-73]', async () => {
    const marker = makeMarker();
    const result = await runOne({
      argv: ['sh', '-c', `setsid sleep ${marker} & (sleep ${marker} &) ; sleep ${marker}`],
      timeoutMs: 500,
    });
    expect(result).toMatchObject({ status: 'timeout', exitCode: null });
    expect(running(marker)).toBe(0);
  });

  it('ends what a program left running when it ends itself', async () => {
    const marker = makeMarker();
    const result = await shell(`setsid sleep ${marker} >/dev/null 2>&1 & exit 0`);
    expect(result.status).toBe('ok');
    expect(running(marker)).toBe(0);
  });

  it('ends a program whose signal aborts, and one whose session closes', async () => {
    const session = await backend.open(parsePolicy({ workspaceRoot: makeWorkspace() }));
    const [first, second] = [makeMarker(), makeMarker()];
    const control = new AbortController();
    const aborted = session.exec({ argv: ['sleep', first], signal: control.signal });
    const closed = session.exec({ argv: ['sleep', second] });
    expect(await eventually(() => running(first) > 0 && running(second) > 0)).toBe(true);
    control.abort();
    expect((await aborted).status).toBe('aborted');
    await session.close();
    expect((await closed).status).toBe('aborted');
    expect([running(first), running(second)]).toEqual([0, 0]);
    await expect(session.exec({ argv: ['true'] })).rejects.toThrow('the session is closed');
  });

  it('ends a program at every moment of its start', async () => {
    const session = await backend.open(parsePolicy({ workspaceRoot: makeWorkspace() }));
    const marker = makeMarker();
    for (let moment = 0; moment < 60; moment++) {
      const run = session.exec({ argv: ['sleep', marker], signal: AbortSignal.timeout(moment) });
      expect((await run).status).toBe('aborted');
      expect(running(marker)).toBe(0);
    }
    await session.close();
  });

  it('leaves nothing running when this process is killed while programs start', async () => {
    const marker = makeMarker();
    for (let moment = 0; moment < 5; moment++) {
      const script = join(import.meta.dirname, 'children', 'long-run.ts');
      const args = [
        '--import',
        'tsx',
        '--conditions=@sentinel-agentos/source',
        script,
        makeWorkspace(),
        marker,
      ];
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
      await new Promise((settle) => child.stdout.once('data', settle));
      await wait(moment * 4);
      child.kill('SIGKILL');
    }
    expect(await eventually(() => running(marker) === 0)).toBe(true);
  });

  it('leaves nothing running when this process is killed', async () => {
    const [workspace, marker] = [makeWorkspace(), makeMarker()];
    const script = join(import.meta.dirname, 'children', 'long-run.ts');
    const args = ['--import', 'tsx', '--conditions=@sentinel-agentos/source', script, workspace, marker];
    const child = spawn(process.execPath, args, { stdio: 'ignore' });
    expect(await eventually(() => existsSync(join(workspace, 'started')))).toBe(true);
    expect(running(marker)).toBeGreaterThan(0);
    child.kill('SIGKILL');
    expect(await eventually(() => running(marker) === 0)).toBe(true);
  });

  it('cuts long output and ends a flood [S2-74]', async () => {
    const long = await shell('head -c 3000 /dev/zero | tr "\\0" x', { maxOutputSize: 1000 });
    expect(long).toMatchObject({ status: 'ok', truncated: true, stdout: 'x'.repeat(1000) });
    expect(await shell('yes', { maxOutputSize: 1000 })).toMatchObject({
      status: 'output-limit',
      truncated: true,
    });
  });

  it('tells a program that is not there from one that fails', async () => {
    expect(await runOne({ argv: ['no-such-program'] })).toMatchObject({ status: 'denied', exitCode: 127 });
    expect(await shell('exit 127')).toMatchObject({ status: 'exit', exitCode: 127 });
  });

  it('writes in writable paths only, and never in read-only ones [S2-69] [S2-70]', async () => {
    const workspace = makeWorkspace();
    for (const name of ['src', 'src-evil', 'src/fixed']) {
      mkdirSync(join(workspace, name));
      chmodSync(join(workspace, name), 0o777);
    }
    const options = { workspaceRoot: workspace, writablePaths: ['src'], readonlyPaths: ['src/fixed'] };
    const { stdout } = await shell(
      'for f in a src/a src-evil/a src/fixed/a; do echo x 2>/dev/null >$f && echo $f; done',
      options,
    );
    expect(stdout).toBe('src/a\n');
    expect((await shell('mv src/fixed src/loose', options)).status).toBe('exit');
  });

  it('keeps a workspace in memory to itself, and to its size', async () => {
    const workspace = makeWorkspace();
    writeFileSync(join(workspace, 'outside'), '');
    const { stdout } = await shell(
      'ls; echo x >file; cat file; head -c 9000000 /dev/zero >big || echo full',
      {
        workspaceRoot: workspace,
        workspaceMode: 'tmpfs',
        workspaceMb: 4,
      },
    );
    expect(stdout).toMatch(/^x\n/);
    expect(readdirSync(workspace)).toEqual(['outside']);
    expect(stdout).not.toContain('outside');
  });

  it('runs many at once, each with its own output', async () => {
    const session = await backend.open(parsePolicy({ workspaceRoot: makeWorkspace() }));
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, index) => session.exec({ argv: ['echo', String(index)] })),
    );
    await session.close();
    expect(results.map(({ stdout }) => stdout)).toEqual(results.map((_, index) => `${index}\n`));
  });

  it('runs git, node and a shell as they are outside', async () => {
    const { stdout, stderr } = await shell(
      'git init -q repo && cd repo && git -c user.name=a -c user.email=a@b commit -q --allow-empty -m one && ' +
        'git log --format=%s && node -p "1+1" && bash -c "cat <(echo sub)"',
    );
    expect([stdout, stderr]).toEqual(['one\n2\nsub\n', '']);
  });

  it.skipIf(process.getuid?.() !== 0)(
    'keeps the machine’s switches even from a program that is root inside',
    async () => {
      const files = '/proc/sys/kernel/core_pattern /proc/sysrq-trigger /proc/kcore /etc/shadow';
      const { stdout, isolation } = await shell(
        `id -u; for f in ${files}; do (: >>$f) 2>/dev/null && echo $f; done`,
        {
          user: '0:0',
        },
      );
      expect(stdout).toBe('0\n');
      expect(isolation.warnings.map(({ en }) => en).join()).toContain('root inside');
    },
  );

  it('plans what it would start, without the values of variables, and starts nothing', () => {
    const workspace = makeWorkspace();
    const plan = backend.plan(parsePolicy({ workspaceRoot: workspace, env: { TOKEN: 'hidden-value' } }), {
      argv: ['rm', '-rf', '.'],
    });
    const text = JSON.stringify(plan);
    expect(text).toContain('--unshare-net');
    expect(text).toContain('TOKEN');
    expect(text).not.toContain('hidden-value');
  });
});
