import type Docker from 'dockerode';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Duplex } from 'node:stream';
import { SentinelError } from '@sentinel-agentos/core';
import type { EgressEvent, EnforcedIsolation } from '../backend.js';
import type { ContainerProfile } from './container-profile.js';
import { statusOf, unavailable } from './engine.js';
import { readBack } from './read-back.js';

/** A container that runs, has run nothing yet, and ends with this process. */
export interface BootedContainer {
  readonly container: Docker.Container;
  readonly isolation: EnforcedIsolation;
  /** `uid:gid` that programs run as. */
  readonly user: string;
  /** Decisions about what it asked of the network so far. */
  network(): readonly EgressEvent[];
  /** False from the moment on that it, or the engine, is known to be gone. */
  alive(): boolean;
  /** Kills everything in it. Resolves when nothing of it runs any more; never rejects. */
  destroy(): Promise<void>;
}

/** How long the first process of a container may take to end once its input has. */
const PATIENCE_MS = 250;

// A socket holds a Node process open; this one must not: the process may end, and then the container does.
function unref(stream: NodeJS.ReadWriteStream): void {
  (stream as { unref?: () => void }).unref?.();
}

function explain(error: unknown, image: string): SentinelError {
  if (SentinelError.is(error)) return error;
  if (statusOf(error) === 404) {
    return unavailable(`the image ${JSON.stringify(image)} is not there; pull it, or name another`);
  }
  return unavailable(
    statusOf(error) === undefined ? 'the engine does not answer' : 'no container could be started',
    error,
  );
}

/**
 * Creates and starts a container of this profile, and looks at what became of it.
 *
 * @throws SentinelError `SANDBOX_UNAVAILABLE`; what was made until then is removed.
 */
export async function bootContainer(
  engine: Docker,
  profile: ContainerProfile,
  user: string,
): Promise<BootedContainer> {
  let container: Docker.Container | undefined;
  let lifeline: Duplex | undefined;
  try {
    // The client's type names fewer options than the engine takes.
    container = await engine.createContainer(profile as unknown as Docker.ContainerCreateOptions);
    // Before the start: a container whose input nobody ever held would not end.
    lifeline = (await container.attach({ stream: true, stdin: true, hijack: true })) as unknown as Duplex;
    await container.start();
    const info = await container.inspect();
    const ownFilter = profile.HostConfig.SecurityOpt.some((option) => option.startsWith('seccomp='));
    const isolation = readBack(info, { ownFilter, user });
    return hold(container, lifeline, isolation, user, info.State.Pid);
  } catch (error) {
    lifeline?.destroy();
    await container?.remove({ force: true }).catch(() => undefined);
    throw explain(error, profile.Image);
  }
}

/** Whether a process of this machine ends soon. */
async function endsSoon(pid: number): Promise<boolean> {
  const deadline = performance.now() + PATIENCE_MS;
  while (existsSync(`/proc/${pid}`)) {
    if (performance.now() > deadline) return false;
    await wait(1);
  }
  return true;
}

/** Ends a container by its first process, where this process may: the engine does it when it starts again. */
function killProcess(id: string, pid: number): void {
  try {
    if (readFileSync(`/proc/${pid}/cgroup`, 'utf8').includes(id)) process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone, or not ours to end.
  }
}

function hold(
  container: Docker.Container,
  lifeline: Duplex,
  isolation: EnforcedIsolation,
  user: string,
  pid: number,
): BootedContainer {
  let alive = true;
  let destroyed: Promise<void> | undefined;
  const gone = (): void => {
    alive = false;
  };
  lifeline.on('close', gone).on('end', gone).on('error', gone).resume();
  unref(lifeline);

  // The end of its input ends the container at once; the engine takes ten times as long to kill it, and to say so.
  // Where its first process can be seen, the kernel says when all is over: a process namespace ends as a whole.
  const destroy = async (): Promise<void> => {
    lifeline.destroy();
    if (isolation.capabilities !== null && (await endsSoon(pid))) return;
    await container.kill({ signal: 'SIGKILL' }).catch((error: unknown) => {
      // The engine died and left its container behind.
      if (statusOf(error) === undefined) killProcess(container.id, pid);
    });
  };
  return {
    container,
    isolation,
    user,
    network: () => [],
    alive: () => alive,
    destroy() {
      alive = false;
      destroyed ??= destroy();
      return destroyed;
    },
  };
}
