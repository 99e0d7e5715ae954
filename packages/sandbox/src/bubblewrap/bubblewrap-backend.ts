import type { Json } from '@sentinel-agentos/core';
import { setMaxListeners } from 'node:events';
import { realpathSync } from 'node:fs';
import type {
  EnforcedIsolation,
  ExecRequest,
  ExecResult,
  SandboxBackend,
  SandboxSession,
} from '../backend.js';
import { containerUser } from '../docker/container-user.js';
import { reapEgressFolders } from '../egress/egress-folder.js';
import { openEgress } from '../egress/open-egress.js';
import type { EgressOptions } from '../egress/egress-proxy.js';
import { needsEgress } from '../egress/proxy-environment.js';
import { findProgram } from '../image/host-files.js';
import { planMounts, prepareMounts } from '../policy/plan-mounts.js';
import type { MountPlan } from '../policy/plan-mounts.js';
import type { SandboxPolicy } from '../policy/sandbox-policy.js';
import { environmentOf } from '../request/environment.js';
import { insideFolder } from '../request/inside-folder.js';
import { readRequest } from '../request/read-request.js';
import { seccompProgram } from '../seccomp/bpf-program.js';
import { removeLeftGroups } from './control-group.js';
import type { ControlGroup } from './control-group.js';
import { hostLayout, machineWideFiles } from './host-layout.js';
import { probeBubblewrap } from './probe-bubblewrap.js';
import { ACCOUNT, readBack } from './read-back.js';
import { FIRST_FILE, runInBubblewrap } from './run-in-bubblewrap.js';
import type { PreparedRun } from './run-in-bubblewrap.js';
import { environmentArguments, innerCommand, sandboxArguments, writtenFiles } from './sandbox-arguments.js';
import type { SandboxParts } from './sandbox-arguments.js';
import { openSupplies } from './session-supplies.js';
import type { SessionSupplies } from './session-supplies.js';
import { unavailable } from './unavailable.js';

const MB = 1_048_576;
const ACCOUNT_MS = 10_000;
const ACCOUNT_BYTES = 1_048_576;

/** How listed hosts are found and reached. */
export interface BubblewrapOptions {
  readonly egress?: EgressOptions;
}

/** What is found once, when a session is opened. */
interface Tools {
  readonly bwrap: string;
  readonly seccomp: Uint8Array;
  readonly system: SandboxParts['system'];
  readonly machineWide: readonly string[];
  readonly root: boolean;
}

function findTools(): Tools {
  const bwrap = findProgram('bwrap');
  if (bwrap === undefined) throw unavailable('bubblewrap is not installed');
  const seccomp = seccompProgram(process.arch);
  if (seccomp === null) throw unavailable(`there is no filter of system calls for ${process.arch}`);
  const root = process.getuid?.() === 0;
  for (const name of ['prlimit', ...(root ? ['setpriv'] : [])]) {
    if (findProgram(name) === undefined) throw unavailable(`${name} is not installed`);
  }
  return { bwrap, seccomp, root, system: hostLayout(), machineWide: machineWideFiles() };
}

function partsOf(
  tools: Pick<Tools, 'root' | 'system' | 'machineWide'>,
  policy: SandboxPolicy,
  mounts: MountPlan,
): SandboxParts {
  const { root, system, machineWide } = tools;
  const own = `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`;
  const user = policy.user ?? (root ? containerUser(null, mounts.workspace) : own);
  return { mounts, system, machineWide, root, user, node: realpathSync(process.execPath), egress: null };
}

function prepare(
  tools: Tools,
  supplies: SessionSupplies,
  policy: SandboxPolicy,
  parts: SandboxParts,
  request: ExecRequest,
  signal: AbortSignal,
): PreparedRun {
  const { limits, fs } = policy;
  const files = supplies.filesOf(parts.user);
  const group = supplies.groups.take();
  const environment = environmentOf(policy, request.env);
  const descriptors = files.map((_, index) => FIRST_FILE + index);
  const cwd = insideFolder(policy, parts.mounts.workspace, request.cwd);
  return {
    bwrap: tools.bwrap,
    hidden: [...sandboxArguments(policy, parts, descriptors), ...environmentArguments(environment, cwd)],
    command: innerCommand(policy, parts, { argv: request.argv, environment }, limitedBy(group)),
    fileBytes: limits.workspaceMb * MB,
    seccomp: supplies.seccomp,
    files,
    group,
    stdin: request.stdin,
    signal,
    timeoutMs: Math.min(request.timeoutMs ?? limits.timeoutMs, limits.timeoutMs),
    outputBytes: limits.outputBytes,
    watched: fs.mode === 'bind' ? { folder: parts.mounts.workspace, megabytes: limits.workspaceMb } : null,
  };
}

/** What a control group limits, and so need not be limited for each program. */
function limitedBy(group: ControlGroup | null): { readonly memory: boolean; readonly pids: boolean } {
  if (group === null) return { memory: false, pids: false };
  return { memory: group.memoryMb !== null, pids: group.pids !== null };
}

/** Asks the inside what it is like, with exactly the walls of the runs to come. */
async function giveAccount(
  tools: Tools,
  supplies: SessionSupplies,
  policy: SandboxPolicy,
  parts: SandboxParts,
): Promise<EnforcedIsolation> {
  const bare: SandboxPolicy = { ...policy, env: {} };
  const run = prepare(tools, supplies, bare, parts, { argv: ACCOUNT }, new AbortController().signal);
  const { status, stdout, stderr } = await runInBubblewrap({
    ...run,
    timeoutMs: ACCOUNT_MS,
    outputBytes: ACCOUNT_BYTES,
    watched: null,
  });
  if (status !== 'ok') throw unavailable(`it gave no account of itself (${status}): ${stderr.trim()}`);
  return readBack(stdout, parts.mounts, parts.user, run.group, policy.limits.pids);
}

/**
 * Programs behind bubblewrap: no network, a read-only system, no capabilities, an own filter of system calls. It
 * starts in milliseconds and needs no engine and no image: the inside sees the programs of this machine. Where this
 * process may make no control group, memory is limited for each program only; `isolation` says so.
 */
export function createBubblewrapBackend(options: BubblewrapOptions = {}): SandboxBackend {
  return Object.freeze({
    id: 'bubblewrap' as const,
    probe: probeBubblewrap,
    open: (policy: SandboxPolicy) => openSession(policy, options.egress),
    plan,
  });
}

async function openSession(policy: SandboxPolicy, options?: EgressOptions): Promise<SandboxSession> {
  const tools = findTools();
  removeLeftGroups();
  await reapEgressFolders();
  const supplies = openSupplies(tools.seccomp, policy.limits);
  const accounts = new Map<string, Promise<EnforcedIsolation>>();
  const running = new Set<Promise<ExecResult>>();
  const closing = new AbortController();
  let closed: Promise<void> | undefined;
  // One listener a run, and as many runs as are asked for.
  setMaxListeners(0, closing.signal);

  const partsNow = (): SandboxParts => partsOf(tools, policy, prepareMounts(policy.fs));
  const accountOf = async (parts: SandboxParts): Promise<EnforcedIsolation> => {
    // Other walls, for a path that came to be and must be protected, are accounted for anew.
    const key = JSON.stringify(parts.mounts.mounts.map(({ path, access }) => [path, access]));
    const account = accounts.get(key) ?? giveAccount(tools, supplies, policy, parts);
    accounts.set(key, account);
    account.catch(() => accounts.delete(key));
    return account;
  };
  const exec = async (request: ExecRequest): Promise<ExecResult> => {
    if (closing.signal.aborted) throw unavailable('the session is closed');
    readRequest(request);
    const parts = partsNow();
    const isolation = await accountOf(parts);
    const signal =
      request.signal === undefined ? closing.signal : AbortSignal.any([request.signal, closing.signal]);
    const egress = needsEgress(policy.network)
      ? await openEgress(policy.network, tools.root ? parts.user : undefined, options)
      : null;
    try {
      const walls = { ...parts, egress: egress?.folder ?? null };
      const outcome = await runInBubblewrap(prepare(tools, supplies, policy, walls, request, signal));
      if (egress === null) return { ...outcome, isolation, network: [] };
      return { ...outcome, isolation: { ...isolation, network: 'proxy' }, network: egress.events };
    } finally {
      await egress?.close();
      supplies.groups.refill();
    }
  };

  try {
    await accountOf(partsNow());
    supplies.groups.refill();
  } catch (error) {
    await supplies.close();
    throw error;
  }
  return {
    async exec(request) {
      const run = exec(request);
      running.add(run);
      return run.finally(() => running.delete(run));
    },
    async close() {
      closing.abort();
      await Promise.allSettled(running);
      closed ??= supplies.close();
      await closed;
    },
  };
}

/** The command line as it would be. The filter is long and always the same: its name stands for it. */
function plan(policy: SandboxPolicy, request: ExecRequest): Json {
  readRequest(request);
  const mounts = planMounts(policy.fs);
  const root = process.getuid?.() === 0;
  const parts = {
    ...partsOf({ root, system: hostLayout(), machineWide: machineWideFiles() }, policy, mounts),
    // It is made anew for each program.
    egress: needsEgress(policy.network) ? '<private folder>' : null,
  };
  const environment = environmentOf(policy, request.env);
  const files = writtenFiles(parts.user);
  return JSON.parse(
    JSON.stringify({
      backend: 'bubblewrap',
      argv: request.argv,
      cwd: insideFolder(policy, mounts.workspace, request.cwd),
      // Values may be secrets: names only.
      env: environment.map((variable) => variable.split('=', 1)[0]),
      timeoutMs: Math.min(request.timeoutMs ?? policy.limits.timeoutMs, policy.limits.timeoutMs),
      seccomp: 'filter',
      bwrap: sandboxArguments(
        policy,
        parts,
        files.map((_, index) => FIRST_FILE + index),
      ),
      limits: innerCommand(policy, parts, { argv: [], environment: [] }, limitedBy(null)),
      network: policy.network,
      creates: mounts.missing,
    }),
  ) as Json;
}
