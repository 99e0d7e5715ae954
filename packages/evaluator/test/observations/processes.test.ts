import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { evaluatorIn, freshFolder } from '../support/workbench.js';
import type { ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';

const WRITER = fileURLToPath(new URL('../support/writer.ts', import.meta.url));

function startWriter(...args: (string | number)[]): ChildProcessByStdio<null, Readable, null> {
  const node = ['--import', 'tsx', '--conditions=@sentinel-agentos/source', WRITER, ...args.map(String)];
  return spawn(process.execPath, node, { stdio: ['ignore', 'pipe', 'inherit'] });
}

it('a kill -9 loses nothing that was recorded', async () => {
  const dir = freshFolder();
  const writer = startWriter(dir, 'w', 1_000_000, 1 << 30);
  let written = 0;
  for await (const chunk of writer.stdout) {
    written += (chunk as Buffer).length;
    if (written > 500) writer.kill('SIGKILL');
  }
  expect(writer.signalCode ?? (await once(writer, 'exit'))[1]).toBe('SIGKILL');
  const evaluator = evaluatorIn(dir);
  expect(evaluator.getProfile().operations.total).toBeGreaterThanOrEqual(written);
  expect(evaluator.problems).toEqual([]);
});

it('several processes that append and compact at once lose nothing and count nothing twice', async () => {
  const dir = freshFolder();
  // A limit this low makes every process compact over and over.
  const writers = ['a', 'b', 'c'].map((name) => startWriter(dir, name, 400, 20_000));
  await Promise.all(
    writers.map(async (writer) => {
      writer.stdout.resume();
      if (writer.exitCode === null) await once(writer, 'exit');
      expect(writer.exitCode).toBe(0);
    }),
  );
  const evaluator = evaluatorIn(dir);
  expect(evaluator.getProfile().operations.total).toBe(1200);
  expect(evaluator.problems).toEqual([]);
  expect(readdirSync(dir)).toEqual(['observations.jsonl']);
  expect(statSync(join(dir, 'observations.jsonl')).size).toBeLessThan(150_000);
  expect(existsSync(join(dir, 'observations.corrupt.jsonl'))).toBe(false);
}, 60_000);

it('writers that are killed while they compact leave everything readable', async () => {
  const dir = freshFolder();
  let written = 0;
  for (let round = 0; round < 4; round += 1) {
    const writer = startWriter(dir, `r${round}`, 1_000_000, 1);
    let seen = 0;
    for await (const chunk of writer.stdout) {
      seen += (chunk as Buffer).length;
      if (seen > 60 + 17 * round) writer.kill('SIGKILL');
    }
    written += seen;
    // As after the minute that a dead process's lock is respected.
    rmSync(join(dir, 'observations.lock'), { force: true });
  }
  const evaluator = evaluatorIn(dir);
  const { total } = evaluator.getProfile().operations;
  expect(total).toBeGreaterThanOrEqual(written);
  expect(total).toBeLessThanOrEqual(written + 4);
  expect(evaluator.problems).toEqual([]);
}, 60_000);
