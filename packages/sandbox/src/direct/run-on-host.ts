import { spawn } from 'node:child_process';
import path from 'node:path';
import type { ExecRequest, ExecResult } from '../backend.js';
import { captureOutput } from '../output/captured-output.js';
import type { SandboxPolicy } from '../policy/sandbox-policy.js';

/** What a program did that ran without isolation. */
export type HostResult = Omit<ExecResult, 'isolation' | 'network'>;

type Ending = 'timeout' | 'aborted' | 'output-limit';

/**
 * Runs one program on this machine with all of this process's rights: no isolation. Only time and output are
 * limited; at their end the program's process group is killed, and a child that left the group goes on.
 */
export function runOnHost(
  { limits, fs }: Pick<SandboxPolicy, 'limits' | 'fs'>,
  request: ExecRequest,
): Promise<HostResult> {
  const [program = '', ...args] = request.argv;
  const output = captureOutput(limits.outputBytes);
  const started = performance.now();
  return new Promise((settle) => {
    const child = spawn(program, args, {
      detached: true,
      stdio: 'pipe',
      cwd: path.resolve(fs.workspace, request.cwd ?? '.'),
      env: { ...process.env, ...request.env },
    });
    let ending: Ending | undefined;
    const end = (why: Ending): void => {
      ending ??= why;
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // The group is empty: all of it ended by itself.
      }
      // A child that left the group may hold the outputs open for ever.
      child.stdout.destroy();
      child.stderr.destroy();
    };
    const onAbort = (): void => end('aborted');
    const most = Math.min(request.timeoutMs ?? limits.timeoutMs, limits.timeoutMs);
    const timer = setTimeout(() => end('timeout'), most);
    request.signal?.addEventListener('abort', onAbort, { once: true });
    if (request.signal?.aborted === true) onAbort();
    const finish = (status: ExecResult['status'], exitCode: number | null): void => {
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', onAbort);
      settle({
        status: ending ?? status,
        exitCode: ending === undefined ? exitCode : null,
        stdout: output.text('stdout'),
        stderr: output.text('stderr'),
        truncated: output.truncated,
        durationMs: Math.round((performance.now() - started) * 1000) / 1000,
      });
    };
    child.on('error', () => finish('denied', null));
    child.on('close', (code) => finish(code === 0 ? 'ok' : 'exit', code));
    child.stdin.on('error', () => undefined);
    child.stdin.end(request.stdin);
    for (const kind of ['stdout', 'stderr'] as const) {
      child[kind].on('data', (chunk: Uint8Array) => {
        if (!output.add(kind, chunk)) end('output-limit');
      });
    }
  });
}
