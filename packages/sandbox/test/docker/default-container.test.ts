import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { createDockerBackend, parsePolicy } from '../../src/index.js';
import type { ExecResult, SandboxPolicyOptions } from '../../src/index.js';
import { hasDocker, isSkipped, testImage } from '../needed.js';
import { workspaceWith } from '../workspaces.js';
import { runByDefault } from './containers.js';

describe.skipIf(isSkipped('docker', await hasDocker()))(
  'what a plain container allows and a sandbox does not',
  () => {
    let image = '';
    beforeAll(async () => {
      image = await testImage();
    }, 60_000);

    async function sandboxed(script: string, options: SandboxPolicyOptions = {}): Promise<ExecResult> {
      const policy = parsePolicy({ workspaceRoot: workspaceWith(), networkAccess: 'none', ...options });
      const session = await createDockerBackend({ image, poolSize: 0 }).open(policy);
      const result = await session.exec({ argv: ['sh', '-c', script] });
      await session.close();
      return result;
    }

    it('very many processes', async () => {
      const bomb = 'i=0; while [ $i -lt 200 ]; do sleep 5 & i=$((i+1)); done; echo made';
      expect(await runByDefault(image, bomb)).toEqual({ stdout: 'made\n', stderr: '' });
      const { stdout, stderr } = await sandboxed(bomb, { pids: 40 });
      expect(stdout).not.toContain('made');
      expect(stderr).toMatch(/fork/);
    });

    it('much memory', async () => {
      const hog = `node -e 'const a=[];for(let i=0;i<50;i++)a.push(Buffer.alloc(4e6,1));console.log("held")'`;
      expect((await runByDefault(image, hog)).stdout).toBe('held\n');
      const { status, stdout } = await sandboxed(hog, { memoryMb: 64 });
      expect([status, stdout]).toEqual(['oom', '']);
    });

    it('a flood of output', async () => {
      const flood = "head -c 2000000 /dev/zero | tr '\\0' x; echo end";
      expect((await runByDefault(image, flood)).stdout).toHaveLength(2_000_004);
      const { status, stdout } = await sandboxed(flood, { maxOutputSize: 10_000 });
      expect([status, stdout.length]).toEqual(['output-limit', 10_000]);
    });

    it('being root, and changing the programs of the container', async () => {
      const change = 'id -u; echo x > /usr/bin/changed && echo wrote';
      expect((await runByDefault(image, change)).stdout).toBe('0\nwrote\n');
      expect((await sandboxed(change)).stdout).toMatch(/^[1-9]\d*\n$/);
    });

    it('the environment of this process, which a program that it starts plainly gets', async () => {
      process.env['SANDBOX_DEFAULT_SECRET'] = 'hunter2';
      const outside = spawnSync('env', { encoding: 'utf8' }).stdout;
      const inside = (await sandboxed('env; cat /proc/*/environ')).stdout;
      delete process.env['SANDBOX_DEFAULT_SECRET'];
      expect(outside).toContain('hunter2');
      expect(inside).not.toContain('hunter2');
    });
  },
);
