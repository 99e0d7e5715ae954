import type { Detection, ScanResult } from '../detection.js';
import { LONGEST_PIECE, LOOK_AHEAD, LOOK_BACK, PIECE_BACK } from '../decode/reach.js';
import { detectionOf, resolved, type Finding } from './finding.js';
import { setUpScanner, type SecretScannerOptions } from './scanner-setup.js';
import type { TextSource } from './secret-scanner.js';
import { createTextSearch } from './text-search.js';
import { isIncomplete, workFor } from './work.js';

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

/** Text is looked at in steps of this length at least. */
const STEP = 65_536;
/** What is held of the text before the place that everything has come to. */
const BACK = PIECE_BACK + LOOK_BACK;

/**
 * Makes a scanner for one stream. It finds what a scan of the whole text finds, each secret once, wherever the pieces
 * end. It holds a window of the text: some 500,000 characters, and while encoded text goes on, up to four million.
 *
 * @throws SentinelError `INVALID_CONFIG` as `createSecretScanner` does.
 */
export function createStreamScanner(
  options: SecretScannerOptions = {},
  source: TextSource = {},
): StreamScanner {
  const { finders, isAllowed, budget } = setUpScanner(options);
  const search = createTextSearch(finders);
  const decoder = new TextDecoder();
  let held = '';
  /** Place in the stream of the first character held, and in what is held of the first one not looked at yet. */
  let offset = 0;
  let next = 0;
  let pending: Finding[] = [];
  let incomplete = false;
  /** Work that steps have left over, for encoded text that is opened when its end is there. */
  let saved = 0;

  const step = (to: number, isEnd: boolean): void => {
    const work = workFor(to - next, budget);
    work.left += saved;
    for (const finding of search.step({ text: held, to, isEnd }, work)) {
      // A value may go on behind the text that is held.
      if (!isEnd && finding.end >= held.length) incomplete = true;
      if (isAllowed(finding, source.path)) continue;
      pending.push({ ...finding, start: finding.start + offset, end: finding.end + offset });
    }
    incomplete ||= isIncomplete(work);
    saved = Math.max(0, Math.min(work.left, workFor(LONGEST_PIECE, budget).left));
    next = to;
  };
  /** Gives what no later finding can overlap any more. */
  const settle = (frontier: number): readonly Detection[] => {
    if (pending.length === 0) return [];
    const early = resolved(pending.filter(({ start }) => start < frontier));
    const settled = early.filter(({ end }) => end <= frontier);
    pending = [
      ...early.filter(({ end }) => end > frontier),
      ...pending.filter(({ start }) => start >= frontier),
    ];
    return settled.map(detectionOf);
  };
  const take = (text: string, isEnd: boolean): readonly Detection[] => {
    held += text;
    const to = isEnd ? held.length : held.length - LOOK_AHEAD;
    // Joining what is held costs its length: a step takes as much new text as half of that.
    if (!isEnd && to - next < Math.max(STEP, held.length / 2)) return [];
    step(to, isEnd);
    const reached = search.reached();
    const detections = settle(offset + reached - BACK);
    const cut = Math.max(0, reached - BACK);
    held = held.slice(cut);
    offset += cut;
    next -= cut;
    search.forget(cut);
    return detections;
  };

  return {
    write(chunk) {
      const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
      const detections: Detection[] = [];
      // A piece may be as large as it likes: no more is held of it at once than of small ones.
      for (let at = 0; at < text.length; at += STEP)
        detections.push(...take(text.slice(at, at + STEP), false));
      return detections;
    },
    end() {
      const detections = [...take(decoder.decode(), true), ...settle(Infinity)];
      return { detections, incomplete };
    },
  };
}
