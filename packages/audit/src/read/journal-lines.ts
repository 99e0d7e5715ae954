import { closeSync } from 'node:fs';
import { readLines, type RawLine } from './line-reader.js';
import { openSegmentFile, type SegmentFile } from './segment-files.js';

/**
 * Reads the lines of a journal's files one after another, as if they were one file, in constant memory. What
 * belongs where is not checked here.
 *
 * @param from segment and offset of the first line; files before that segment are not opened.
 * @throws the system's error when a file cannot be read.
 */
export function* readJournalLines(
  files: readonly SegmentFile[],
  from: { readonly segment: number; readonly offset: number },
): Generator<RawLine, void, undefined> {
  for (const { index, path } of files) {
    if (index < from.segment) continue;
    const fd = openSegmentFile(path);
    try {
      yield* readLines(fd, index === from.segment ? from.offset : 0, index);
    } finally {
      closeSync(fd);
    }
  }
}
