import type Docker from 'dockerode';
import type { Duplex } from 'node:stream';
import type { ExecRequest, ExecResult } from '../backend.js';
import { captureOutput } from '../output/captured-output.js';
import type { SandboxPolicy } from '../policy/sandbox-policy.js';
import { environmentOf } from '../request/environment.js';
import type { BootedContainer } from './boot-container.js';
import { demultiplexer } from './demultiplex.js';
import { wasOutOfMemory } from './out-of-memory.js';
import { watchWorkspace } from '../output/workspace-watch.js';

/** Why a run was ended from outside. */
type Ending = 'timeout' | 'aborted' | 'output-limit';

/** Exit code of a program that was killed by SIGKILL, as the kernel does when memory runs out. */
const KILLED = 137;

function startExec(
  { container, user }: BootedContainer,
  policy: SandboxPolicy,
  request: ExecRequest,
): Promise<Docker.Exec> {
  return container.exec({
    Cmd: [...request.argv],
    AttachStdin: request.stdin !== undefined,
    AttachStdout: true,
    AttachStderr: true,
    Tty: false,
    User: user,
    Env: [...environmentOf(policy, request.env)],
    WorkingDir: request.cwd ?? '/',
  });
}

function ended(stream: Duplex): Promise<void> {
  return new Promise((settle) => {
    stream.on('end', settle).on('close', settle).on('error', settle);
  });
}

/** What is left to learn once the program's output has ended. */
async function outcome(
  engine: Docker,
  exec: Docker.Exec,
  started: number,
): Promise<Pick<ExecResult, 'status' | 'exitCode'>> {
  const info = await exec.inspect();
  const exitCode = info.Running ? null : info.ExitCode;
  if (exitCode === null) return { status: 'backend-error', exitCode };
  if (exitCode === 0) return { status: 'ok', exitCode };
  // Docker's words for "there is no such program" and "it cannot be executed": no process ever was.
  if (info.Pid === 0 && (exitCode === 126 || exitCode === 127)) return { status: 'denied', exitCode };
  const patience = exitCode === KILLED ? 400 : 0;
  const oom = await wasOutOfMemory(engine, info.ContainerID, started, patience);
  return { status: oom ? 'oom' : 'exit', exitCode };
}

/**
 * Runs one program in a fresh container and ends the container, whatever happens. Time-out, abort, a flood of
 * output and a workspace that grows too much end it early.
 */
export async function runInContainer(
  engine: Docker,
  booted: BootedContainer,
  policy: SandboxPolicy,
  request: ExecRequest,
): Promise<ExecResult> {
  const { limits, fs } = policy;
  const output = captureOutput(limits.outputBytes);
  const wallClock = Date.now();
  const started = performance.now();
  let ending: Ending | undefined;
  const end = (why: Ending): void => {
    if (ending !== undefined) return;
    ending = why;
    void booted.destroy();
  };
  const onAbort = (): void => end('aborted');
  const timer = setTimeout(
    () => end('timeout'),
    Math.min(request.timeoutMs ?? limits.timeoutMs, limits.timeoutMs),
  );
  const watch =
    fs.mode === 'bind'
      ? watchWorkspace(fs.workspace, limits.workspaceMb, () => end('output-limit'))
      : undefined;
  request.signal?.addEventListener('abort', onAbort, { once: true });
  if (request.signal?.aborted === true) onAbort();
  let result: Pick<ExecResult, 'status' | 'exitCode'>;
  try {
    const exec = await startExec(booted, policy, request);
    const stream = await exec.start({ hijack: true, stdin: request.stdin !== undefined });
    const split = demultiplexer((kind, content) => {
      if (!output.add(kind, content)) end('output-limit');
    });
    const finished = ended(stream);
    stream.on('data', split);
    if (request.stdin !== undefined) stream.end(request.stdin);
    await finished;
    result =
      ending === undefined ? await outcome(engine, exec, wallClock) : { status: ending, exitCode: null };
  } catch {
    result = { status: 'backend-error', exitCode: null };
  } finally {
    clearTimeout(timer);
    watch?.stop();
    request.signal?.removeEventListener('abort', onAbort);
    await booted.destroy();
  }
  return {
    ...result,
    ...(ending === undefined ? {} : { status: ending, exitCode: null }),
    stdout: output.text('stdout'),
    stderr: output.text('stderr'),
    truncated: output.truncated,
    durationMs: Math.round((performance.now() - started) * 1000) / 1000,
    isolation: booted.isolation,
    network: booted.network(),
  };
}
