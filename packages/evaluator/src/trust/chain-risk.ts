import type { CallFacts } from './call-facts.js';

/** Chains of calls that are a risk when data flows along them. */
export type ChainPattern = 'READ_WRITE_EXEC' | 'READ_EXEC' | 'WRITE_EXEC';

export const CHAIN_PATTERNS: readonly ChainPattern[] = Object.freeze([
  'READ_WRITE_EXEC',
  'READ_EXEC',
  'WRITE_EXEC',
]);

/** A chain and the calls it is made of, the last one last. */
export interface Chain {
  readonly pattern: ChainPattern;
  readonly calls: readonly string[];
}

/** What the calls of one turn read and wrote, to know what a later one runs. */
export interface ChainWatch {
  /** The chains that this call completes and that the turn did not have yet. */
  call(facts: CallFacts): readonly Chain[];
  /** Begins a turn. */
  turn(): void;
}

/** Paths that are remembered of a turn. The oldest go first. */
const MOST_PATHS = 1000;
const MOST_LENGTH = 4096;
/** How a detector that follows the data itself names a chain it found. */
const CHAIN_RULE = 'flow.chain.';

/** Where the content of a path comes from: the calls that led to it, oldest first. */
interface Origin {
  readonly written: boolean;
  readonly calls: readonly string[];
}

/**
 * Chains count only where the later call runs a path that an earlier one read or wrote in the same turn, or where a
 * detector followed the data: reading files and then running the tests is no chain. Only calls that ran produce
 * anything. Each pattern is told once a turn. Memory is bounded.
 */
export function createChainWatch(): ChainWatch {
  const origins = new Map<string, Origin>();
  const told = new Set<ChainPattern>();

  function remember(path: string, origin: Origin): void {
    origins.delete(path);
    origins.set(path, origin);
    if (origins.size <= MOST_PATHS) return;
    const [oldest] = origins.keys();
    if (oldest !== undefined) origins.delete(oldest);
  }

  function produce({ callId, effects }: CallFacts): void {
    const reads = targetsOf(effects, ['fs.read']);
    const writes = targetsOf(effects, ['fs.write']);
    // What a call writes comes from what it reads, and from what stood there when an earlier call read it.
    const source = [...reads, ...writes]
      .map((path) => origins.get(path))
      .find((origin) => origin !== undefined);
    for (const path of reads) if (!origins.has(path)) remember(path, { written: false, calls: [callId] });
    for (const path of writes) {
      const earlier = origins.get(path) ?? source;
      const first = earlier?.calls[0];
      const calls =
        first === undefined || first === callId || startsWithWrite(earlier) ? [callId] : [first, callId];
      remember(path, { written: true, calls });
    }
  }

  function chainsTo({ callId, effects, rules }: CallFacts): readonly Chain[] {
    const chains: Chain[] = [];
    for (const path of targetsOf(effects, ['process.spawn', 'code.exec'])) {
      const origin = origins.get(path);
      if (origin !== undefined) chains.push({ pattern: patternOf(origin), calls: [...origin.calls, callId] });
    }
    for (const rule of rules) {
      const pattern = CHAIN_PATTERNS.find((each) => rule === CHAIN_RULE + each);
      if (pattern !== undefined) chains.push({ pattern, calls: [callId] });
    }
    return chains;
  }

  return {
    call(facts) {
      const fresh: Chain[] = [];
      for (const chain of chainsTo(facts)) {
        if (told.has(chain.pattern)) continue;
        told.add(chain.pattern);
        fresh.push(chain);
      }
      if (facts.ran) produce(facts);
      return fresh;
    },
    turn() {
      origins.clear();
      told.clear();
    },
  };
}

function startsWithWrite(origin: Origin | undefined): boolean {
  return origin !== undefined && origin.written && origin.calls.length === 1;
}

function patternOf({ written, calls }: Origin): ChainPattern {
  if (!written) return 'READ_EXEC';
  return calls.length > 1 ? 'READ_WRITE_EXEC' : 'WRITE_EXEC';
}

function targetsOf(effects: CallFacts['effects'], verbs: readonly string[]): readonly string[] {
  return effects
    .filter(({ verb, target }) => verbs.includes(verb) && target.length > 1 && target.length <= MOST_LENGTH)
    .map(({ target }) => target);
}
