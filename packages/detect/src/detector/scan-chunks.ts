import { createInjectionScanner } from '../injection/injection-scanner.js';
import { createLineStarts } from './line-starts.js';
import { createPersonalScanner } from '../personal/personal-scanner.js';
import { createStreamScanner } from '../scan/stream-scanner.js';
import type { Detection, DetectionKind, ScanResult } from '../detection.js';
import type { PersonalScannerOptions } from '../personal/personal-scanner.js';
import type { SecretScannerOptions } from '../scan/scanner-setup.js';

export interface ScanChunksOptions {
  /** Default: all. */
  readonly kinds?: readonly DetectionKind[];
  readonly secrets?: SecretScannerOptions;
  readonly personal?: PersonalScannerOptions;
}

/** A detection with its place for people; `start` and `end` count UTF-16 units from the beginning of the stream. */
export interface LocatedDetection extends Detection {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

/** Everything that was found in a stream. */
export interface ScannedChunks {
  readonly detections: readonly LocatedDetection[];
  /** A part of the stream was too much work: nobody may take it for clean. */
  readonly incomplete: boolean;
}

/**
 * Personal data and instructions are looked for in windows of this length. Each is read with what stands before it,
 * which tells what it belongs to, and with what stands behind it, so that what begins in it is whole.
 */
const WINDOW = 1 << 20;
const BEFORE = 1 << 12;
const BEHIND = 1 << 14;

/**
 * Scans a text that comes in pieces, as text or bytes of UTF-8, for all kinds. Holds a window of it, the starts of its
 * lines and what was found, and finds the same wherever the pieces end. Of personal data and instructions, what is
 * longer than 16,384 UTF-16 units and lies across two windows may be missed.
 */
export async function scanChunks(
  chunks: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>,
  options: ScanChunksOptions = {},
): Promise<ScannedChunks> {
  const kinds = new Set<DetectionKind>(options.kinds ?? ['secret', 'personal', 'injection']);
  const secrets = kinds.has('secret') ? createStreamScanner(options.secrets ?? {}) : null;
  const scanners: ((text: string) => ScanResult)[] = [];
  if (kinds.has('personal')) scanners.push(createPersonalScanner(options.personal ?? {}).scan);
  if (kinds.has('injection')) scanners.push(createInjectionScanner().scan);
  const lines = createLineStarts();
  const decoder = new TextDecoder();
  const found: Detection[] = [];
  let incomplete = false;
  let held = '';
  /** Place in the stream of the first character held, and in what is held of the window. */
  let offset = 0;
  let from = 0;

  const look = (to: number): void => {
    const text = held.slice(0, to + BEHIND);
    for (const scan of scanners) {
      const result = scan(text);
      incomplete ||= result.incomplete;
      for (const each of result.detections) {
        // What begins before the window was told with the window before it, and what begins behind it comes next.
        if (each.start < from || each.start >= to) continue;
        found.push({ ...each, start: each.start + offset, end: each.end + offset });
      }
    }
    const kept = Math.max(0, to - BEFORE);
    held = held.slice(kept);
    offset += kept;
    from = to - kept;
  };
  const take = (text: string): void => {
    lines.add(text);
    if (secrets !== null) found.push(...secrets.write(text));
    for (let at = 0; at < text.length; at += WINDOW) {
      held += text.slice(at, at + WINDOW);
      while (held.length >= from + WINDOW + BEHIND) look(from + WINDOW);
    }
  };

  for await (const chunk of chunks) {
    take(typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }));
  }
  take(decoder.decode());
  look(held.length + 1);
  const rest = secrets?.end() ?? { detections: [], incomplete: false };
  found.push(...rest.detections);
  const detections = found
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
    .map((each) => ({ ...each, ...lines.at(each.start) }));
  return { detections, incomplete: incomplete || rest.incomplete };
}
