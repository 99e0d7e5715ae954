import type { Detection, ScanResult } from '../detection.js';
import { withoutOverlaps } from '../secrets/overlap.js';
import { detectionOf, type Finding } from './finding.js';
import { setUpScanner, type SecretScannerOptions } from './scanner-setup.js';
import type { TextSource } from './secret-scanner.js';
import { workFor } from './work.js';

/** Finds credentials in a text that comes in pieces. */
export interface StreamScanner {
  /**
   * Takes the next piece, and gives what is certain by now. Spans count from the beginning of the stream. Bytes may be
   * cut anywhere, inside a character too.
   */
  readonly write: (chunk: string | Uint8Array) => readonly Detection[];
  /** Ends the stream: gives what is left, and whether any part of the stream was too much work. */
  readonly end: () => ScanResult;
}

/** Text is looked at in steps of this length. */
const STEP = 65_536;
/** No rule looks back further than this from where its anchor ends. */
const BACK = 4096;
/** No rule looks further ahead than this: the longest private key. Encoded text beyond it is cut. */
const AHEAD = 16_384;

/**
 * Makes a scanner for one stream. It holds a window of some 100 KB, whatever the length of the stream, and finds a
 * secret that lies across pieces exactly once.
 *
 * @throws SentinelError `INVALID_CONFIG` as `createSecretScanner` does.
 */
export function createStreamScanner(
  options: SecretScannerOptions = {},
  source: TextSource = {},
): StreamScanner {
  const { find, isAllowed, budget } = setUpScanner(options);
  const decoder = new TextDecoder();
  let held = '';
  /** Place in the stream of the first character held, and in what is held of the first one not looked at yet. */
  let offset = 0;
  let next = 0;
  let pending: Finding[] = [];
  let incomplete = false;

  const step = (to: number): void => {
    const work = workFor(to - next, budget);
    for (const finding of find(held, next, to, work)) {
      if (isAllowed(finding, source.path)) continue;
      pending.push({ ...finding, start: finding.start + offset, end: finding.end + offset });
    }
    incomplete ||= work.left <= 0;
    next = to;
  };
  /** Gives what no later finding can overlap any more. */
  const settle = (frontier: number): readonly Detection[] => {
    if (pending.length === 0) return [];
    const early = withoutOverlaps(pending.filter(({ start }) => start < frontier));
    const settled = early.filter(({ end }) => end <= frontier);
    pending = [
      ...early.filter(({ end }) => end > frontier),
      ...pending.filter(({ start }) => start >= frontier),
    ];
    return settled.map(detectionOf);
  };
  const take = (text: string, least: number): Detection[] => {
    held += text;
    const detections: Detection[] = [];
    while (held.length - next > least) {
      step(Math.min(next + STEP, held.length));
      detections.push(...settle(offset + next - BACK));
    }
    const cut = Math.max(0, next - BACK);
    held = held.slice(cut);
    offset += cut;
    next -= cut;
    return detections;
  };

  return {
    write(chunk) {
      const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
      const detections: Detection[] = [];
      // A piece may be as large as it likes: it is taken in steps, so that no search runs to its far end.
      for (let at = 0; at < text.length; at += STEP) {
        detections.push(...take(text.slice(at, at + STEP), STEP + AHEAD));
      }
      return detections;
    },
    end() {
      const detections = [...take(decoder.decode(), 0), ...settle(Infinity)];
      return { detections, incomplete };
    },
  };
}
