import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ExecResult, SandboxBackend, SandboxSession } from '../../src/backend.js';
import { createBubblewrapBackend } from '../../src/bubblewrap/bubblewrap-backend.js';
import { createDockerBackend } from '../../src/docker/docker-backend.js';
import { parsePolicy } from '../../src/policy/parse-policy.js';
import { makePlace } from '../../src/policy/make-place.js';
import { readPlainFile } from '../../src/policy/plain-file.js';
import { hasBubblewrap, hasDocker, isSkipped, testImage } from '../needed.js';
import { workspaceWith } from '../workspaces.js';

const BACKENDS = [
  ['bubblewrap', hasBubblewrap(), () => Promise.resolve(createBubblewrapBackend())],
  ['docker', await hasDocker(), async () => createDockerBackend({ image: await testImage(), poolSize: 0 })],
] as const;

/** A folder beside the workspace, with a file that nobody inside has any business with. */
function outsideFolder(): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'outside-')));
  writeFileSync(path.join(folder, 'secret'), 'gitdir: hunter2');
  return folder;
}

for (const [id, isHere, create] of BACKENDS) {
  describe.skipIf(isSkipped(id, isHere))(
    `what a program behind ${id} puts in the way of this process`,
    () => {
      let backend: SandboxBackend;
      beforeAll(async () => {
        backend = await create();
      }, 60_000);

      const opened = (root: string, workspaceMb = 64): Promise<SandboxSession> =>
        backend.open(parsePolicy({ workspaceRoot: root, networkAccess: 'none', workspaceMb }));
      const shell = (session: SandboxSession, script: string): Promise<ExecResult> =>
        session.exec({ argv: ['sh', '-c', script] });

      it.each([
        ['the repository', 'mkfifo .git', '.git'],
        [
          'all that is read of a repository',
          'mkdir -p .git/worktrees/x .git/modules/m; touch .git/modules/m/HEAD; ' +
            'mkfifo .git/commondir .git/worktrees/x/gitdir .git/modules/m/config .git/modules/m/commondir',
          '.git/commondir',
        ],
      ])('a pipe in the place of %s holds nothing up', async (_, script, pipe) => {
        const root = workspaceWith();
        const session = await opened(root);
        expect((await shell(session, script)).status).toBe('ok');
        // Whoever opens it plainly waits for a writer that never comes.
        expect(spawnSync('cat', [path.join(root, pipe)], { timeout: 300 }).signal).toBe('SIGTERM');
        expect((await shell(session, 'echo still here')).stdout).toBe('still here\n');
        await session.close();
      });

      it('pipes and links do not mislead the watch over the size of the workspace', async () => {
        const session = await opened(workspaceWith(), 8);
        const grow =
          'mkfifo pipe; ln -s / all; ln -s . again; for i in 1 2; do head -c 6000000 /dev/zero > f$i; done; sleep 20';
        expect((await shell(session, grow)).status).toBe('output-limit');
        await session.close();
      });

      it('a link in the place of a protected folder makes nothing where it leads, and ends the matter', async () => {
        const outside = outsideFolder();
        const root = workspaceWith();
        const session = await opened(root);
        expect((await shell(session, `ln -s ${outside} .git; ln -s ${outside}/secret link`)).status).toBe(
          'ok',
        );
        await expect(shell(session, 'true')).rejects.toMatchObject({
          code: 'INVALID_ARGUMENT',
          message: expect.stringContaining('must not name a symbolic link') as string,
        });
        expect(readdirSync(outside)).toEqual(['secret']);
        await session.close();
        // Whoever reads and writes plainly is led there.
        expect(readFileSync(path.join(root, 'link'), 'utf8')).toContain('hunter2');
        writeFileSync(path.join(root, '.git', 'config'), '');
        expect(readdirSync(outside)).toEqual(['config', 'secret']);
      });

      it('links in the place of what is read of a repository are not followed', async () => {
        const outside = outsideFolder();
        const session = await opened(workspaceWith());
        const links = `mkdir -p .git/worktrees/x; ln -s ${outside}/secret .git/worktrees/x/gitdir; ln -s /etc .git/modules`;
        expect((await shell(session, links)).status).toBe('ok');
        await expect(shell(session, 'true')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
        expect(readdirSync(outside)).toEqual(['secret']);
        await session.close();
      });
    },
  );
}

it('reads plain files only, and no more of them than there can be of use', () => {
  const folder = outsideFolder();
  symlinkSync(path.join(folder, 'secret'), path.join(folder, 'link'));
  spawnSync('mkfifo', [path.join(folder, 'pipe')]);
  writeFileSync(path.join(folder, 'long'), 'x'.repeat(1_000_000));
  expect(readPlainFile(path.join(folder, 'secret'))).toBe('gitdir: hunter2');
  expect(readPlainFile(path.join(folder, 'long'))).toHaveLength(65_536);
  for (const name of ['link', 'pipe', '.', 'nothing']) {
    expect(readPlainFile(path.join(folder, name))).toBeUndefined();
  }
  expect(readPlainFile('/dev/zero')).toBeUndefined();
});

it('makes a place in the folder that was meant, or nowhere', () => {
  const outside = outsideFolder();
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'places-')));
  mkdirSync(path.join(root, 'real'));
  symlinkSync(outside, path.join(root, 'link'));
  mkdirSync(path.join(outside, 'inner'));
  makePlace({ path: path.join(root, 'real', 'file'), text: '.' });
  makePlace({ path: path.join(root, 'real', 'folder'), text: null });
  makePlace({ path: path.join(root, 'real', 'file'), text: 'another' });
  expect(readFileSync(path.join(root, 'real', 'file'), 'utf8')).toBe('.');
  expect(readdirSync(path.join(root, 'real'))).toEqual(['file', 'folder']);
  for (const folder of ['link', 'link/inner', 'nothing']) {
    expect(() => makePlace({ path: path.join(root, folder, 'file'), text: '' })).toThrow(
      'protect must name paths whose folders stay where they are',
    );
  }
  expect(readdirSync(outside)).toEqual(['inner', 'secret']);
});
