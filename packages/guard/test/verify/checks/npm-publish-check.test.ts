import { createServer } from 'node:http';
import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SentinelError } from '@sentinel-agentos/core';
import { createFileFacts } from '../../../src/facts/node-file-facts.js';
import { createVerifier } from '../../../src/verify/verifier.js';
import { createVerifyBench } from '../verify-bench.js';
import { npmPublishCheck } from '../../../src/verify/checks/npm-publish-check.js';
import { readEffects } from '../../../src/effects/read-effects.js';
import { sampleCall } from '@sentinel-agentos/core/testing';
import type { AddressInfo } from 'node:net';
import type { CheckResult } from '@sentinel-agentos/core';
import type { NpmPublishCheckOptions } from '../../../src/verify/checks/npm-publish-check.js';
import type { Server } from 'node:http';
import type { VerifyBench } from '../verify-bench.js';

const run = promisify(execFile);
const hasNpm = ((): boolean => {
  try {
    execFileSync('npm', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe.skipIf(!hasNpm && !(process.env['SENTINEL_REQUIRE'] ?? '').split(',').includes('npm'))(
  'npm-publish (skipped: no npm)',
  () => {
    let bench: VerifyBench;
    let server: Server;
    /** What the registry has: the whole document of a package, by its address. */
    const documents = new Map<string, string>();
    /** Requests that it answers with nothing before it shows what it has. */
    let late = 0;

    beforeEach(async () => {
      bench = createVerifyBench();
      documents.clear();
      late = 0;
      server = createServer((request, response) => {
        const path = decodeURIComponent(request.url ?? '');
        if (request.method === 'PUT') {
          let body = '';
          request.on('data', (chunk: Buffer) => {
            body += chunk.toString('utf8');
          });
          request.on('end', () => {
            documents.set(path, body);
            response.writeHead(201, { 'content-type': 'application/json' }).end('{"ok":true}');
          });
          return;
        }
        late -= 1;
        const document = late < 0 ? documents.get(path) : undefined;
        const type = { 'content-type': 'application/json' };
        if (document === undefined) response.writeHead(404, type).end('{"error":"not found"}');
        else response.writeHead(200, type).end(document);
      });
      await new Promise<void>((resolve) => {
        server.listen(0, '127.0.0.1', resolve);
      });
      const { port } = server.address() as AddressInfo;
      vi.stubEnv('npm_config_registry', `http://127.0.0.1:${port}/`);
      vi.stubEnv(`npm_config_//127.0.0.1:${port}/:_authToken`, 'token');
      vi.stubEnv('npm_config_cache', bench.path('cache'));
      vi.stubEnv('npm_config_userconfig', bench.path('npmrc'));
      vi.stubEnv('npm_config_update_notifier', 'false');
      bench.write('pkg/package.json', JSON.stringify({ name: '@scope/a', version: '1.0.0' }));
      bench.write('pkg/index.js', 'module.exports = 1;\n');
    });
    afterEach(async () => {
      vi.unstubAllEnvs();
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
      bench.dispose();
    });

    const publish = async (): Promise<void> => {
      await run('npm', ['publish', '--ignore-scripts', '--access=public'], { cwd: bench.path('pkg') });
    };
    const after = async (
      command: string,
      options: NpmPublishCheckOptions = {},
    ): Promise<readonly CheckResult[]> => {
      const call = sampleCall({ tool: 'exec', params: { command }, cwd: bench.root });
      const world = { workspaceRoot: bench.root, stateDir: bench.path('.agentos'), facts: createFileFacts() };
      const { effects } = readEffects(call, world);
      const checks = [npmPublishCheck({ waitMs: 0, ...options })];
      const verifier = createVerifier({ workspaceRoot: bench.root, checks });
      const request = { ...bench.succeeded('done'), call, effects };
      const verdict = await verifier.verify(request, new AbortController().signal);
      return verdict.checks.filter(({ check }) => check === 'npm-publish');
    };

    it('[S2-51] passes a version that is at the registry as it is here, and runs no script', async () => {
      const scripts = { prepack: 'touch ran', prepare: 'touch ran', postpack: 'touch ran' };
      bench.write('pkg/package.json', JSON.stringify({ name: '@scope/a', version: '1.0.0', scripts }));
      await publish();
      const [result] = await after('cd pkg && npm publish --access public');
      expect(result).toMatchObject({ status: 'pass', target: '@scope/a@1.0.0' });
      expect(existsSync(bench.path('pkg/ran'))).toBe(false);
      expect(await after('npm publish ./pkg')).toMatchObject([{ status: 'pass' }]);
    });

    it('[S2-51] fails a version that the registry does not have', async () => {
      const [result] = await after('cd pkg && npm publish');
      expect(result).toMatchObject({ status: 'fail', target: '@scope/a@1.0.0' });
      expect(result?.message.zh).toContain('仓库中没有');
      await publish();
      bench.write('pkg/package.json', JSON.stringify({ name: '@scope/a', version: '1.0.1' }));
      expect(await after('cd pkg && npm publish')).toMatchObject([
        { status: 'fail', target: '@scope/a@1.0.1' },
      ]);
    });

    it('[S2-51] fails a version that holds something else, unless another manager packed it', async () => {
      await publish();
      bench.write('pkg/index.js', 'module.exports = 2;\n');
      expect(await after('cd pkg && npm publish')).toMatchObject([{ status: 'fail' }]);
      expect(await after('cd pkg && pnpm publish')).toMatchObject([{ status: 'not-checked' }]);
    });

    it('[S2-51] only warns of a difference where scripts of the package may have made it', async () => {
      await publish();
      for (const script of ['prepack', 'postpublish', 'prepare']) {
        const scripts = { [script]: 'node build.js' };
        bench.write('pkg/package.json', JSON.stringify({ name: '@scope/a', version: '1.0.0', scripts }));
        const [result] = await after('cd pkg && npm publish');
        expect(result).toMatchObject({ status: 'warn' });
        expect(result?.message.en).toContain(`its scripts may have changed it: ${script}`);
      }
      const scripts = { test: 'node test.js' };
      bench.write('pkg/package.json', JSON.stringify({ name: '@scope/a', version: '1.0.0', scripts }));
      expect(await after('cd pkg && npm publish')).toMatchObject([{ status: 'fail' }]);
    });

    it('[S2-51] a version that was published only under a condition is not missed', async () => {
      for (const command of [
        '[ -f zz ] && npm publish ./pkg',
        'npm publish ./pkg || true',
        'npm test && npm publish ./pkg',
      ])
        expect(await after(command)).toMatchObject([{ status: 'not-checked' }]);
      expect(await after('npm version patch && npm publish ./pkg')).toMatchObject([{ status: 'fail' }]);
    });

    it('[S2-51] waits for a registry that shows a version only after a while', async () => {
      await publish();
      late = 2;
      expect(await after('cd pkg && npm publish', { waitMs: 10_000 })).toMatchObject([{ status: 'pass' }]);
    });

    it('[S2-51] warns without a network and without npm', async () => {
      vi.stubEnv('npm_config_registry', 'http://127.0.0.1:1/');
      const [offline] = await after('cd pkg && npm publish');
      expect(offline).toMatchObject({ status: 'warn', target: '@scope/a@1.0.0' });
      expect(offline?.message.en).toContain('could not be asked');
      const npm = bench.path('no-such-npm');
      expect(await after('cd pkg && npm publish', { npm })).toMatchObject([{ status: 'warn' }]);
      expect(await after('cd nowhere && npm publish')).toMatchObject([{ status: 'warn' }]);
    });

    it('[S2-51] asks the registry that the command or the package names', async () => {
      await publish();
      const registry = process.env['npm_config_registry'] ?? '';
      vi.stubEnv('npm_config_registry', 'http://127.0.0.1:1/');
      expect(await after(`cd pkg && npm publish --registry ${registry}`)).toMatchObject([{ status: 'pass' }]);
      const manifest = { name: 'b', version: '1.0.0', publishConfig: { registry } };
      bench.write('pkg/package.json', JSON.stringify(manifest));
      expect(await after('cd pkg && npm publish')).toMatchObject([{ status: 'fail', target: 'b@1.0.0' }]);
    });

    it('[S2-51] does not guess what is published, and has nothing to say about other registries', async () => {
      for (const command of [
        'npm publish "$DIR"',
        'npm publish --workspaces',
        'pnpm -r publish',
        '(cd pkg; npm publish)',
        'npm publish git+ssh://example.com/x.git',
      ]) {
        expect([command, await after(command)]).toMatchObject([command, [{ status: 'not-checked' }]]);
      }
      for (const command of ['npm publish --dry-run', 'docker push x', 'cargo publish', 'npm test']) {
        expect([command, await after(command)]).toEqual([command, []]);
      }
    });

    it('takes a hostile name for no option and no address', async () => {
      for (const name of ['--registry=http://127.0.0.1:1', 'git+ssh://x', '../x', 'a b']) {
        bench.write('pkg/package.json', JSON.stringify({ name, version: '1.0.0' }));
        expect(await after('cd pkg && npm publish')).toMatchObject([{ status: 'warn' }]);
      }
    });

    it('refuses options that there are not', () => {
      for (const options of [
        { timeoutMs: 0 },
        { onFail: 'ignore' },
        { npm: 5 },
        { npm: '' },
        { npm: './npm' },
        { waitMs: -1 },
        { waitMs: Number.NaN },
        { tag: 'x' },
      ] as readonly object[]) {
        expect(() => npmPublishCheck(options)).toThrow(SentinelError);
      }
    });
  },
);
