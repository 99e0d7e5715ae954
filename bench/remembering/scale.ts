import { createMemory } from '@sentinel-agentos/memory';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { percentile, round } from '../measuring/statistics.js';
import { createSyntheticLanguage, type SyntheticLanguage } from './synthetic-events.js';

/** What recording and searching many events takes. */
export interface Scale {
  readonly events: number;
  /** Milliseconds, and milliseconds of processor time, for one event. */
  readonly record: Percentiles;
  /** Milliseconds to open a memory on what was recorded, and for its first search, which reads all of it. */
  readonly open: number;
  readonly firstQuery: number;
  readonly query: Percentiles;
  /** On the disk. */
  readonly bytesPerEvent: number;
  /** Of the whole process after the searches, in MB; and how much more than before the first event. */
  readonly rss: number;
  readonly rssGrown: number;
}

interface Percentiles {
  readonly p50: number;
  readonly p99: number;
  /** Of processor time, which others on the machine do not lengthen. */
  readonly cpuP99: number;
}

const QUERIES = 500;
const WARM_UP = 20;
const NO_CAP_KB = 10_000_000;

/** Records that many synthetic events, opens a memory on them, and asks it 500 questions. */
export function measureScale(count: number): Scale {
  const dir = mkdtempSync(join(tmpdir(), 'sentinel-scale-'));
  try {
    const language = createSyntheticLanguage(1);
    const before = residentMegabytes();
    const record = recordEvents(dir, count, language);
    const start = performance.now();
    const memory = createMemory({ dir, maxEpisodicSizeKb: NO_CAP_KB });
    const opened = performance.now();
    memory.episodic.search(language.question());
    const searched = performance.now();
    for (let each = 0; each < WARM_UP; each += 1) memory.episodic.search(language.question());
    const query = createStopwatch();
    for (let each = 0; each < QUERIES; each += 1) {
      const question = language.question();
      query.time(() => memory.episodic.search(question));
    }
    const rss = residentMegabytes();
    return {
      events: memory.stats().episodic.events,
      record,
      open: round(opened - start),
      firstQuery: round(searched - opened),
      query: query.percentiles(),
      bytesPerEvent: round(memory.stats().episodic.bytes / count),
      rss,
      rssGrown: round(rss - before),
    };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function recordEvents(dir: string, count: number, language: SyntheticLanguage): Percentiles {
  const memory = createMemory({ dir, maxEpisodicSizeKb: NO_CAP_KB });
  const record = createStopwatch();
  for (let each = 0; each < count; each += 1) {
    const { text, sessionId } = language.event();
    record.time(() => memory.episodic.record('note', text, { sessionId }));
  }
  return record.percentiles();
}

function createStopwatch(): { time(work: () => unknown): void; percentiles(): Percentiles } {
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

function residentMegabytes(): number {
  globalThis.gc?.();
  return round(process.memoryUsage().rss / 1e6);
}
