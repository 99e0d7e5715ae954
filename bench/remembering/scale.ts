import { createMemory } from '@sentinel-agentos/memory';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { percentile, round } from '../measuring/statistics.js';
import { createSyntheticLanguage } from './synthetic-events.js';

/** What recording and searching many events takes. */
export interface Scale extends Searching {
  readonly events: number;
  /** Milliseconds, and milliseconds of processor time, for one event. */
  readonly record: Percentiles;
  /** The same when nobody has searched the memory before, so that its index has to be made. */
  readonly unindexed: Pick<Searching, 'open' | 'firstQuery' | 'rss'>;
  /** On the disk, of the events and of the index that is kept beside them. */
  readonly bytesPerEvent: number;
  readonly indexBytesPerEvent: number;
}

/** What a process needs that opens a memory and searches it. */
export interface Searching {
  /** Milliseconds to open it, and for the first search. */
  readonly open: number;
  readonly firstQuery: number;
  readonly query: Percentiles;
  /** Of the whole process after the searches, in MB; and how much more than before the memory was opened. */
  readonly rss: number;
  readonly rssGrown: number;
}

interface Percentiles {
  readonly p50: number;
  readonly p99: number;
  /** Of processor time, which others on the machine do not lengthen. */
  readonly cpuP99: number;
}

/** So that nothing is compressed. */
export const NO_CAP_KB = 10_000_000;

/** Records that many synthetic events; then two processes, one after the other, ask 500 questions each. */
export function measureScale(count: number): Scale {
  const dir = mkdtempSync(join(tmpdir(), 'sentinel-scale-'));
  try {
    const { record, bytes } = recordEvents(dir, count);
    const { open, firstQuery, rss } = searchInProcess(dir, 2);
    const searching = searchInProcess(dir, 3);
    const episodic = join(dir, 'episodic');
    const index = readdirSync(episodic).find((name) => name.startsWith('index-'));
    return {
      events: count,
      record,
      unindexed: { open, firstQuery, rss },
      ...searching,
      bytesPerEvent: round(bytes / count),
      indexBytesPerEvent: round(index === undefined ? 0 : statSync(join(episodic, index)).size / count),
    };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function recordEvents(dir: string, count: number): { readonly record: Percentiles; readonly bytes: number } {
  const language = createSyntheticLanguage(1);
  const memory = createMemory({ dir, maxEpisodicSizeKb: NO_CAP_KB });
  const record = createStopwatch();
  for (let each = 0; each < count; each += 1) {
    const { text, sessionId } = language.event();
    record.time(() => memory.episodic.record('note', text, { sessionId }));
  }
  const { events, bytes } = memory.stats().episodic;
  if (events !== count) throw new Error(`${count} events were recorded and ${events} are there`);
  return { record: record.percentiles(), bytes };
}

function searchInProcess(dir: string, seed: number): Searching {
  const program = fileURLToPath(new URL('scale-search.ts', import.meta.url));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...process.execArgv, program, dir, String(seed)],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`the searching process failed: ${stderr}`);
  return JSON.parse(stdout) as Searching;
}

/** Takes the time of many short pieces of work. */
export function createStopwatch(): { time(work: () => unknown): void; percentiles(): Percentiles } {
  const elapsed: number[] = [];
  const busy: number[] = [];
  return {
    time(work) {
      const cpu = process.cpuUsage();
      const start = performance.now();
      work();
      elapsed.push(performance.now() - start);
      const { user, system } = process.cpuUsage(cpu);
      busy.push((user + system) / 1_000);
    },
    percentiles: () => ({
      p50: round(percentile(elapsed, 0.5)),
      p99: round(percentile(elapsed, 0.99)),
      cpuP99: round(percentile(busy, 0.99)),
    }),
  };
}

/** Resident memory of this process, in MB, after a garbage collection where there may be one. */
export function residentMegabytes(): number {
  globalThis.gc?.();
  return round(process.memoryUsage().rss / 1e6);
}
