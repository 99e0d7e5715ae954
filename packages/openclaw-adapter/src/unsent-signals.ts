import { appendFileSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { TrustEvent } from 'sentinel-agentos';

/** Signals that nobody took, on the disk until somebody does. */
export interface UnsentSignals {
  /** Keeps them, unless a mebibyte is kept already: then they are dropped. Never throws. */
  keep(events: readonly TrustEvent[]): void;
  /** Gives all of them, oldest first; they are gone from the disk then. Never throws. */
  take(): readonly TrustEvent[];
}

const MAX_BYTES = 1 << 20;

/** In a file of at most a mebibyte that only its owner reads. It is made with the first signal that is kept. */
export function createUnsentSignals(file: string): UnsentSignals {
  return {
    keep(events) {
      try {
        mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
        const text = events.map((event) => `${JSON.stringify(event)}\n`).join('');
        if (sizeOf(file) + Buffer.byteLength(text) <= MAX_BYTES) appendFileSync(file, text, { mode: 0o600 });
      } catch {
        // A disk that is full must not stop what the signals tell of.
      }
    },
    take() {
      try {
        const lines = readFileSync(file, 'utf8').split('\n');
        rmSync(file);
        return lines.flatMap(parsed);
      } catch {
        return [];
      }
    },
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** A line that a crash cut off, or that somebody else wrote, is no signal. */
function parsed(line: string): readonly TrustEvent[] {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'kind' in value ? [value as TrustEvent] : [];
  } catch {
    return [];
  }
}
