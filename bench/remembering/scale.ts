import { createMemory } from '@sentinel-agentos/memory';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '../guarding/random.js';
import { percentile, round } from '../measuring/statistics.js';

/** What remembering much costs. */
export interface ScaleFigures {
  readonly events: number;
  readonly textBytes: number;
  /** Bytes of the store an event. */
  readonly bytesAnEvent: number;
  readonly recordP50Us: number;
  readonly recordP99Us: number;
  /** A memory opened on what is there: until it can record, and until it has first searched. */
  readonly openMs: number;
  readonly firstSearchMs: number;
  readonly queryP50Ms: number;
  readonly queryP99Ms: number;
  /** Of this process, without what it took before there was a memory; after a collection. */
  readonly rssMb: number;
  readonly rssAtMostMb: number;
}

const TEXT_BYTES = 127;
const VOCABULARY = 40_000;
const QUERIES = 200;
const SESSION_EVENTS = 200;

/** Records events, opens the memory again and asks it. Texts are words drawn as often as words are: by Zipf's law. */
export function measureScale(events: number): ScaleFigures {
  const dir = mkdtempSync(join(tmpdir(), 'bench-memory-scale-'));
  const random = createRandom(1);
  const word = (): string => {
    const rank = Math.floor(VOCABULARY ** (random.below(1_000_000) / 1_000_000));
    return `${SYLLABLES[rank % 17]}${SYLLABLES[Math.floor(rank / 17) % 17]}${(rank % 2_311).toString(36)}`;
  };
  const text = (): string => {
    let words = word();
    while (words.length < TEXT_BYTES) words += ` ${word()}`;
    return words.slice(0, TEXT_BYTES).trimEnd();
  };
  try {
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    const options = { dir, maxEpisodicSizeKb: 1_000_000_000 };
    const writing = createMemory(options);
    const micros = new Float64Array(events);
    let bytes = 0;
    for (let n = 0; n < events; n += 1) {
      const content = text();
      bytes += content.length;
      const sessionId = `session-${Math.floor(n / SESSION_EVENTS)}`;
      const begin = performance.now();
      writing.episodic.record('note', content, { sessionId });
      micros[n] = (performance.now() - begin) * 1000;
    }
    const stored = writing.episodic.stats().bytes;

    const begin = performance.now();
    const reading = createMemory(options);
    const opened = performance.now();
    reading.episodic.search(text().slice(0, 40), { limit: 10 });
    const searched = performance.now();
    const queries: number[] = [];
    for (let n = 0; n < QUERIES; n += 1) {
      const query = text().slice(0, 40);
      const asked = performance.now();
      reading.episodic.search(query, { limit: 10 });
      queries.push(performance.now() - asked);
    }
    globalThis.gc?.();
    return {
      events,
      textBytes: round(bytes / events),
      bytesAnEvent: round(stored / events),
      recordP50Us: round(percentile([...micros], 0.5)),
      recordP99Us: round(percentile([...micros], 0.99)),
      openMs: round(opened - begin),
      firstSearchMs: round(searched - opened),
      queryP50Ms: round(percentile(queries, 0.5)),
      queryP99Ms: round(percentile(queries, 0.99)),
      rssMb: round((process.memoryUsage().rss - before) / 1_048_576),
      rssAtMostMb: round(process.resourceUsage().maxRSS / 1024),
    };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const SYLLABLES = 'ba co di fu ge ha ji ko lu me no pi ra se ti vo zu'.split(' ');
