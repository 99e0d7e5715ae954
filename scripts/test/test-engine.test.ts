import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openTestEngine } from '../house/test-engine.mjs';
import { ROOT } from '../house/workspace.mjs';

const engine = await openTestEngine();
await engine.stop();
/** One that runs already is used as it is: there is nothing to start, and nothing to end. */
const runsAlready = engine.note === undefined && engine.env['DOCKER_HOST'] === undefined;

const script = join(ROOT, 'scripts', 'with-test-engine.mjs');
const required = process.env['SENTINEL_REQUIRE']?.split(',').includes('docker') === true;

async function isGone(path: string): Promise<boolean> {
  for (let tries = 0; tries < 200 && existsSync(path); tries++) await wait(100);
  return !existsSync(path);
}

/** Starts a command with an engine and waits until it names the engine's socket. */
async function start(command: string): Promise<{ child: ReturnType<typeof spawn>; folder: string }> {
  const child = spawn(process.execPath, [script, 'sh', '-c', `echo "$DOCKER_HOST"; ${command}`], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const said = await new Promise<string>((settle) =>
    child.stdout.once('data', (data) => settle(String(data))),
  );
  return { child, folder: dirname(said.trim().replace('unix://', '')) };
}

describe.skipIf(runsAlready || (engine.note !== undefined && !required))(
  'the engine that tests are run with',
  () => {
    it('is there for the command, and gone with all that it wrote when the command ends', async () => {
      const { child, folder } = await start('test -S "${DOCKER_HOST#unix://}"; exit $?');
      const code = await new Promise((settle) => child.on('close', settle));
      expect(code).toBe(0);
      expect(await isGone(folder)).toBe(true);
    });

    it('is gone too when whoever started it is killed', async () => {
      const { child, folder } = await start('exec sleep 5');
      expect(existsSync(folder)).toBe(true);
      child.kill('SIGKILL');
      expect(await isGone(folder)).toBe(true);
    });
  },
);
