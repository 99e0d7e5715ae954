/** What the inside may reach over the network. */
export interface NetworkPolicy {
  /**
   * `none`: nothing. `localhost`: the sandbox's own loopback, and this machine's loopback on `ports`.
   * `whitelist`: `hosts`, through the egress proxy.
   */
  readonly mode: 'none' | 'localhost' | 'whitelist';
  /** `host`, `host:port` or `*.host`, lower case. Empty unless `whitelist`. */
  readonly hosts: readonly string[];
  /** `whitelist`: ports of hosts named without one. `localhost`: ports of this machine that may be reached. */
  readonly ports: readonly number[];
}

/** What the inside sees of the disk, at the same paths as outside. All paths absolute and normal. */
export interface FileSystemPolicy {
  readonly workspace: string;
  /** `bind`: the workspace itself. `tmpfs`: an empty one in memory, of `workspaceMb`, gone at the end. */
  readonly mode: 'bind' | 'tmpfs';
  /** In the workspace. Empty: all of it may be written. */
  readonly writablePaths: readonly string[];
  /** In the workspace; win over `writablePaths`. */
  readonly readonlyPaths: readonly string[];
  /** As `readonlyPaths`, but need not exist. A trailing slash says that it is a folder. */
  readonly protect: readonly string[];
}

/** Sizes in MiB, times in milliseconds. */
export interface SandboxLimits {
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly cpus: number;
  readonly pids: number;
  readonly outputBytes: number;
  readonly tmpMb: number;
  /** What one run may add to the workspace. */
  readonly workspaceMb: number;
}

/** One policy, complete and frozen: see `parsePolicy`, which makes it. */
export interface SandboxPolicy {
  readonly network: NetworkPolicy;
  readonly fs: FileSystemPolicy;
  readonly limits: SandboxLimits;
  /** The environment inside; nothing else of this process's comes in. */
  readonly env: Readonly<Record<string, string>>;
  /** `uid:gid` inside. Null: the owner of the workspace, or nobody when that is root. */
  readonly user: string | null;
}
