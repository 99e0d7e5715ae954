import Docker from 'dockerode';
import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBubblewrapBackend } from '../../src/bubblewrap/bubblewrap-backend.js';
import { createDockerBackend } from '../../src/docker/docker-backend.js';
import { parsePolicy } from '../../src/policy/parse-policy.js';
import { runByDefault } from '../docker/containers.js';
import { hasBubblewrap, hasDocker, isSkipped, testImage } from '../needed.js';
import { workspaceWith } from '../workspaces.js';

const docker = await hasDocker();
const BACKENDS = [
  ['bubblewrap', hasBubblewrap(), () => Promise.resolve(createBubblewrapBackend())],
  ['docker', docker, async () => createDockerBackend({ image: await testImage(), poolSize: 0 })],
] as const;

/** From this version on the engine makes a read-only bind read-only all the way down by itself. */
const RECURSIVE_SINCE = 25;

// Only root may mount anything below a folder of the workspace.
describe.skipIf(process.getuid?.() !== 0)('a file system that is mounted below a read-only folder', () => {
  const root = workspaceWith({ 'fixed/inner/': '' });
  const inner = path.join(root, 'fixed', 'inner');
  const attempt = 'echo x > fixed/inner/file && echo wrote; echo x > fixed/file && echo wrote; true';

  beforeAll(() => {
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'mode=1777', 'tmpfs', inner]).status).toBe(0);
    chmodSync(path.join(root, 'fixed'), 0o777);
  });
  afterAll(() => {
    spawnSync('umount', [inner]);
  });

  for (const [id, isHere, create] of BACKENDS) {
    it.skipIf(isSkipped(id, isHere))(
      `is not written from behind ${id}, where the rest of the workspace is`,
      async () => {
        const backend = await create();
        const policy = parsePolicy({ workspaceRoot: root, networkAccess: 'none', readonlyPaths: ['fixed'] });
        const session = await backend.open(policy);
        const { stdout, stderr } = await session.exec({
          argv: ['sh', '-c', `${attempt}; echo x > free && echo free`],
        });
        await session.close();
        expect(stdout).toBe('free\n');
        expect(stderr.match(/Read-only file system/g)).toHaveLength(2);
      },
      60_000,
    );
  }

  it('is written from outside', () => {
    writeFileSync(path.join(inner, 'file'), 'x');
    expect(spawnSync('sh', ['-c', attempt], { cwd: root, encoding: 'utf8' }).stdout).toBe('wrote\nwrote\n');
  });

  it.skipIf(isSkipped('docker', docker))(
    'is written from a container that has the folder read-only',
    async () => {
      const { Version: version } = await new Docker().version();
      const { stdout, stderr } = await runByDefault(await testImage(), `cd /w; ${attempt}`, [
        `${root}/fixed:/w/fixed:ro`,
      ]);
      const isRecursive = Number.parseInt(version, 10) >= RECURSIVE_SINCE;
      expect(stdout).toBe(isRecursive ? '' : 'wrote\n');
      expect(stderr).toContain('Read-only file system');
    },
  );
});
