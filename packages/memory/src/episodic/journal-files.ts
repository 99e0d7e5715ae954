import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode, orUnavailable } from '../storage/state-unavailable.js';

/**
 * The files of the event journal. Generation `g` is `base-g` (everything before, compacted) and `live-g`
 * (what was appended since). To compact, `live-g` is renamed to `sealed-g`, both are written into
 * `base-(g+1)`, and `live-(g+1)` is made. Names are never used twice, so an appender that still finds its
 * `live` file after the write knows that every compaction to come will read what it wrote.
 */
export interface JournalFiles {
  /** The newest compacted file's generation; 0 also when there is none yet. */
  readonly generation: number;
  readonly hasBase: boolean;
  /** A compaction has begun and not ended. */
  readonly isSealed: boolean;
  readonly hasLive: boolean;
  /** Names of files of former generations and of temporary ones, left by processes that died. */
  readonly leftovers: readonly string[];
}

type Role = 'base' | 'live' | 'sealed';

/** Path of one of the journal's files. */
export function journalFile(folder: string, role: Role, generation: number): string {
  return join(folder, `${role}-${String(generation).padStart(8, '0')}.jsonl`);
}

/** Path of the index that is kept of a generation. It goes with the generation. */
export function indexFile(folder: string, generation: number): string {
  return join(folder, `index-${String(generation).padStart(8, '0')}.bin`);
}

/** Looks at the journal's folder. A folder that is not there holds nothing. */
export function listJournal(folder: string): JournalFiles {
  const found: { role: string; generation: number; name: string }[] = [];
  const temporary: string[] = [];
  for (const name of namesIn(folder)) {
    const match = /^(base|live|sealed|index)-(\d{8,15})\.(?:jsonl|bin)(.*)$/u.exec(name);
    if (match === null) continue;
    if (match[3] === '') found.push({ role: match[1] ?? '', generation: Number(match[2]), name });
    else if (name.endsWith('.tmp')) temporary.push(name);
  }
  const bases = found.filter((file) => file.role === 'base').map((file) => file.generation);
  const others = found.filter((file) => file.role !== 'index').map((file) => file.generation);
  // Without any base, the oldest file is where history begins.
  const generation = bases.length > 0 ? Math.max(...bases) : others.length > 0 ? Math.min(...others) : 0;
  const has = (role: Role): boolean =>
    found.some((file) => file.role === role && file.generation === generation);
  return {
    generation,
    hasBase: has('base'),
    isSealed: has('sealed'),
    hasLive: has('live'),
    leftovers: [
      ...found.filter((file) => file.generation < generation).map((file) => file.name),
      ...temporary,
    ],
  };
}

function namesIn(folder: string): readonly string[] {
  return orUnavailable('read', folder, () => {
    try {
      return readdirSync(folder);
    } catch (cause) {
      if (errorCode(cause) === 'ENOENT') return [];
      throw cause;
    }
  });
}
