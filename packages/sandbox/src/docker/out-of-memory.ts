import type Docker from 'dockerode';

function seconds(milliseconds: number): number {
  return Math.round(milliseconds) / 1000;
}

/**
 * Whether memory ran out in a container since a time. For a program started by `exec` the engine says so nowhere
 * but in its events, and there a moment late: `patience` is how many milliseconds longer to listen.
 */
export async function wasOutOfMemory(
  engine: Docker,
  container: string,
  since: number,
  patience: number,
): Promise<boolean> {
  const stream = await engine.getEvents({
    since: seconds(since),
    until: seconds(Date.now() + patience),
    filters: { container: [container], event: ['oom'] },
  });
  return new Promise((settle) => {
    const answer = (happened: boolean) => (): void => {
      settle(happened);
      (stream as { destroy?: () => void }).destroy?.();
    };
    stream
      .on('data', answer(true))
      .on('end', answer(false))
      .on('close', answer(false))
      .on('error', answer(false));
  });
}
