import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import Docker from 'dockerode';
import { beforeAll, describe, expect, it } from 'vitest';
import { OWNED, ownerLabels } from '../../src/docker/container-labels.js';
import { reapOrphans } from '../../src/docker/reap-orphans.js';
import { hasDocker, isSkipped, testImage } from '../needed.js';
import { workspaceWith } from '../workspaces.js';
import { containersOf, survivorsOf } from './containers.js';

const HOST = fileURLToPath(new URL('children/endless-host.ts', import.meta.url));
const ROUNDS = 10;

async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!(await done())) {
    if (performance.now() > deadline) throw new Error('it did not come to be');
    await wait(25);
  }
}

describe.skipIf(isSkipped('docker', await hasDocker()))('when the host is killed', () => {
  let image = '';
  beforeAll(async () => {
    image = await testImage();
  });

  it(`no container outlives it, in ${ROUNDS} of ${ROUNDS} rounds`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const root = workspaceWith();
      const host = spawn(
        process.execPath,
        ['--conditions=@sentinel-agentos/source', '--import', 'tsx', HOST, image, root],
        { stdio: ['ignore', 'ignore', 'inherit'] },
      );
      const { pid } = host;
      if (pid === undefined) throw new Error('the host was not started');
      const exited = new Promise((settle) => host.on('exit', settle));
      await until(() => existsSync(path.join(root, 'started')));
      expect((await containersOf(pid)).length).toBeGreaterThan(0);
      host.kill('SIGKILL');
      await exited;
      expect(await survivorsOf(pid)).toEqual([]);
    }
  }, 240_000);

  it('a process that ends by itself is not held by containers that wait', async () => {
    const script = `
      import { createDockerBackend, parsePolicy } from ${JSON.stringify(fileURLToPath(new URL('../../src/index.ts', import.meta.url)))};
      const session = await createDockerBackend({ image: ${JSON.stringify(image)} }).open(parsePolicy({ workspaceRoot: ${JSON.stringify(workspaceWith())} }));
      await session.exec({ argv: ['true'] });`;
    const host = spawn(
      process.execPath,
      ['--conditions=@sentinel-agentos/source', '--import', 'tsx', '--input-type=module', '--eval', script],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    expect(await new Promise((settle) => host.on('exit', settle))).toBe(0);
    expect(await survivorsOf(host.pid ?? 0)).toEqual([]);
  }, 60_000);

  it('what it had created and not started is removed by the next one', async () => {
    const engine = new Docker();
    const gone = spawn('true');
    await new Promise((settle) => gone.on('exit', settle));
    const labels = { ...ownerLabels(), [`${OWNED}.pid`]: String(gone.pid) };
    const mine = await engine.createContainer({ Image: image, Cmd: ['cat'], Labels: { ...ownerLabels() } });
    const left = await engine.createContainer({ Image: image, Cmd: ['cat'], Labels: labels });
    expect(await reapOrphans(engine)).toBeGreaterThanOrEqual(1);
    await expect(left.inspect()).rejects.toMatchObject({ statusCode: 404 });
    expect((await mine.inspect()).State.Status).toBe('created');
    await mine.remove();
  });
});
