import type { MountPlan } from '../policy/plan-mounts.js';
import type { SandboxPolicy } from '../policy/sandbox-policy.js';
import { environmentOf } from '../request/environment.js';

const MB = 1_048_576;

type ContainerMount =
  | {
      readonly Type: 'bind';
      readonly Source: string;
      readonly Target: string;
      readonly ReadOnly: boolean;
      /** Without `NonRecursive` whatever is mounted below a read-only source stays writable. */
      readonly BindOptions: { readonly Propagation: 'rprivate'; readonly NonRecursive: true };
    }
  | {
      readonly Type: 'tmpfs';
      readonly Target: string;
      readonly TmpfsOptions: { readonly SizeBytes: number; readonly Mode: number };
    };

/** The body of the engine's "create a container", as far as this package uses it. */
export interface ContainerProfile {
  readonly Image: string;
  readonly Entrypoint: readonly string[];
  readonly Cmd: readonly string[];
  readonly User: string;
  readonly WorkingDir: string;
  readonly Env: readonly string[];
  readonly Hostname: string;
  readonly Labels: Readonly<Record<string, string>>;
  readonly OpenStdin: true;
  readonly StdinOnce: true;
  readonly AttachStdin: true;
  readonly AttachStdout: false;
  readonly AttachStderr: false;
  readonly Tty: false;
  readonly NetworkDisabled: true;
  readonly StopSignal: 'SIGKILL';
  readonly Healthcheck: { readonly Test: readonly ['NONE'] };
  readonly HostConfig: {
    readonly NetworkMode: 'none';
    readonly ReadonlyRootfs: true;
    readonly Privileged: false;
    readonly CapDrop: readonly ['ALL'];
    readonly SecurityOpt: readonly string[];
    readonly PidsLimit: number;
    readonly Memory: number;
    readonly MemorySwap: number;
    readonly NanoCpus: number;
    readonly OomScoreAdj: number;
    readonly Init: true;
    readonly AutoRemove: true;
    readonly IpcMode: 'private';
    readonly ShmSize: number;
    readonly LogConfig: { readonly Type: 'none'; readonly Config: Readonly<Record<string, never>> };
    readonly Ulimits: readonly { readonly Name: string; readonly Soft: number; readonly Hard: number }[];
    readonly Mounts: readonly ContainerMount[];
  };
}

/**
 * Who the container's first program is: somebody else than the programs, so that none of them can stop it, or hold
 * its input open and so outlive this process.
 */
function keeperOf(user: string): string {
  return user.startsWith('65532:') ? '65531:65531' : '65532:65532';
}

/** What of a container is not in the policy. */
export interface ProfileParts {
  readonly image: string;
  readonly mounts: MountPlan;
  /** `uid:gid` of the programs. */
  readonly user: string;
  /** The filter as JSON text; null takes the engine's own. */
  readonly seccomp: string | null;
  readonly labels: Readonly<Record<string, string>>;
}

// Docker mounts memory with noexec, nosuid and nodev unless told otherwise.
function memory(target: string, megabytes: number, mode: number): ContainerMount {
  return { Type: 'tmpfs', Target: target, TmpfsOptions: { SizeBytes: megabytes * MB, Mode: mode } };
}

function mountsOf(policy: SandboxPolicy, { workspace, mounts }: MountPlan): readonly ContainerMount[] {
  const binds = mounts.map(({ path, access }): ContainerMount => ({
    Type: 'bind',
    Source: path,
    Target: path,
    ReadOnly: access === 'read-only',
    BindOptions: { Propagation: 'rprivate', NonRecursive: true },
  }));
  const scratch = policy.fs.mode === 'tmpfs' ? [memory(workspace, policy.limits.workspaceMb, 0o1777)] : [];
  return [memory('/tmp', policy.limits.tmpMb, 0o1777), ...scratch, ...binds];
}

/**
 * The hardened container of a policy. Its first program is `cat` on an input that this process holds: when the
 * process ends, however it ends, the input ends, and with it the container and all in it. Pure: same parts, same
 * profile.
 */
export function containerProfile(policy: SandboxPolicy, parts: ProfileParts): ContainerProfile {
  const { limits } = policy;
  return {
    Image: parts.image,
    Entrypoint: ['cat'],
    Cmd: [],
    User: keeperOf(parts.user),
    WorkingDir: '/',
    Env: environmentOf(policy),
    Hostname: 'sandbox',
    Labels: parts.labels,
    OpenStdin: true,
    StdinOnce: true,
    AttachStdin: true,
    AttachStdout: false,
    AttachStderr: false,
    Tty: false,
    NetworkDisabled: true,
    StopSignal: 'SIGKILL',
    Healthcheck: { Test: ['NONE'] },
    HostConfig: {
      NetworkMode: 'none',
      ReadonlyRootfs: true,
      Privileged: false,
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges', ...(parts.seccomp === null ? [] : [`seccomp=${parts.seccomp}`])],
      PidsLimit: limits.pids,
      Memory: limits.memoryMb * MB,
      // Equal to the memory: no swap.
      MemorySwap: limits.memoryMb * MB,
      NanoCpus: Math.round(limits.cpus * 1e9),
      // When the whole machine is short of memory, these go first.
      OomScoreAdj: 500,
      Init: true,
      AutoRemove: true,
      IpcMode: 'private',
      ShmSize: 16 * MB,
      LogConfig: { Type: 'none', Config: {} },
      Ulimits: [
        { Name: 'core', Soft: 0, Hard: 0 },
        { Name: 'nofile', Soft: 4096, Hard: 4096 },
        { Name: 'fsize', Soft: limits.workspaceMb * MB, Hard: limits.workspaceMb * MB },
        { Name: 'memlock', Soft: 65_536, Hard: 65_536 },
        { Name: 'msgqueue', Soft: 819_200, Hard: 819_200 },
      ],
      Mounts: mountsOf(policy, parts.mounts),
    },
  };
}
