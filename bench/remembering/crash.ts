import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleProgram } from '../auditing/bundle-program.js';
import { hasStrace } from '../auditing/strace.js';
import { injectFaults } from './crash-faults.js';
import { killWriters, type Kills } from './crash-kills.js';

/** Two writers at a time share a memory; of those who said too early that they had written, some is lost. */
const WRITERS = 2;
const CONTROL_ROUNDS = 10;
const RECORDS = 16;
const MOST_FAULTS = 400;
const SHOWN = 20;

/**
 * Kills writers `kills` times, then has the system calls of others fail, and counts what was acknowledged and is
 * gone. The control acknowledges before it writes and must lose something. True when nothing is wrong.
 */
export async function measureCrashes(
  kills: number,
  store: 'journal' | 'sqlite',
): Promise<{ readonly ok: boolean; readonly figures: object }> {
  const program = await bundleProgram(new URL('crash-writer.ts', import.meta.url), 'memory');
  // In memory: a disk that syncs slowly would hide the moments between the calls.
  const root = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'bench-memory-crash-'));
  try {
    const options = { program: program.file, root, store, writers: WRITERS, seed: 1 };
    const control = await killWriters({ ...options, rounds: CONTROL_ROUNDS, manner: 'early' });
    const killed = await killWriters({ ...options, rounds: Math.ceil(kills / WRITERS), manner: 'honest' });
    const faults = hasStrace()
      ? await injectFaults({ program: program.file, root, store, records: RECORDS, most: MOST_FAULTS })
      : null;
    const wrong = [...killed.lost, ...killed.broken, ...(faults?.lost ?? []), ...(faults?.broken ?? [])];
    for (const line of wrong.slice(0, SHOWN)) console.log(line);
    const ok = wrong.length === 0 && killed.acknowledged > 0 && control.lost.length > 0;
    const figures = {
      store,
      rounds: killed.rounds,
      kills: killed.kills,
      acknowledged: killed.acknowledged + (faults?.acknowledged ?? 0),
      lost: killed.lost.length + (faults?.lost.length ?? 0),
      broken: killed.broken.length + (faults?.broken.length ?? 0),
      faults: faults?.cases ?? 'skipped: no strace',
      control: controlOf(control),
    };
    return { ok, figures };
  } finally {
    rmSync(root, { recursive: true, force: true });
    program.remove();
  }
}

function controlOf({ kills, acknowledged, lost }: Kills): object {
  return { kills, acknowledged, lost: lost.length };
}
