import Docker from 'dockerode';
import { setTimeout as wait } from 'node:timers/promises';

/** The containers of one process that there are, running or not. */
export async function containersOf(pid: number): Promise<readonly Docker.ContainerInfo[]> {
  return new Docker().listContainers({
    all: true,
    filters: { label: [`sentinel-agentos.sandbox.pid=${pid}`] },
  });
}

/** Waits until a process has no container that runs; answers those that run for longer than the patience. */
export async function survivorsOf(
  pid: number,
  patienceMs = 10_000,
): Promise<readonly Docker.ContainerInfo[]> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const running = (await containersOf(pid)).filter(({ State: state }) => state === 'running');
    if (running.length === 0 || performance.now() > deadline) return running;
    await wait(50);
  }
}
