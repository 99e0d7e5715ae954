import { SentinelError } from '@sentinel-agentos/core';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { isEpochLine, readEpoch } from '../format/epoch.js';
import { isCheckpointLine, parseLine, parseLineHeader } from '../format/line.js';
import { segmentName } from '../format/segment-name.js';
import { readLines } from '../read/line-reader.js';
import { ensureFolder, writeAll } from '../write/durable-file.js';
import { asUnavailable } from '../write/journal-error.js';

/**
 * Lays an export of a whole journal (`jsonl`, without a filter) out as the segment files it came from, so that a
 * receiver can verify it with `verifyJournal`, against a key and an anchor that did not come with it. Where a file
 * begins is what the lines themselves say; whether they are genuine is what verifying tells.
 *
 * @param file path of the export.
 * @param dir folder for the files. It is made; nothing in it is overwritten.
 * @returns number of files.
 * @throws SentinelError `STATE_UNAVAILABLE` when the export cannot be read, or a file is there already or cannot be
 * written; `INVALID_ARGUMENT` when a line is longer than a journal's may be, so that this is no export.
 */
export function receiveJournal(file: string, dir: string): number {
  try {
    ensureFolder(dir);
    const fd = openSync(file, 'r');
    try {
      return layOut(fd, file, dir);
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    throw asUnavailable(`The export ${file} cannot be laid out in ${dir}.`, error);
  }
}

function layOut(fd: number, file: string, dir: string): number {
  let files = 0;
  let segment = 0;
  /** The segment that begins after the next checkpoint; null when none was announced. */
  let announced: number | null = null;
  let target: number | null = null;
  const end = (next: number): void => {
    if (target !== null) closeSync(target);
    target = null;
    segment = next;
  };
  try {
    for (const { buffer, start, end: lineEnd, state } of readLines(fd, 0)) {
      if (state === 'too-long') {
        throw new SentinelError('INVALID_ARGUMENT', `${file} is no export of a journal: a line is too long.`);
      }
      const header = parseLineHeader(buffer, start, lineEnd);
      // A chain that was begun after damage begins in the next file, too.
      if (header?.seq === 0 && target !== null) end(segment + 1);
      if (target === null) {
        target = openSync(join(dir, segmentName(segment)), 'wx', 0o600);
        files += 1;
      }
      // Without the line feed where the file ends before it.
      const line = buffer.subarray(start, state === 'whole' ? lineEnd + 1 : lineEnd);
      writeAll(target, line);
      if (header !== null && isEpochLine(buffer, header)) {
        announced = readEpoch(parseLine(buffer, start, lineEnd))?.segment ?? null;
      } else if (header !== null && announced !== null && isCheckpointLine(buffer, header)) {
        end(announced);
        announced = null;
      }
    }
  } finally {
    end(segment);
  }
  return files;
}
