import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SandboxBackend } from '../../src/backend.js';
import { createBubblewrapBackend } from '../../src/bubblewrap/bubblewrap-backend.js';
import { createDockerBackend } from '../../src/docker/docker-backend.js';
import { parsePolicy } from '../../src/policy/parse-policy.js';
import { hasBubblewrap, hasDocker, isSkipped, testImage } from '../needed.js';
import { giveAway } from '../workspaces.js';
import { makeRepository, PLANTS, PLANTS_OF_COMMITTERS } from './repositories.js';
import type { Plant, Repository } from './repositories.js';

const BACKENDS = [
  ['bubblewrap', hasBubblewrap(), () => Promise.resolve(createBubblewrapBackend())],
  ['docker', await hasDocker(), async () => createDockerBackend({ image: await testImage(), poolSize: 0 })],
] as const;

/** Lets git of this machine look at the repository, as a prompt or an editor does all the time. */
function gitRuns({ git, trace }: Repository, folder: string): boolean {
  git(folder, 'status');
  return existsSync(trace);
}

for (const [id, isHere, create] of BACKENDS) {
  describe.skipIf(isSkipped(id, isHere))(`what a program behind ${id} plants for git outside`, () => {
    let backend: SandboxBackend;
    beforeAll(async () => {
      backend = await create();
    }, 60_000);

    const plantInside = async (plant: Plant, protect?: readonly string[]): Promise<Repository> => {
      const repository = makeRepository(plant.separate);
      giveAway(repository.workspace);
      const options = { workspaceRoot: repository.workspace, ...(protect === undefined ? {} : { protect }) };
      const session = await backend.open(parsePolicy(options));
      const { status } = await session.exec({ argv: ['sh', '-c', plant.script] });
      await session.close();
      expect(['ok', 'exit']).toContain(status);
      return repository;
    };

    it.each(PLANTS)('is not run: $title', async (plant) => {
      expect(gitRuns(await plantInside(plant), plant.folder)).toBe(false);
    });

    it.each([...PLANTS, ...PLANTS_OF_COMMITTERS].filter(({ separate }) => separate !== true))(
      'is not run where all of .git is protected: $title',
      async (plant) => {
        expect(gitRuns(await plantInside(plant, ['.git/']), plant.folder)).toBe(false);
      },
    );

    it('leaves a repository in which git works as before, inside and outside', async () => {
      const work = 'echo 1 > new && git add new && git -c user.name=a -c user.email=a@b commit -qm two';
      const { git } = await plantInside({
        title: '',
        folder: '.',
        script: `${work}; git checkout -qb other`,
      });
      expect(git('.', 'log', '--format=%s', 'other')).toBe('two\none\n');
      expect(git('.', 'status', '--porcelain')).toBe('?? evil/\n?? tree/\n');
      expect(git('tree', 'log', '--format=%s')).toBe('one\n');
      expect(git('sub', 'rev-parse', '--show-toplevel')).toMatch(/\/sub\n$/);
      expect(git('.', 'submodule', 'status')).toMatch(/^ [0-9a-f]{40} sub /);
    });
  });
}

describe('outside of a sandbox', () => {
  it.each([...PLANTS, ...PLANTS_OF_COMMITTERS])('git runs what is planted $title', (plant) => {
    const repository = makeRepository(plant.separate);
    expect(gitRuns(repository, plant.folder)).toBe(false);
    spawnSync('sh', ['-c', plant.script], { cwd: repository.workspace });
    expect(gitRuns(repository, plant.folder)).toBe(true);
  });
});
