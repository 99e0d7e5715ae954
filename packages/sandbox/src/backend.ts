import type { Json, LocalizedText } from '@sentinel-agentos/core';
import type { EgressReason } from './egress/egress-reason.js';
import type { SandboxPolicy } from './policy/sandbox-policy.js';

/** The kinds of isolation that there are. */
export type BackendId = 'docker' | 'bubblewrap';

/** One program to run inside. */
export interface ExecRequest {
  /** Program and arguments, as they are: no shell looks at them unless one is named. */
  readonly argv: readonly string[];
  /** Absolute; in the workspace. Default: the workspace. */
  readonly cwd?: string;
  /** On top of the policy's `env`. Nothing of this process's own environment comes in. */
  readonly env?: Readonly<Record<string, string>>;
  /** Default: empty, so that a program which reads ends at once. */
  readonly stdin?: string | Uint8Array;
  /** Aborting kills everything inside; the status is then `aborted`. */
  readonly signal?: AbortSignal;
  /** Milliseconds; the policy's limit when absent. Never more than that limit. */
  readonly timeoutMs?: number;
}

/**
 * How a run ended. `ok`: exit code 0. `exit`: another code. `output-limit`: it flooded its output
 * (64 times `outputBytes`) or wrote more than `workspaceMb`, and was ended. `denied`: the engine refused to start the program. `backend-error`: the engine
 * or the sandbox went away in mid-run; what was done until then is unknown.
 */
export type ExecStatus =
  'ok' | 'exit' | 'timeout' | 'oom' | 'output-limit' | 'denied' | 'aborted' | 'backend-error';

/** One decision of the egress proxy. */
export interface EgressEvent {
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** As the sandbox asked for it, made safe to show. */
  readonly host: string;
  readonly port: number;
  readonly decision: 'allowed' | 'refused';
  readonly reason: EgressReason;
  /** Bytes to and from the host, over this connection so far. */
  readonly sentBytes: number;
  readonly receivedBytes: number;
}

/** What really stands around a program, read back from the engine and the kernel. Null: not enforced. */
export interface EnforcedIsolation {
  readonly backend: BackendId;
  /** `none`: no network interface but the sandbox's own loopback. `proxy`: that, and the egress proxy's socket. */
  readonly network: 'none' | 'proxy';
  readonly readOnlyRoot: boolean;
  readonly noNewPrivileges: boolean;
  /** Effective capabilities as the kernel's hexadecimal mask; `0` is none. Null when it cannot be read. */
  readonly capabilities: string | null;
  /** `filter`: this package's filter. `default`: the engine's own. */
  readonly seccomp: 'filter' | 'default' | 'none';
  /** `uid:gid` inside. */
  readonly user: string;
  readonly memoryMb: number | null;
  readonly cpus: number | null;
  readonly pids: number | null;
  readonly mounts: readonly { readonly path: string; readonly access: 'read-only' | 'writable' | 'memory' }[];
  /** What is weaker than asked for, in words for people. Empty when nothing is. */
  readonly warnings: readonly LocalizedText[];
}

/** What a run did. Never thrown away: a failing program is a result, not an error. */
export interface ExecResult {
  readonly status: ExecStatus;
  /** Null when the program was ended from outside, or never started. */
  readonly exitCode: number | null;
  /** UTF-8, broken sequences replaced; at most the policy's `outputBytes` each. */
  readonly stdout: string;
  readonly stderr: string;
  /** Output was longer than the limit; what follows it was read and dropped. */
  readonly truncated: boolean;
  readonly durationMs: number;
  readonly isolation: EnforcedIsolation;
  readonly network: readonly EgressEvent[];
}

/** Runs programs under one policy until it is closed. */
export interface SandboxSession {
  /**
   * Resolves with every outcome of the program. After it, nothing that the program started is running.
   *
   * @throws SentinelError `SANDBOX_UNAVAILABLE` when no sandbox could be had: then nothing was run.
   */
  exec(request: ExecRequest): Promise<ExecResult>;
  /** Ends what still runs. Safe to call twice. */
  close(): Promise<void>;
}

/** One finding of `probe`. */
export interface DoctorFinding {
  readonly level: 'ok' | 'warning' | 'missing';
  readonly what: LocalizedText;
  readonly fix?: LocalizedText;
}

/** Whether a backend can be used on this machine, and how well it would hold. */
export interface Doctor {
  readonly backend: BackendId;
  readonly available: boolean;
  /** Of the engine or program; null when there is none. */
  readonly version: string | null;
  readonly findings: readonly DoctorFinding[];
}

/** A kind of isolation. Making one starts nothing. */
export interface SandboxBackend {
  readonly id: BackendId;
  /** Never throws: what is missing is a finding. */
  probe(): Promise<Doctor>;
  /** @throws SentinelError `SANDBOX_UNAVAILABLE` where the backend cannot be had, `INVALID_ARGUMENT` for a policy that names what is not there. */
  open(policy: SandboxPolicy): Promise<SandboxSession>;
  /** What `exec` would start, without starting it. */
  plan(policy: SandboxPolicy, request: ExecRequest): Json;
}
