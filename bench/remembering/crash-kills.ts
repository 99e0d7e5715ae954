import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createRandom } from '../guarding/random.js';
import { acknowledgedIn, remembered } from './crash-acknowledged.js';

/** What came of killing writers. */
export interface Kills {
  readonly rounds: number;
  readonly kills: number;
  readonly acknowledged: number;
  readonly lost: readonly string[];
  /** Rounds after which the memory could not be continued. */
  readonly broken: readonly string[];
}

/** How writers are killed. */
export interface KillOptions {
  /** The writer, as a file that node runs. */
  readonly program: string;
  readonly root: string;
  readonly store: 'journal' | 'sqlite';
  readonly rounds: number;
  readonly writers: number;
  readonly manner: 'honest' | 'early';
  readonly seed: number;
}

/** Rounds on one memory; then a fresh one, because each round looks at it all. */
const ROUNDS_A_MEMORY = 10;
/** Memories at a time. */
const LANES = 2;
const LONGEST_LIFE_MS = 80;
/** One in five is killed at any time after its start; the others once they have begun to write. */
const SHARE_KILLED_EARLY = 0.2;

/** Writers in processes of their own share a memory and are killed, each at a random time of its own. */
export async function killWriters(options: KillOptions): Promise<Kills> {
  const { program, root, store, writers, manner } = options;
  const random = createRandom(options.seed);
  const lost = new Set<string>();
  const broken: string[] = [];
  let kills = 0;
  let acknowledged = 0;
  let left = options.rounds;

  const writeAndDie = async (dir: string, name: string): Promise<string> => {
    const args = [program, dir, store, name, '1000000', manner];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    const life = random.below(LONGEST_LIFE_MS);
    const closed = once(child, 'close');
    if (!random.chance(SHARE_KILLED_EARLY)) await Promise.race([once(child.stdout, 'data'), closed]);
    await pause(life);
    child.kill('SIGKILL');
    const [, signal] = (await closed) as [number | null, string | null];
    if (signal !== 'SIGKILL') throw new Error(`${name} ended by itself: ${errors}${output.slice(-300)}`);
    const failure = /^-.*/m.exec(output)?.[0];
    if (failure !== undefined) broken.push(`${name} failed to write: ${failure}`);
    return output;
  };
  const oneMemory = async (rounds: number): Promise<void> => {
    const dir = mkdtempSync(join(root, `${manner}-`));
    const outputs: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const names = Array.from({ length: writers }, (_, writer) => `${basename(dir)}_${round}_${writer}`);
      const said = await Promise.all(names.map((name) => writeAndDie(dir, name)));
      outputs.push(...said);
      kills += said.length;
      acknowledged += said.reduce((sum, output) => sum + acknowledgedIn(output).length, 0);
      const found = remembered(dir, store, outputs);
      for (const one of found.lost) lost.add(one);
      if (found.broken !== null) broken.push(found.broken);
    }
    rmSync(dir, { recursive: true, force: true });
  };
  const lane = async (): Promise<void> => {
    while (left > 0) {
      const here = Math.min(left, ROUNDS_A_MEMORY);
      left -= here;
      await oneMemory(here);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return { rounds: options.rounds, kills, acknowledged, lost: [...lost], broken };
}
