/** What a user may say about a sandbox; the rest has defaults. Read by `parsePolicy`. */
export interface SandboxPolicyOptions {
  /** Absolute. Default: the current directory. */
  readonly workspaceRoot?: string;
  /** Default: `localhost`. */
  readonly networkAccess?: 'none' | 'localhost' | 'whitelist';
  /** `host`, `host:port` or `*.host`. Only with `networkAccess: 'whitelist'`, and then at least one. */
  readonly networkWhitelist?: readonly string[];
  /** Ports of whitelisted hosts (default 80 and 443), or of this machine with `localhost` (default none). */
  readonly networkPorts?: readonly number[];
  /** Relative to the workspace, or absolute in it. Default: all of the workspace. */
  readonly writablePaths?: readonly string[];
  /** As `writablePaths`; these win. Default: none. */
  readonly readonlyPaths?: readonly string[];
  /**
   * Read-only even where the path does not exist yet. Default: `.git/config` and `.git/hooks/`. Whoever names the
   * `config` of a repository, or its whole `.git/`, protects all that leads git to settings and hooks there.
   */
  readonly protect?: readonly string[];
  /** `bind` (default): the workspace itself. `tmpfs`: an empty one in memory that is gone afterwards. */
  readonly workspaceMode?: 'bind' | 'tmpfs';
  /** Milliseconds for one run. Default: 30 000. */
  readonly timeoutMs?: number;
  /** Bytes kept of each output. Default: 1 MiB. */
  readonly maxOutputSize?: number;
  /** MiB, swap included. Default: 1024. */
  readonly memoryMb?: number;
  /** Default: 1. Fractions are fine. */
  readonly cpus?: number;
  /** Processes and threads at once. Default: 128. */
  readonly pids?: number;
  /** MiB of `/tmp`, in memory. Default: 64. */
  readonly tmpMb?: number;
  /** MiB that one run may add to the workspace. Default: 1024. */
  readonly workspaceMb?: number;
  /** The environment inside. Default: a PATH, HOME and LANG; nothing of this process's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** `uid:gid`. Default: the owner of the workspace, or nobody when that is root. */
  readonly user?: string;
}
