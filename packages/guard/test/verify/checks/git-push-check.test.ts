import { createServer } from 'node:http';
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SentinelError } from '@sentinel-agentos/core';
import { createFileFacts } from '../../../src/facts/node-file-facts.js';
import { createVerifier } from '../../../src/verify/verifier.js';
import { createVerifyBench } from '../verify-bench.js';
import { gitPushCheck } from '../../../src/verify/checks/git-push-check.js';
import { readEffects } from '../../../src/effects/read-effects.js';
import { sampleCall } from '@sentinel-agentos/core/testing';
import type { AddressInfo } from 'node:net';
import type { CheckResult, Params } from '@sentinel-agentos/core';
import type { VerifyBench } from '../verify-bench.js';

const run = promisify(execFile);
const hasGit = ((): boolean => {
  try {
    execFileSync('git', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe.skipIf(!hasGit && !(process.env['SENTINEL_REQUIRE'] ?? '').split(',').includes('git'))(
  'git-push (skipped: no git)',
  () => {
    let bench: VerifyBench;
    const git = (...args: readonly string[]): string =>
      execFileSync('git', args, { cwd: bench.root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const commit = (message: string): void => {
      git('-c', 'user.name=a', '-c', 'user.email=a@b.c', 'commit', '-q', '--allow-empty', '-m', message);
    };

    beforeEach(() => {
      bench = createVerifyBench();
      vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null');
      vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
      git('init', '-q', '--bare', 'remote.git');
      git('init', '-q', '-b', 'main');
      git('remote', 'add', 'origin', bench.path('remote.git'));
      commit('first');
    });
    afterEach(() => {
      vi.unstubAllEnvs();
      bench.dispose();
    });

    const ask = async (tool: string, params: Params, cwd = bench.root): Promise<readonly CheckResult[]> => {
      const call = sampleCall({ tool, params, cwd });
      const world = { workspaceRoot: bench.root, stateDir: bench.path('.agentos'), facts: createFileFacts() };
      const { effects } = readEffects(call, world);
      const verifier = createVerifier({ workspaceRoot: bench.root, checks: [gitPushCheck()] });
      const request = { ...bench.succeeded('done'), call, effects };
      const { checks } = await verifier.verify(request, new AbortController().signal);
      return checks.filter(({ check }) => check === 'git-push');
    };
    const after = (command: string) => ask('exec', { command });

    it('[S2-52] passes a push that is at the remote', async () => {
      git('push', '-q', '-u', 'origin', 'main');
      const [result] = await after('git push -u origin main');
      expect(result).toMatchObject({ status: 'pass' });
      expect(result?.target).toBe(`${bench.path('remote.git')} refs/heads/main`);
    });

    it('[S2-52] fails a push of which the remote knows nothing, or something else', async () => {
      const [missing] = await after('git push origin main');
      expect(missing).toMatchObject({ status: 'fail' });
      expect(missing?.message.en).toContain('refs/heads/main is missing, but should be');
      git('push', '-q', 'origin', 'main');
      commit('second');
      expect(await after('git push origin main')).toMatchObject([{ status: 'fail' }]);
    });

    const spellings: readonly (readonly [string, readonly string[]])[] = [
      ['git push', ['refs/heads/main']],
      ['git push origin', ['refs/heads/main']],
      ['git push origin HEAD', ['refs/heads/main']],
      ['git push origin +main', ['refs/heads/main']],
      ['git push --force', ['refs/heads/main']],
      ['git push origin HEAD:refs/heads/main', ['refs/heads/main']],
      ['git push origin main:other', ['refs/heads/other']],
      ['git push origin main v1', ['refs/heads/main', 'refs/tags/v1']],
      ['git push origin refs/tags/v1', ['refs/tags/v1']],
      ['git push -o ci.skip origin main', ['refs/heads/main']],
      ['npm test && git push origin main 2>&1 | tail -n 3', ['refs/heads/main']],
      ['cd sub && git -C .. push ./remote.git main', ['refs/heads/main']],
      ['B=main; git push origin "$B"', ['refs/heads/main']],
      ['sh -c "git push origin main"', ['refs/heads/main']],
    ];
    it('[S2-52] reads the remote and the ref from the words and from the configuration', async () => {
      git('-c', 'user.name=a', '-c', 'user.email=a@b.c', 'tag', '-a', '-m', 'x', 'v1');
      git('push', '-q', 'origin', 'main:other', 'v1');
      git('push', '-q', '-u', 'origin', 'main');
      for (const [command, refs] of spellings) {
        const found = (await after(command)).map(({ status, target }) => [status, target?.split(' ').at(-1)]);
        expect([command, found]).toEqual([command, refs.map((ref) => ['pass', ref])]);
      }
      const tool = await ask('git_push', { remote: 'origin', branch: 'main' });
      expect(tool).toMatchObject([{ status: 'pass' }]);
    });

    it('[S2-52] a push that may not have run is not missed', async () => {
      const perhaps = [
        'if [ -f zz ]; then git push origin main; fi',
        '[ -f zz ] && git push origin main',
        'git diff --quiet && git push origin main',
        'npm test && git push origin main',
        'git push origin main || true',
        'for x in a; do git push origin main; done',
      ];
      for (const command of perhaps) {
        expect([command, await after(command)]).toMatchObject([command, [{ status: 'not-checked' }]]);
      }
      const chain = 'cd . && git add . && git commit -m x; git push origin main';
      expect(await after(chain)).toMatchObject([{ status: 'fail' }]);
      git('push', '-q', 'origin', 'main');
      for (const command of perhaps) expect(await after(command)).toMatchObject([{ status: 'pass' }]);
    });

    it('[S2-52] a deleted ref must be gone', async () => {
      git('push', '-q', 'origin', 'main:old', 'main');
      const both = 'git push origin main && git push --delete origin old';
      expect((await after(both)).map(({ status }) => status)).toEqual(['pass', 'fail']);
      git('push', '-q', 'origin', ':old');
      expect((await after(both)).map(({ status }) => status)).toEqual(['pass', 'pass']);
    });

    it('[S2-52] a push to a tracked branch of another name looks there', async () => {
      git('config', 'push.default', 'upstream');
      git('push', '-q', '-u', 'origin', 'main:trunk');
      const [result] = await after('git push');
      expect(result).toMatchObject({
        status: 'pass',
        target: `${bench.path('remote.git')} refs/heads/trunk`,
      });
    });

    const unclear = [
      'git push origin "$(git branch --show-current)"',
      'git push --all origin',
      'git push --tags',
      'git push origin "refs/heads/*:refs/heads/*"',
      'git push nobody main',
      'git -c alias.p=push p origin main',
      'git push origin no-such-branch',
      '(cd other; git push origin main)',
      'git --git-dir=/x push origin main',
      'git push origin main && git commit --allow-empty -m later',
      'cd no/such/folder && git push origin main',
    ];
    for (const command of unclear) {
      it(`does not guess what ${command} pushes`, async () => {
        git('push', '-q', 'origin', 'main');
        expect(await after(command)).toMatchObject([{ status: 'not-checked' }]);
      });
    }

    it('has nothing to say about a dry run and about calls that push nothing', async () => {
      expect(await after('git push --dry-run origin main')).toEqual([]);
      expect(await after('git status')).toEqual([]);
      expect(await after('git reset --hard && git branch -D x')).toEqual([]);
      git('config', 'push.default', 'matching');
      expect(await after('git push')).toMatchObject([{ status: 'not-checked' }]);
      git('checkout', '-q', '--detach');
      expect(await after('git push')).toMatchObject([{ status: 'not-checked' }]);
    });

    it('[S2-52] warns when the remote can not be asked, and shows no password', async () => {
      rmSync(bench.path('remote.git'), { recursive: true });
      expect(await after('git push origin main')).toMatchObject([{ status: 'warn' }]);
      git('remote', 'set-url', 'origin', 'http://me:geheim@127.0.0.1:1/x.git');
      const [offline] = await after('git push origin main');
      expect(offline).toMatchObject({ status: 'warn', target: 'http://…@127.0.0.1:1/x.git' });
      expect(JSON.stringify(offline)).not.toContain('geheim');
    });

    describe('runs nothing that the repository configures:', () => {
      const mark = (): string => bench.path('ran');
      const script = (): string => {
        const path = bench.write('trap.sh', `#!/bin/sh\ntouch '${mark()}'\n`);
        execFileSync('chmod', ['+x', path]);
        return path;
      };
      const set = (key: string, value: string): void => void git('config', key, value);
      const traps: Readonly<Record<string, () => void>> = {
        'core.sshCommand': () => {
          set('remote.origin.url', 'ssh://127.0.0.1/x');
          set('core.sshCommand', script());
        },
        'core.gitProxy': () => {
          set('remote.origin.url', 'git://127.0.0.1:1/x');
          set('core.gitProxy', script());
        },
        'remote.origin.uploadpack': () => set('remote.origin.uploadpack', script()),
        'remote.origin.vcs': () => {
          set('protocol.ext.allow', 'always');
          set('remote.origin.vcs', 'ext');
          set('remote.origin.url', `sh ${script()}`);
        },
        'a remote of the ext transport': () => {
          set('protocol.ext.allow', 'always');
          set('remote.origin.url', `ext::sh ${script()}`);
        },
        'an address that is rewritten to the ext transport': () => {
          set('protocol.ext.allow', 'always');
          set(`url.ext::sh ${script()} #.insteadOf`, bench.path('remote'));
        },
      };
      for (const [name, prepare] of Object.entries(traps)) {
        it(`[S2-52] ${name}`, async () => {
          git('push', '-q', 'origin', 'main');
          prepare();
          await after('git push origin main');
          expect(existsSync(mark())).toBe(false);
          // The trap works: plain git falls into it.
          await run('git', ['ls-remote', 'origin'], { cwd: bench.root }).catch(() => undefined);
          expect(existsSync(mark())).toBe(true);
        });
      }

      for (const key of ['credential.helper', 'core.askPass']) {
        it(`[S2-52] ${key}`, async () => {
          const server = createServer((_, response) => {
            response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
          });
          await new Promise<void>((resolve) => {
            server.listen(0, '127.0.0.1', resolve);
          });
          try {
            set('remote.origin.url', `http://127.0.0.1:${(server.address() as AddressInfo).port}/x.git`);
            set(key, key === 'core.askPass' ? script() : `!${script()}`);
            expect(await after('git push origin main')).toMatchObject([{ status: 'warn' }]);
            expect(existsSync(mark())).toBe(false);
            await run('git', ['ls-remote', 'origin'], { cwd: bench.root }).catch(() => undefined);
            expect(existsSync(mark())).toBe(true);
          } finally {
            server.closeAllConnections();
            server.close();
          }
        });
      }

      it('[S2-52] the user’s own credential helper is asked', async () => {
        const server = createServer((_, response) => {
          response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
        });
        await new Promise<void>((resolve) => {
          server.listen(0, '127.0.0.1', resolve);
        });
        try {
          set('remote.origin.url', `http://127.0.0.1:${(server.address() as AddressInfo).port}/x.git`);
          mkdirSync(bench.path('home'));
          const config = join(bench.path('home'), 'config');
          vi.stubEnv('GIT_CONFIG_GLOBAL', config);
          execFileSync('git', ['config', '--file', config, 'credential.helper', `!${script()}`]);
          await after('git push origin main');
          expect(existsSync(mark())).toBe(true);
        } finally {
          server.closeAllConnections();
          server.close();
        }
      });
    });

    it('refuses options that there are not', () => {
      for (const options of [{ timeoutMs: 0 }, { onFail: 'ignore' }, { remote: 'x' }] as readonly object[]) {
        expect(() => gitPushCheck(options)).toThrow(SentinelError);
      }
    });
  },
);
