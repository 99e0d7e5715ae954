import Docker from 'dockerode';
import { setTimeout as wait } from 'node:timers/promises';
import { demultiplexer } from '../../src/docker/demultiplex.js';

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

/** What a container did that was made with nothing but the engine's defaults, as `docker run --network none` makes one. */
export async function runByDefault(
  image: string,
  script: string,
  binds: readonly string[] = [],
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const container = await new Docker().createContainer({
    Image: image,
    Cmd: ['sh', '-c', script],
    AttachStdout: true,
    AttachStderr: true,
    HostConfig: { NetworkMode: 'none', Binds: [...binds] },
  });
  try {
    const said = { stdout: '', stderr: '' };
    const stream = await container.attach({ stream: true, stdout: true, stderr: true });
    const split = demultiplexer((kind, content) => (said[kind] += Buffer.from(content).toString('latin1')));
    const ended = new Promise((settle) => stream.on('end', settle));
    stream.on('data', split);
    await container.start();
    await ended;
    return said;
  } finally {
    await container.remove({ force: true });
  }
}
