import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BackendId, SandboxBackend, SandboxSession } from '../../src/backend.js';
import { createBubblewrapBackend } from '../../src/bubblewrap/bubblewrap-backend.js';
import { parsePolicy } from '../../src/policy/parse-policy.js';
import { ATTACK_LIMITS, ATTACK_PROGRAM, HOST_ATTACKS, KERNEL_ATTACKS, RESOURCE_ATTACKS } from './attacks.js';
import type { Target } from './attacks.js';
import { createDockerBackend } from '../../src/docker/docker-backend.js';
import { hasBubblewrap, hasDocker, isSkipped, testImage } from '../needed.js';

const VARIABLE = 'SENTINEL_ATTACK_SECRET';
const program = readFileSync(ATTACK_PROGRAM, 'utf8');
const attacks = [...KERNEL_ATTACKS, ...HOST_ATTACKS, ...RESOURCE_ATTACKS];
/** What a kernel says to a call that it was built without. */
const NOT_BUILT = /Function not implemented|not supported|No such file or directory|Permission denied/;

function makeTarget(pid: number): Target {
  const folder = mkdtempSync(join(tmpdir(), 'attacked-'));
  const workspace = join(folder, 'workspace');
  mkdirSync(join(workspace, '.git', 'hooks'), { recursive: true });
  writeFileSync(join(workspace, '.git', 'config'), '[core]\n');
  writeFileSync(join(folder, 'secret'), 'secret');
  // Whoever the inside is, what stops it is the sandbox and not the mode of a file.
  for (const place of ['', '/.git', '/.git/hooks', '/.git/config']) chmodSync(workspace + place, 0o777);
  chmodSync(folder, 0o755);
  chmodSync(join(folder, 'secret'), 0o666);
  return { workspace, outside: join(folder, 'secret'), pid, variable: VARIABLE };
}

const bystander = spawn('sleep', ['600'], { env: { ...process.env, [VARIABLE]: 'x' }, stdio: 'ignore' });
const target = makeTarget(bystander.pid ?? 0);

afterAll(() => {
  bystander.kill('SIGKILL');
  rmSync(join(target.workspace, '..'), { recursive: true, force: true });
});

const docker = await hasDocker();
const BACKENDS: readonly (readonly [BackendId, boolean, () => Promise<SandboxBackend>])[] = [
  ['bubblewrap', hasBubblewrap(), () => Promise.resolve(createBubblewrapBackend())],
  ['docker', docker, async () => createDockerBackend({ image: await testImage() })],
];

for (const [id, isHere, create] of BACKENDS) {
  describe.skipIf(isSkipped(id, isHere))(`attacks on a sandbox of ${id}`, () => {
    let session: SandboxSession;

    beforeAll(async () => {
      const policy = parsePolicy({ workspaceRoot: target.workspace, ...ATTACK_LIMITS });
      session = await (await create()).open(policy);
    }, 60_000);

    afterAll(() => session.close());

    it.each(attacks)('stops a program that $title', async ({ name, args }) => {
      const result = await session.exec({ argv: ['perl', '-', name, ...args(target)], stdin: program });
      expect(result.stdout).not.toContain('open');
      // The attempt was made: the program says so, or it was ended for taking too much.
      if (result.status === 'ok') expect(result.stdout).toMatch(/^shut: /);
      else expect([RESOURCE_ATTACKS.some((attack) => attack.name === name), result.stderr]).toContain(true);
    });
  });
}

// Namespaces of its own, for what works there works for good.
describe.skipIf(process.getuid?.() !== 0)('outside of a sandbox, where it works', () => {
  it.each(attacks)('a program $title', ({ name, args, control }) => {
    const { stdout, stderr } = spawnSync(
      'unshare',
      ['--mount', '--uts', '--net', '--ipc', 'perl', '-', name, ...args(target)],
      { input: program, encoding: 'utf8', env: { ...process.env, [VARIABLE]: 'x' } },
    );
    expect(stderr).toBe('');
    if (control === 'kernel' && stdout !== 'open\n') expect(stdout).toMatch(NOT_BUILT);
    else expect(stdout).toBe('open\n');
  });
});
