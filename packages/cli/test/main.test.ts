import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

it('runs as a program, with its answer on stdout and its ending as exit code', () => {
  const run = (...args: readonly string[]) =>
    spawnSync(
      process.execPath,
      ['--import', import.meta.resolve('tsx'), '--conditions=@sentinel-agentos/source', main, ...args],
      { cwd: tmpdir(), encoding: 'utf8' },
    );
  const denied = run('risk', 'exec', 'command=rm -rf /');
  expect(JSON.parse(denied.stdout)).toMatchObject({ score: 9.18, action: 'deny' });
  expect(denied.status).toBe(1);
  expect(run('nonsense').status).toBe(2);
});
