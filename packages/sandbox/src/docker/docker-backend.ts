import type Docker from 'dockerode';
import type { Json } from '@sentinel-agentos/core';
import type { ExecRequest, SandboxBackend, SandboxSession } from '../backend.js';
import { probeDocker } from '../doctor/probe-docker.js';
import { reapEgressFolders } from '../egress/egress-folder.js';
import type { EgressOptions } from '../egress/egress-proxy.js';
import { BASE_IMAGE } from '../image/build-image.js';
import { invalidOption } from '../policy/invalid-option.js';
import { planMounts, prepareMounts } from '../policy/plan-mounts.js';
import type { SandboxPolicy } from '../policy/sandbox-policy.js';
import { environmentOf } from '../request/environment.js';
import { insideFolder } from '../request/inside-folder.js';
import { readRequest } from '../request/read-request.js';
import { dockerSeccompProfile } from '../seccomp/docker-profile.js';
import { bootContainer } from './boot-container.js';
import type { BootedContainer } from './boot-container.js';
import { bootWithEgress } from './boot-with-egress.js';
import { ownerLabels } from './container-labels.js';
import { createPool, limiter, MAX_BOOTS } from './container-pool.js';
import { containerProfile } from './container-profile.js';
import type { ContainerProfile } from './container-profile.js';
import { containerUser } from './container-user.js';
import { connect, unavailable } from './engine.js';
import type { EngineAddress } from './engine.js';
import { reapOrphans } from './reap-orphans.js';
import { runInContainer } from './run-in-container.js';

/** The image when none is named, and none was built here. */
const DEFAULT_IMAGE = 'node:24-slim';

/** How containers are made. */
export interface DockerOptions extends EngineAddress {
  /** It must be on the engine already; nothing is pulled. It needs `cat`. Default: the one that `buildImage` made, else `node:24-slim`. */
  readonly image?: string;
  /** Containers kept booted in advance, 0 to 16. Default: 2. */
  readonly poolSize?: number;
  /** How listed hosts are found and reached. */
  readonly egress?: EgressOptions;
}

/** A container's owner differs from process to process; all else of its profile is its key. */
function keyOf(profile: ContainerProfile, user: string, identities: readonly string[]): string {
  return JSON.stringify([profile, user, identities]);
}

/**
 * Programs in hardened Docker containers, each used once: no network, read-only root, no capabilities, an own
 * filter of system calls, limits of memory, processor, processes and output. A container ends with the process
 * that made it, and with its one program.
 *
 * @throws SentinelError `INVALID_ARGUMENT` for options that are none.
 */
export function createDockerBackend(options: DockerOptions = {}): SandboxBackend {
  const named = options.image;
  const size = options.poolSize ?? 2;
  if (named !== undefined && (typeof named !== 'string' || !/^[\w][\w./:@-]{0,254}$/.test(named))) {
    throw invalidOption('image', 'must be the name of an image', named);
  }
  if (!Number.isInteger(size) || size < 0 || size > 16) {
    throw invalidOption('poolSize', 'must be a whole number from 0 to 16', size);
  }
  const seccomp = JSON.stringify(dockerSeccompProfile());
  const limit = limiter(MAX_BOOTS);

  const open = async (policy: SandboxPolicy): Promise<SandboxSession> => {
    prepareMounts(policy.fs);
    const engine = await reach(options);
    const image = named ?? (await defaultImage(engine));
    const pool = createPool(size, limit);
    const running = new Set<Promise<unknown>>();
    let closed = false;
    const closing = new AbortController();

    const exec: SandboxSession['exec'] = async (request) => {
      if (closed) throw unavailable('the session is closed');
      readRequest(request);
      // Anew for each program: since the last one files may have come to be that must be protected.
      const mounts = prepareMounts(policy.fs);
      const cwd = insideFolder(policy, mounts.workspace, request.cwd);
      const user = containerUser(policy.user, mounts.workspace);
      const profile = containerProfile(policy, { image, mounts, user, seccomp, labels: ownerLabels() });
      const key = keyOf(
        profile,
        user,
        mounts.mounts.map(({ identity }) => identity),
      );
      const boot = (): Promise<BootedContainer> =>
        bootWithEgress(profile, user, policy.network, options.egress, (whole) =>
          bootContainer(engine, whole, user),
        );
      const booted = await pool.take(key, boot);
      const signal =
        request.signal === undefined ? closing.signal : AbortSignal.any([request.signal, closing.signal]);
      // The next container is booted after this program, not beside it: a short one would wait for it.
      return runInContainer(engine, booted, policy, { ...request, cwd, signal }).finally(() =>
        pool.refill(key, boot),
      );
    };
    return {
      async exec(request) {
        const run = exec(request);
        running.add(run);
        return run.finally(() => running.delete(run));
      },
      async close() {
        closed = true;
        closing.abort();
        await Promise.all([pool.close(), Promise.allSettled(running)]);
      },
    };
  };

  return Object.freeze({
    id: 'docker' as const,
    probe: () => probeDocker(options, named === undefined ? [BASE_IMAGE, DEFAULT_IMAGE] : [named]),
    open,
    plan: (policy: SandboxPolicy, request: ExecRequest): Json => plan(policy, request, named ?? BASE_IMAGE),
  });
}

async function defaultImage(engine: Docker): Promise<string> {
  return engine
    .getImage(BASE_IMAGE)
    .inspect()
    .then(
      () => BASE_IMAGE,
      () => DEFAULT_IMAGE,
    );
}

async function reach(address: EngineAddress): Promise<Docker> {
  const engine = await connect(address);
  try {
    await engine.ping();
    await reapOrphans(engine);
    await reapEgressFolders();
  } catch (error) {
    throw unavailable('the engine does not answer', error);
  }
  return engine;
}

/** The container as it would be made. The filter is long and always the same: its name stands for it. */
function plan(policy: SandboxPolicy, request: ExecRequest, image: string): Json {
  readRequest(request);
  const mounts = planMounts(policy.fs);
  const user = containerUser(policy.user, mounts.workspace);
  const profile = containerProfile(policy, { image, mounts, user, seccomp: null, labels: {} });
  return JSON.parse(
    JSON.stringify({
      backend: 'docker',
      argv: request.argv,
      cwd: insideFolder(policy, mounts.workspace, request.cwd),
      // Values may be secrets: names only.
      env: environmentOf(policy, request.env).map((variable) => variable.split('=', 1)[0]),
      timeoutMs: Math.min(request.timeoutMs ?? policy.limits.timeoutMs, policy.limits.timeoutMs),
      seccomp: 'filter',
      container: { ...profile, Env: profile.Env.map((variable) => variable.split('=', 1)[0]) },
      network: policy.network,
      creates: mounts.missing,
    }),
  ) as Json;
}
